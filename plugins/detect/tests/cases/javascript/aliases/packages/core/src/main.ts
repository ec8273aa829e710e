export const FAST = "acme/core-7b";
