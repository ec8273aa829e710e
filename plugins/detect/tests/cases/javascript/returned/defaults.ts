export function getDefaultModel(): string {
  return process.env.OTHER ?? "gpt-5-mini";
}
export const chooseModel = (hard: boolean) => (hard ? "o3" : "gpt-4.1-mini");
export class Provider {
  get model() {
    return "claude-haiku-4-5";
  }
  getModel() {
    const one = (x: string) => "gpt-3.5-turbo";
    if (this.fast) return { id: "gemini-2.5-flash", info: {} };
    return this.options.model;
  }
}
export const isModel = (name: string) => "gpt-4" === name;
export const normalizeModel = (name: string) => (name === "4" ? "gpt-4" : name);
export const name = () => "gpt-4";
export const getRecommendedModel = () => "gpt-4";
export class Offered {
  models() {
    return ["claude-2", { id: "claude-instant-1.2" }];
  }
  tokens = () => ["gpt-4"];
}
export const listModels = async () => Promise.resolve([{ key: "mistral-small-2506", name: "Mistral-Small" }]);
