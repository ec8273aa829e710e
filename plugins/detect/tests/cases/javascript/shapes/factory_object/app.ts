import OpenAI from "openai";
import { settings } from "./conf";
const { which } = settings();
new OpenAI().responses.create({ model: which, input: "" });
