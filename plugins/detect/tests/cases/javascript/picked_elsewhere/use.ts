import { getChatModel, pick, DEFAULT_KEY } from "./models";
export async function ask(model: string, messages: any[]) {
  const url = `https://generativelanguage.googleapis.com/v1beta/models/${getChatModel(model).modelId}:generateContent`;
  await fetch(url, { method: "POST", body: JSON.stringify({ messages }) });
  await fetch(`https://api.example.com/openai/deployments/${pick(model).modelId}/chat/completions`, { method: "POST" });
  const chosen = getChatModel(model);
  await fetch("https://api.openai.com/v1/chat/completions", { body: JSON.stringify({ model: chosen.modelId, messages }) });
}
export const settings = { defaultModel: getChatModel(DEFAULT_KEY).modelId };
export const config = { model: process.env.MODEL ?? getChatModel("gpt").modelId };
