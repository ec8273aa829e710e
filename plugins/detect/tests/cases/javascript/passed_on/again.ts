import { ask } from "./llm";
export const again = (options: { times: number }, which: string) => ask("x", which);
