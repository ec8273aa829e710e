import OpenAI from "openai";
import { models, preferred, RACE_MODELS, TIERS } from "./lists";
const c = new OpenAI();
const ask = (model: string) => c.responses.create({ model, input: "" });
const COSTS = { "gpt-4.1-nano": 1, "gpt-4.1-mini": 2 };
const NEXT = { "gpt-4": "gpt-4.1", "gpt-4o": "gpt-5" };
const KIND = "smart";
export async function all(kind: string) {
  for (const each of RACE_MODELS) await ask(each);
  for (const each of Object.keys(COSTS)) await ask(each);
  for (const each in { "acme/key-7b": 1 }) await ask(each);
  for (const [id] of Object.entries({ "acme/entry-7b": 1 })) await ask(id);
  for (const id of Object.values({ one: "acme/value-7b" })) await ask(id);
  for (const { id } of models.filter((one) => one.name)) await ask(id);
  [{ llm: "acme/each-7b" }].map(({ llm }) => ask(llm));
  await ask(preferred.id);
  await ask(TIERS[KIND]);
  await ask(TIERS[kind]);
  await ask(NEXT[kind]);
  const { fast } = TIERS;
  await ask(fast);
  return ask(models.find((one) => one.id === kind)!.id);
}
