export const FAST = "acme/not-7b";
