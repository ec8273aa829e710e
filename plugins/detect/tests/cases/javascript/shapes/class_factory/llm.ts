import OpenAI from "openai";
export class Llm { private which: string; constructor(o: { which: string }) { this.which = o.which; } go() { return new OpenAI().responses.create({ model: this.which, input: "" }); } static create(w: string) { return new Llm({ which: w }); } }
