import { OpenAIChat } from "langchain/llms";
import { LLMModels } from "./types";

// A list that holds where nothing is set: what is in it is asked, unless it is only to choose from.
export const template = (config?: Config): Config => ({
  llms: config?.llms ?? [LLMModels.GPT3],
  available_models: config?.others ?? ["gpt-4o", "gpt-4o-mini"],
});
export const first = (config?: Config) => {
  return { llms: config?.llms?.length ? config.llms : [LLMModels.GPT4], ignore: config?.ignore ?? ["gpt-4.1"] };
};
export const llms = import.meta.env.VITE_LLM_MODELS ? import.meta.env.VITE_LLM_MODELS.split(",") : ["gemini_2.5_flash", "gpt-4.1"];
export const state = { selectedModel: given ?? "gpt-5" };
