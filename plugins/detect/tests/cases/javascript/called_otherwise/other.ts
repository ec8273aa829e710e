import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
const words = { "gpt-4o": count("gpt-4o-mini") };
export const defaultModel = "gpt-4o";
export const run = () => generateText({ model: openai(defaultModel), prompt: words["gpt-4o"] });
