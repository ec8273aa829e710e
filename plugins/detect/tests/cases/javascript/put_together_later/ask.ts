import OpenAI from "openai";

export function ask(options: object) {
  return new OpenAI().responses.create({ input: "", ...options });
}
