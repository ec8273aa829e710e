export const PAIR = ["gpt-4.1", "o3-mini"] as const;
