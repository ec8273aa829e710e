import OpenAI from "openai";
import { PAIR } from "./conf";
const [first] = PAIR;
new OpenAI().responses.create({ model: first, input: "" });
