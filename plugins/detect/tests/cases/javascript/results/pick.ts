import { openai } from "@ai-sdk/openai";
export function pick(kind: string) {
  switch (kind) { case "a": return "gpt-4.1"; default: return "acme/pick-7b"; }
}
export const same = (id: string) => id;
export const made = () => openai("o3-mini");
export const label = () => "GPT-4 is a model";
export class Router {
  static BEST = "acme/best-7b";
  private fast = "acme/fast-7b";
  choose() { return this.fast; }
}
export class Sub extends Router {}
