export enum OpenAIModel {
  GPT_4O_MINI = "gpt-4o-mini",
  GPT_4O = "gpt-4o",
}
export const Limits = { SMALL: "gpt-4" };
export const PLANNER = "o3-mini";
