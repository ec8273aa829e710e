import OpenAI from "openai";
export abstract class Base {
  constructor(protected readonly which: string) {}
  run(p: string) { return new OpenAI().responses.create({ model: this.which, input: p }); }
}
