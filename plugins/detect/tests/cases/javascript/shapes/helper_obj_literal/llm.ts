import OpenAI from "openai";
export const llm = { ask(p: string, which: string) { return new OpenAI().responses.create({ model: which, input: p }); } };
