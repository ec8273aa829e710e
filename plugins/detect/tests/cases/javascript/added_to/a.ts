import OpenAI from "openai";

let which;
which ??= "gpt-4o";
let model = begin();
model += "-mini";
new OpenAI().responses.create({ model: which });
new OpenAI().responses.create({ model });
