const DEFAULT_MODELS = {
  anthropic: { default: "claude-sonnet-4-6", economy: "claude-haiku-4-5" },
  openai: { default: "gpt-5.4-mini", economy: "gpt-5.4-nano" },
} as const;
const MODELS = {
  big: { id: "gpt-4", name: "GPT-4", tokenizer: "gpt-3.5-turbo", context: 8192 },
  "claude-3-opus": { name: "claude-2", provider: "a-1" },
  small: { label: "gpt-4o-mini", tokenizer: "gpt-4o" },
};
const MODEL_PRICES = { openai: { big: "gpt-4" } };
const planets = { inner: { first: "gpt-4" } };
const MODEL_CONFIGS: Record<Mode, Record<Provider, string>> = {
  performance: { openai: "dall-e-2", vertex: "imagen-3.0-fast-generate-001" },
  quality: { openai: "dall-e-3", vertex: "imagen-3.0-generate-001" },
};
const MODEL_MENU = { openai: { mini: "gpt-4o-mini", turbo: "gpt-4-turbo" } };
const visionModel = free ? "meta-llama/Llama-Vision-Free" : "meta-llama/llama-stack";
export const OLLAMA_MODEL_TIERS = { basic: ["gemma3:1b", "llama3.2:1b", "qwen3:1.7b"] };
