import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
export function ask(prompt: string, id: string) {
  return generateText({ model: openai(id), prompt });
}
export const fields = ({ prompt, llm }: { prompt: string; llm: string }) => ask(prompt, llm);
export class Bot {
  constructor(private name: string, private which: string) {}
  say = (text: string) => new Anthropic().messages.create({ model: this.which, max_tokens: 1, messages: [] });
}
export class Judge {
  static score(text: string, by = "gpt-4.1-nano") { return ask(text, by); }
  grade(text: string, by: string) { return ask(text, by); }
}
export const log = (text: string) => console.log(text);
export const tell = (text: string, id: string) => fetch(`/audit/${id}`, { body: text });
