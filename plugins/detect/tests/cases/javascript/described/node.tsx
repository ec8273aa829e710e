export const inputs = [
  { label: "Model Name", name: "modelName", type: "asyncOptions", loadMethod: "listModels", default: "gpt-4o-mini" },
  { displayName: "Model", name: "model", type: "options", options: [{ name: "Big", value: "claude-opus-4-1" }], default: "" },
  { label: "Model Name", name: "modelName", type: "string", placeholder: "gpt-3.5-turbo" },
  { label: "Colour", name: "colour", type: "string", default: "gpt-4" },
  { name: "model", role: "claude-2" },
];
const envOr = (key: string, fallback: string) => process.env[key]?.trim() || fallback;
export const chosen = envOr("ACME_MODEL_ID", "claude-sonnet-4-5");
export const other = envOr("ACME_COLOUR", "claude-2");
export const preferred = process.env.OPEN_MODEL_PREF || "gpt-4.1-nano";
export const argument = getStringArg("--small-model", "gpt-5-nano");
export const page = () => ["mistral-small-2506", "mistral-large-2411"].map((model) => <option key={model} />);
export const embeddings = process.env.TOGETHER_EMBEDDING_MODEL ?? "togethercomputer/m2-bert-80M-8k-retrieval";
export const drawn = process.env.AVATAR_MODEL ?? "models/duck-2.glb";
export const car = process.env.CAR_COLOUR ?? "acme/roadster-2";
function config() {
  const chatModel = process.env.ACME_CHAT_MODEL;
  return { provider: "custom", chatModel, retries: 2 };
}
export const cookie = useCookie<string>("model", { default: () => "anthropic/claude-haiku-4.5" });
export const theme = useCookie<string>("theme", { default: () => "claude-2" });
