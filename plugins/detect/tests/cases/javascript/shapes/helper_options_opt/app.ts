import { ask } from "./llm";
ask("x", { which: "acme-chat-7b" });
