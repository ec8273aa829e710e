export const MODEL = "claude-opus-4-0";
