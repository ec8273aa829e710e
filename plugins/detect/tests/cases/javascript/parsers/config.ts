const parsers = {
  OPENAI_KEY(key?: string) {
    return key ?? "gpt-key-4";
  },
  MODEL(model?: string) {
    if (!model) return "gpt-4o";
    return model;
  },
  ANTHROPIC_MODEL: (model?: string) => model || "claude-3-5-sonnet-20241022",
};
function getProviderFromModel(model: string): string {
  return model.startsWith("x") ? "openai" : "mistral";
}
function tokenizerForModel(model: string) {
  return "gpt-4";
}
const providerByModel = { fast: "gpt-3.5-turbo" };
