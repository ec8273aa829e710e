import OpenAI from "openai";
import config from "config";
import { generateText } from "ai";
import { fromFile, known, load, missing } from "./config";
import { gone } from "./nowhere";
const c = new OpenAI();
const settings = load();
const secret = "sk-not-shown";
export const a = () => c.responses.create({ model: fromFile.llm, input: "" });
export const b = () => c.responses.create({ model: load().models.fast, input: "" });
export const d = () => c.responses.create({ model: settings.model, input: "" });
export const e = () => c.responses.create({ model: missing, input: "" });
export const f = () => c.responses.create({ model: gone, input: "" });
export const g = (kind: string) => c.responses.create({ model: process.env[`MODEL_${kind}`], input: "" });
export const h = async () => c.responses.create({ model: await readSetting("sk-key", secret), input: "" });
export const i = () => c.responses.create({ model: known.model, input: "" });

export const none = (model: string, options: { llm: string }) => [
  c.responses.create({ model, input: "" }),
  c.responses.create({ model: options.llm, input: "" }),
  c.responses.create({ model: pick(options), input: "" }),
];
const pick = (options: { llm: string }) => options.llm;
export class Chat {
  constructor(private llm: string) {}
  ask = () => c.responses.create({ model: this.llm, input: "" });
}
export async function POST(request: Request) {
  const { model, body } = await request.json();
  const chosen = useSettings().model;
  await c.responses.create({ model, input: "" });
  await c.responses.create({ model: body.model, input: "" });
  await c.responses.create({ model: chosen, input: "" });
  return generateText({ model: makeModel(body), prompt: "" });
}
