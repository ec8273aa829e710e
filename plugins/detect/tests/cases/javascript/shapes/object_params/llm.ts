import Anthropic from "@anthropic-ai/sdk";
export async function complete({ prompt, engineName }: { prompt: string; engineName: string }) {
  const params = { model: engineName, max_tokens: 1, messages: [{ role: "user" as const, content: prompt }] };
  return new Anthropic().messages.create(params);
}
