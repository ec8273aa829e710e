import OpenAI from "openai";

const TIERS = { tier1: "acme-small-1", tier2: "acme-large-2" };
const BY_ID = { "gpt-4o": "openai/gpt-4o-2024-11-20", "acme-large-2": "acme/large-2" };

export async function ask(tier: string, id: string) {
  await new OpenAI().responses.create({ model: TIERS[tier], input: "" });
  await new OpenAI().responses.create({ model: BY_ID[id], input: "" });
}
