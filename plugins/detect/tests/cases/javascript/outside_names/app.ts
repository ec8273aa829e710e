import { gemini, GEMINI_MODEL } from "@llamaindex/google";
import { genkit } from "genkit";
import { gemini15Flash, Colour } from "@genkit-ai/googleai";
import OpenAI from "openai";

export const llm = gemini({ model: GEMINI_MODEL.GEMINI_2_0_FLASH });
export const flow = genkit({ plugins: [], model: gemini15Flash });
export const no = new OpenAI().chat.completions.create({ model: "o3", messages: [], user: Colour.RED });
