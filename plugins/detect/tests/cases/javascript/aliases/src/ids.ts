export const FAST = "acme/ids-7b";
