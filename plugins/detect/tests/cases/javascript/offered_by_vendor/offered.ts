import { encodingForModel } from "js-tiktoken";
import OpenAI from "openai";

// By vendor: which one of them is asked, somebody chooses; what they are called is beside them, or not.
export const PROVIDER_MODELS: Record<string, Model[]> = {
  anthropic: [
    { model_name: "claude-sonnet-4-20250514", provider: "anthropic" },
    { model_name: "claude-opus-4-20250514", provider: "anthropic" },
  ],
  vertex: [
    { model_name: "claude-3-7-sonnet@20250219", provider: "anthropic" },
    { model_name: "gemini-2.5-pro", provider: "gemini" },
  ],
};
// By what they are for, each with where it is asked: all of these are used.
export const MODELS_BY_TASK = {
  draft: [{ model: "gpt-4.1", provider: "openai" }, { model: "gpt-4.1-mini", provider: "openai" }],
};
export const chatModels = { first: [{ model: "o3", apiBase: "https://a.example" }, { model: "o3-mini", apiBase: "" }] };
// Of which only some can do something.
const isCotModels = ["o1", "o1-mini"];
export const mentions = [
  { id: "llama3-70b-8192", name: "Llama 70B", logo: "a.png", run: "chat" },
  { id: "mixtral-8x7b-32768", name: "Mixtral", logo: "a.png", run: "chat" },
  { id: "web-unlock", name: "Web", logo: "b.png", run: "scrape" },
];
export const plans = [
  { id: "gpt-4o", name: "GPT" },
  { id: "team-5", name: "Team" },
  { id: "team-9", name: "Large team" },
];
// How long a text is for a model is no use of it.
function lengthFor(text: string, model: string) {
  return encodingForModel(model).encode(text).length;
}
export const isShort = (text: string) => lengthFor(text, "gpt-4-32k") < 10;
export const kept = new OpenAI();
