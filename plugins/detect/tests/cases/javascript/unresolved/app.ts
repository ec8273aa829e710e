import OpenAI from "openai";
import { settings } from "@acme/settings";
import { MODEL } from "./models";

const client = new OpenAI({ baseURL: process.env.LLM_URL });

export const followed = () => client.chat.completions.create({ model: process.env.CHAT_MODEL!, messages: [] });
export const unknown = () => client.chat.completions.create({ model: process.env.OTHER_MODEL, messages: [] });
export const elsewhere = () => client.chat.completions.create({ model: MODEL, messages: [] });
export const outside = () => client.chat.completions.create({ model: settings.model, messages: [] });
export const callerSays = (model: string) => client.chat.completions.create({ model, messages: [] });
export const together = (size: string) => client.chat.completions.create({ model: `gpt-4o-${size}`, messages: [] });
const size = "nano";
export const known = () => client.chat.completions.create({ model: `gpt-5-${size}`, messages: [] });
export const either = (fast: boolean) =>
  client.chat.completions.create({ model: fast ? "gpt-4.1-mini" : "gpt-4.1", messages: [] });
export const NEXT_MODEL = process.env.NEXT_PUBLIC_MODEL;
export const required = () => client.chat.completions.create({ model: requireEnv("TUNED_MODEL"), messages: [] });
