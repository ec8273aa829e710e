import { createAnthropic } from "@ai-sdk/anthropic";
import { createAzure } from "@ai-sdk/azure";
import { bedrock } from "@ai-sdk/amazon-bedrock";
import { google } from "@ai-sdk/google";
import { openai } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { gateway, customProvider, embed, generateText, streamText } from "ai";

const anthropic = createAnthropic({ apiKey: process.env.ANTHROPIC_API_KEY });
const azure = createAzure({ resourceName: "acme-eu" });
const local = createOpenAICompatible({ name: "lm", baseURL: "http://llm.acme.internal:8000/v1" });

export const provider = customProvider({
  languageModels: {
    "chat-model": gateway.languageModel("xai/grok-2-vision-1212"),
    "title-model": gateway("openai/gpt-4.1-mini"),
  },
});

export async function answer(prompt: string) {
  await generateText({ model: openai("gpt-4o"), prompt });
  await generateText({ model: anthropic("claude-sonnet-4-5"), prompt });
  await generateText({ model: azure("claims-prod"), prompt });
  await generateText({ model: local("acme-7b"), prompt });
  await generateText({ model: bedrock("eu.amazon.nova-pro-v1:0"), prompt });
  await generateText({ model: "anthropic/claude-haiku-4.5", prompt });
  await embed({ model: openai.textEmbeddingModel("text-embedding-3-small"), value: prompt });
  return streamText({ model: google("gemini-2.5-flash", { useSearchGrounding: true }), prompt });
}

export const chosen = (id: string) => provider.languageModel("chat-model");
