import { createOpenAI } from "@ai-sdk/openai";

const openai = process.env.OPENAI_KEY ? createOpenAI({ baseURL: process.env.OPENAI_URL }) : undefined;
const custom = process.env.CUSTOM_MODEL ? openai?.(process.env.CUSTOM_MODEL, {}) : undefined;
