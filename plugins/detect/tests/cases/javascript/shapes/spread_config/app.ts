import OpenAI from "openai";
import { BASE } from "./conf";
const CFG = { ...BASE, temperature: 1 };
new OpenAI().responses.create({ model: CFG.name, input: "" });
