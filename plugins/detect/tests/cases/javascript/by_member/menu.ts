import { ChatModel } from "./models";
import { OpenAIChat } from "langchain/llms";

// By the member of an enumeration: what it is called is for people.
export const modelMap: Record<ChatModel, Model> = {
  [ChatModel.GPT_4O_MINI]: { name: "Fast", description: "OpenAI/GPT-4o-mini", value: ChatModel.GPT_4O_MINI },
  [ChatModel.LLAMA3]: { name: "Llama3", description: "ollama/llama3.1", value: ChatModel.LLAMA3 },
  [ChatModel.PHI3]: { name: ChatModel.PHI3, llm: new OpenAIChat({ modelName: ChatModel.PHI3 }), cost: 2 },
};
