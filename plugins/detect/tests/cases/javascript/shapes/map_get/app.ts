import OpenAI from "openai";
const TIERS = new Map([["fast", "gpt-4.1"], ["slow", "o3-mini"]]);
new OpenAI().responses.create({ model: TIERS.get("fast")!, input: "" });
