export const chatModels = [
  { id: "gpt-4o", name: "GPT-4o", description: "not `gpt-4`" },
  { id: "chat-model", name: "Chat" },
] as const;
const ALLOWED_MODELS = new Set(["claude-3-5-sonnet-20241022", "openai"]);
export enum ModelName {
  Small = "mistral-small-2506",
}
const modelIds: Record<string, string> = { fast: "us.amazon.nova-lite-v1:0", "gpt-4": "gpt-4-0613" };
export const fields = {
  modelName: { type: "string", title: "gpt-4", examples: ["open-mixtral-8x7b"], default: "mistral-medium-2505" },
};
settings.models.google = "gemini-2.5-pro";
settings.labels.google = "gemini-1.5-pro";
const localModels = [{ id: "mistral", name: "Mistral" }, { id: "neural-chat" }, { id: "llama2:13b" }];
const hostModels = ["mistral", "neural-chat", "llama"];
export const LIVE_MODELS = new Map<Backend, string>([[Backend.ONE, "gemini-live-2.5-flash-preview"], ["gpt-4o", 2]]);
export const [SMALL, LARGE] = ["gpt-3.5-turbo" as const, "gpt-3.5-turbo-16k" as const];
export const MODEL_NAMES = [SMALL, LARGE];
const AZURE_MODEL_MAP: Record<string, string> = { "gpt-35-turbo": "gpt-3.5-turbo", "gpt-4-32k": "gpt-4-32k" };
const MODEL_MAP = { small: "gpt-5-nano", large: "gpt-5" };
export const servedModels: Record<string, object> = { "acme/guanaco-65b": { label: "Guanaco 65b" }, "acme/beluga2": { label: "Beluga" } };
export const dataModels = ["models/user2", "entities"];
export const onlyModels = ["acme/roadster-2"];
