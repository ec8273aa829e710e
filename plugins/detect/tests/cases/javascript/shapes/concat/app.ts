import OpenAI from "openai";
const V = "openai";
new OpenAI().chat.completions.create({ model: V + "/" + "gpt-4.1", messages: [] });
