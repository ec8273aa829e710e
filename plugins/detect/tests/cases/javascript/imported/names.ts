export const GPT_4O = "gpt-4o";
export const MODELS = { FAST: "gpt-4o-mini" };
export enum LlmModels { O3 = "o3" }
