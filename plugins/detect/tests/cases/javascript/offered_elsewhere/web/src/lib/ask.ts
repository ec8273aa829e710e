import OpenAI from "openai";
import { Limits, OpenAIModel, PLANNER } from "@/types";
import { OpenAIModel as Models } from "../types";
import { Gone } from "@/gone";

const client = new OpenAI();
client.responses.create({ model: OpenAIModel.GPT_4O_MINI, input: "" });
client.responses.create({ model: Models.GPT_4O, input: "" });
client.responses.create({ model: PLANNER, input: "" });
client.responses.create({ model: Limits.SMALL, input: "" });
client.responses.create({ model: Gone.SMALL, input: "" });
