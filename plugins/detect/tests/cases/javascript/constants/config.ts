import { z } from "zod";

export const DEFAULT_MODEL = "gpt-5-mini";
export const EMBEDDING_MODEL = process.env.EMBEDDING_MODEL ?? "text-embedding-3-small";
export const config = {
  llmModel: process.env["LLM_MODEL"] || "claude-sonnet-4-0",
  fallbackModel: "mistral-large-2411",
  engine: "postgres",
} as const;

const schema = z.object({ OPENAI_MODEL: z.string().default("gpt-4-turbo"), model: z.string() });

export class Options {
  static readonly model: string = "command-a-03-2025";
  private judgeModel = "o3";
}

export function run(prompt: string, { model = "grok-3-mini" }: { model?: string } = {}) {
  const body = { model: "acme-1", messages: [{ role: "user", content: prompt }] };
  return [body, model];
}

export const later = (model: string = "gemini-2.5-flash-lite") => model;
