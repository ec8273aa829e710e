import { createOpenAI } from "@ai-sdk/openai";
import OpenAI from "openai";

const provider = createOpenAI({});
const suite = (modelId: string) => withCapabilities(provider.chat(modelId));
export const all = [suite("acme/tuned-7b"), suite("o4-mini")];

const client = new OpenAI();
async function ask(prompt: string, model: string, retries = 3) {
  if (retries) return ask(prompt, model, retries - 1);
  return client.chat.completions.create({ model, messages: [{ role: "user", content: prompt }] });
}
ask("is gpt-4 better?", "gpt-4.1-mini");
ask("and now?", process.env.ASK_MODEL!);

class Bot {
  constructor(readonly name: string, private model: string) {}
  run = () => client.responses.create({ model: this.model, input: this.name });
}
new Bot("o3", "gpt-5-nano").run();

const title = (text: string) => text.trim();
title("gpt-4o");

export class Judge {
  private score(text: string, chosen: string) {
    return client.responses.create({ model: chosen, input: text });
  }
  all = () => this.score("gpt-4", "gpt-4.1");
}
