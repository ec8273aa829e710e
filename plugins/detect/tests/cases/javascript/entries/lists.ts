export const RACE_MODELS = ["gpt-4.1", "acme/race-7b"];
export const models = [{ id: "o3", name: "A" }, { id: "o3-mini", name: "B" }];
export const preferred = models[1];
export const TIERS: Record<string, string> = { fast: "acme/fast-7b", smart: "acme/smart-7b" };
