const API = "https://api.perplexity.ai";
const base = process.env.LLM_URL ?? "http://localhost:1234/v1";

export const inline = (messages) =>
  fetch("https://api.anthropic.com/v1/messages", {
    method: "POST",
    body: JSON.stringify({ model: "claude-sonnet-4-5", max_tokens: 10, messages }),
  });
export async function apart(messages) {
  const body = { model: "sonar-pro", messages };
  return fetch(`${API}/chat/completions`, { method: "POST", body: JSON.stringify(body) });
}
export const posted = (messages) =>
  axios.post("https://openrouter.ai/api/v1/chat/completions", { model: "qwen/qwen3-32b", messages }, { headers: {} });
export const whole = (messages) =>
  axios({ method: "post", url: "https://api.groq.com/openai/v1/chat/completions", data: { model: "qwen/qwen3-8b", messages } });
export const local = (messages) => fetch(base + "/chat/completions", { body: JSON.stringify({ model: "acme-7b", messages }) });
export const azure = (messages) =>
  fetch(`https://${process.env.RESOURCE}.openai.azure.com/openai/deployments/claims-prod/chat/completions?api-version=2024-06-01`, {
    body: JSON.stringify({ messages }),
  });
export function gemini(contents, model = "gemini-1.5-pro") {
  return fetch(`https://generativelanguage.googleapis.com/v1beta/models/${model}:generateContent?key=${KEY}`, { body: contents });
}
export const literal = (key) =>
  fetch("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:streamGenerateContent?key=" + key);
export const account = (id) => fetch(`https://api.cloudflare.com/client/v4/accounts/${id}/ai/run/@cf/baai/bge-m3`);
export const hub = () => fetch("https://router.huggingface.co/hf-inference/models/facebook/bart-large-cnn", {});
export const aws = (region) => fetch(`https://bedrock-runtime.${region}.amazonaws.com/model/amazon.nova-micro-v1:0/converse`);
export const voice = new WebSocket("wss://api.openai.com/v1/realtime?model=gpt-4o-realtime-preview");
export function heard(file) {
  const form = new FormData();
  form.append("file", file);
  form.append("model", "whisper-1");
  return fetch("https://api.openai.com/v1/audio/transcriptions", { method: "POST", body: form });
}
