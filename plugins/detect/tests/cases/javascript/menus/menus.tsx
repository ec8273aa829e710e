import { useState } from "react";

export const shownModels = [
  { modelId: "anthropic.claude-3-5-haiku-20241022-v1:0", modelName: "Haiku" },
  { modelId: "mistral.mistral-large-2407-v1:0", modelName: "Large" },
];
const models = [
  { name: "phi", id: "@cf/microsoft/phi-2" },
  { name: "acme", id: "@cf/acme/own-7b" },
] as const;
const config = { availableModels: [{ label: "Mini", model: "gpt-5-mini" }] };
const agents = [{ name: "writer", model: "gpt-5" }];
const chatModels = [{ provider: "openai", model: "gpt-4.1" }];
const settings = { modelDisplayNames: { "openai/gpt-4o": "GPT-4o" }, modelTitles: { fast: "GPT-4.1-mini" } };
const OFFERED_MODELS = [{ id: "claude-sonnet-4-5", name: "Sonnet" }, { id: "claude-haiku-4-5", name: "Haiku" }];
const MODELS = ["gemini-2.5-pro", "gemini-2.5-flash"];
export function Picker() {
  const [selectedModel, setSelectedModel] = useState(OFFERED_MODELS[0].id);
  const [model, setModel] = useState<string>(MODELS[1]);
  return <Pick first={selectedModel} second={model} last={MODELS[2]} />;
}
const SERVED_MODELS = [{ model: "o3-mini", costInPerMToken: 2, contextWindow: 8 }];
const preset = { models: [{ modelId: "sonar-pro", capabilities: ["vision"] }, { modelId: "sonar-reasoning-pro" }] };
const snapshot = { acme: { "MiniMax-M2.5": { modelId: "MiniMax-M2.5", type: "chat" } } };
const routes = { models: [{ model: "gpt-4o", apiBase: "https://llm.acme.example" }, { model: "o1", weight: 2 }] };
const ai = { maxTokens: 8, availableModels: ["qwen/qwen3-32b"], models: ["gpt-4.1-mini", "gpt-4.1-nano"] };
function getFallbackModels() {
  return { language: [{ value: "mistral-large-2411", label: "Large" }], other: ["mistral-small-2506"] };
}
const DEFAULT_MODELS = [{ modelId: "us.amazon.nova-pro-v1:0", displayName: "Nova Pro" }, { modelId: "gpt-4-turbo" }];
