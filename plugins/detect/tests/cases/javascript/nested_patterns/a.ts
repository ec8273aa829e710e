import OpenAI from "openai";
import { settings } from "./settings";

const { llm: { fast, slow = "gpt-5" }, deep: { er: { still } } } = settings;
const { one: { way: back } } = { one: { way: "gpt-4.1" } };
const client = new OpenAI();
client.responses.create({ model: fast });
client.responses.create({ model: slow });
client.responses.create({ model: still });
client.responses.create({ model: back });
