import { groq } from "@ai-sdk/groq";
import { xai } from "@ai-sdk/xai";
import { customProvider, wrapLanguageModel, extractReasoningMiddleware } from "ai";

const languageModels = {
  "kimi-k2": groq("moonshotai/kimi-k2-instruct"),
  "deepseek-r1": wrapLanguageModel({
    model: groq("deepseek-r1-distill-llama-70b"),
    middleware: extractReasoningMiddleware({ tagName: "think" }),
  }),
  "grok-3-mini": xai("grok-3-mini"),
};

export const model = customProvider({ languageModels });
export const defaultModel = "kimi-k2";
export const titleModel = "grok-3-mini";
export const thinkingModel = model.languageModel("deepseek-r1");
