import OpenAI from "openai";
import { GPT_4O, MODELS, LlmModels } from "./names";
import * as names from "./names";
const c = new OpenAI();
await c.chat.completions.create({ model: GPT_4O, messages: [] });
await c.chat.completions.create({ model: names.GPT_4O, messages: [] });
await c.chat.completions.create({ model: MODELS.FAST, messages: [] });
await c.chat.completions.create({ model: LlmModels.O3, messages: [] });
