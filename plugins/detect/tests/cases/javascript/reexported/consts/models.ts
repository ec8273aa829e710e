export const FAST = "acme/fast-7b";
export const STRONG = "gpt-4.1";
export default { judge: "acme/judge-7b", nothing: 3 };
