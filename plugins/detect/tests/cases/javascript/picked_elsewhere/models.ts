export type ChatModel = { key: string; modelId: string; label: string };
export const chatModels: ChatModel[] = [
  { key: "gpt", modelId: "gpt-4.1", label: "GPT-4.1" },
  { key: "flash", modelId: "gemini-2.5-flash", label: "Gemini 2.5 Flash" },
  { key: "sonnet", modelId: "claude-sonnet-4-5", label: "Claude-4.5" },
];
export const MODEL_TABLE: Record<string, ChatModel> = {
  big: { key: "big", modelId: "gpt-5", label: "GPT-5" },
  small: { key: "small", modelId: "gpt-5-mini", label: "GPT-5-mini" },
};
export function getChatModel(key: string): ChatModel {
  return chatModels.find((each) => each.key === key) ?? chatModels[0];
}
export const pick = (name: string) => MODEL_TABLE[name];
export const DEFAULT_KEY = "flash";
