import { z } from "zod";

export const PROVIDER_MODELS: Record<string, Model[]> = {
  anthropic: [toModel("anthropic", { id: "claude-sonnet-4-20250514", name: "Claude Sonnet 4", cost: { input: 3 } })],
  openai: [toModel("openai", { id: "gpt-4o-mini", name: "GPT-4o Mini" }), toModel("openai", { name: "o3-mini" })],
};
export const body = z.object({
  model: z.enum(["claude-haiku-4-5", "claude-sonnet-4-6"]).optional().default("claude-sonnet-4-6"),
  colour: z.enum(["gpt-4", "gpt-4-turbo"]),
});
const fireworksModels = ["accounts/fireworks/models/own-diffusion", "accounts/fireworks/models/SSD-1B"];
const cars = ["accounts/fireworks/cars/roadster-2"];
