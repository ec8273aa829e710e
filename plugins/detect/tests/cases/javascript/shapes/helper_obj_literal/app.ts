import { llm } from "./llm";
llm.ask("x", "acme-chat-7b");
