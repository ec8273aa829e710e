import { OpenAIChat } from "langchain/llms";
import { LLMModels } from "./types";

// A list of one where nothing is set is what is asked; of several somebody takes one.
export const template = (config?: Config): Config => ({
  llms: config?.llms ?? [LLMModels.GPT3],
  llms: config?.others || ["gpt-4o", "gpt-4o-mini"],
});
export const first = (config?: Config) => {
  return { llms: config?.llms?.length ? config.llms : [LLMModels.GPT4], ignore: config?.ignore ?? ["gpt-4.1"] };
};
