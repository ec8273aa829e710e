export const MODEL_TIERS = { fast: "gpt-4o-mini", smart: "gpt-4o" };
export const DEFAULT_MODELS = { openai: "gpt-4.1", anthropic: "claude-3-5-sonnet-20241022" };
export const MODEL_NAMES = { gpt4: "gpt-4", sonnet: "claude-3-7-sonnet-20250219" };
export const AVAILABLE_MODELS = { fast: "gpt-4.1-nano", smart: "o3" };
export const FALLBACK_MODELS = ["gpt-5-mini", "gpt-5-nano"];
export const models = [{ model: "gemini-2.5-pro", pricing: { input: 1.25 } }];
export enum AgentModels { Draft = "claude-3-haiku-20240307", Review = "claude-opus-4-1" }
const request = { models: ["mistral-large-2411", "mistral-small-2506"], messages: [] };
export const field = { model: { type: "string", enum: ["command-r", "o3"], default: "command-a" } };
