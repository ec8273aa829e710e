import Replicate from "replicate";
import { upstash } from "@upstash/rag-chat";
import { getModel, setModel } from "./registry";

const replicate = new Replicate();
export const streamed = replicate.stream("acme/canary:30e22229542eb3f79d4f945dacb58d32001b02cc313ae6f54eef27904edf3272", {});
export const served = upstash("acme/tuned-7b");
export const got = getModel("gpt-4o");
setModel("claude-sonnet-4-5");
export const info = getModelInfo("gpt-4");
export const mongo = mongoose.model("User-2");
export const known = isModel("gpt-4") || hasModel("gpt-4");
import { generateText } from "ai";
import { together } from "@/lib/clients";

export const answer = () => generateText({ model: together("openai/gpt-oss-20b"), prompt: "hi" });
export const described = () => generateText({ model: pick("the best one"), prompt: schema({ model: text("Model to use") }) });
export const parts = model("claude", "opus", "4");
export const found = search({ engine: process.env.ACME_SERPAPI_ENGINE });
export const body = z.object({ model: z.literal("dall-e-3"), kind: t.Union("gpt-4") });
export const voice = process.env.ACME_VOICE_MODEL ?? "21m00Tcm4TlvDq8ikWAM";
