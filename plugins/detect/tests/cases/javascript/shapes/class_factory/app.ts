import { Llm } from "./llm";
new Llm({ which: "acme-chat-7b" }).go();
