export const FAST = "acme/fast-7b";
