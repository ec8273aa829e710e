import { complete } from "./llm";
complete({ prompt: "x", engineName: "claude-opus-4-0" });
