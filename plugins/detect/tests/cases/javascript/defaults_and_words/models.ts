// A menu, what is used before somebody chooses, and a page that says which products are asked.
interface Option { provider: string; model: string; label: string }

export const embeddingModels: Option[] = [
  { provider: "openai", model: "text-embedding-3-large", label: "Large" },
  { provider: "local", model: "all-MiniLM-L6-v2", label: "MiniLM" },
];

export const DEFAULT_EMBEDDING_MODEL: Option = { provider: "local", model: "all-MiniLM-L6-v2", label: "MiniLM" };

export const PROVIDERS = [
  { name: "Google", model: "Gemini", color: "red" },
  { name: "Anthropic", model: "Claude", color: "orange" },
  { name: "Perplexity", model: "Sonar", color: "blue" },
];
