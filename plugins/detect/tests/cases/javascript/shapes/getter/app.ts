import OpenAI from "openai";
import { conf } from "./conf";
new OpenAI().responses.create({ model: conf.which, input: "" });
