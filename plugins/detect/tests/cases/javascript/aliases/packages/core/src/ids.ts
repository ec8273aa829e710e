export const FAST = "acme/inner-7b";
