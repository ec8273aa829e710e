import { generateText, streamText, ToolLoopAgent } from "ai";
import { Agent } from "@mastra/core/agent";
import { openai } from "@ai-sdk/openai";

const MODEL = "anthropic/claude-sonnet-4.5";
export const one = (prompt: string) => generateText({ model: "openai/gpt-5", prompt });
export const two = (prompt: string) => streamText({ model: MODEL, prompt });
export const three = new ToolLoopAgent({ model: "xai/grok-4" });
export const four = (prompt: string) => generateText({ model: "acme-alias", prompt });
export const five = (prompt: string) => streamText({ model: openai("gpt-4o"), prompt });
export const agent = new Agent({ name: "a", instructions: "b", model: "google/gemini-2.5-pro" });
export const routed = new Agent({ name: "a", instructions: "b", model: "mastra/openai/gpt-5-mini" });
