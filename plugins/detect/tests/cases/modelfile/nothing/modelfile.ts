import { b }
  from "./gpt-4o";
export const a = b;
