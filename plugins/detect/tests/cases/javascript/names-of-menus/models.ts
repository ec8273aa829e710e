import OpenAI from "openai";

const defaultChatModels: Model[] = [
  { name: "GPT-4 omni", key: "gpt-4o" },
  { name: "GPT-4", key: "gpt-4" },
  { name: "o1", key: "o1" },
];
const defaultTasks = [{ name: "summary", model: "gpt-4.1" }];
export const defaultModels = [
  { name: "chat", key: "gpt-5" },
  { name: "title", key: "gpt-5-mini" },
];
