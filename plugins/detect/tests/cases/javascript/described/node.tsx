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
