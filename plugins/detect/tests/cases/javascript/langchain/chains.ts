import { ChatAnthropic } from "@langchain/anthropic";
import { ChatBedrockConverse } from "@langchain/aws";
import { AzureChatOpenAI, ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { initChatModel } from "langchain/chat_models/universal";
import { Agent } from "@mastra/core/agent";
import { Ollama, Settings } from "llamaindex";

const writer = new ChatOpenAI({ modelName: "gpt-4o", temperature: 0 });
const proxied = new ChatOpenAI({ model: "deepseek-chat", configuration: { baseURL: "https://api.deepseek.com" } });
const editor = new ChatAnthropic({ model: "claude-opus-4-1" }).withFallbacks([
  new ChatBedrockConverse({ model: "meta.llama3-3-70b-instruct-v1:0", region: "us-east-1" }),
]);
const deployed = new AzureChatOpenAI({ azureOpenAIApiDeploymentName: "chat-eu" });
const vectors = new OpenAIEmbeddings({ model: "text-embedding-ada-002" });
const any = await initChatModel("openai:gpt-4.1-nano");
Settings.llm = new Ollama({ model: "mixtral:8x7b" });
export const agent = new Agent({ name: "a", instructions: "…", model: "google/gemini-2.5-pro" });
