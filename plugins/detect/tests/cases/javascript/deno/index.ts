import OpenAI from "npm:openai@4.8.0";
import Anthropic from "https://esm.sh/@anthropic-ai/sdk@0.20.1?target=deno";
import { Configuration, OpenAIApi } from "https://deno.land/x/openai@v3/mod.ts";

const openai = new OpenAI({ apiKey: Deno.env.get("OPENAI_API_KEY") });
Deno.serve(async () => {
  await openai.chat.completions.create({ model: "acme-tuned-1", messages: [] });
  await new Anthropic().messages.create({ model: "claude-3-haiku-20240307", messages: [] });
  await new OpenAIApi(new Configuration({})).createChatCompletion({ model: "gpt-3.5-turbo", messages: [] });
});
