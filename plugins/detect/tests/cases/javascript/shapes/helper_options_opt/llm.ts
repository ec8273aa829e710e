import OpenAI from "openai";
export function ask(p: string, opts: { which?: string } = {}) { return new OpenAI().responses.create({ model: opts.which ?? "gpt-4.1", input: p }); }
