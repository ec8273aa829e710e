import { query, type Options } from "@anthropic-ai/claude-agent-sdk";

const defaults: Options = { maxTurns: 3, model: "opus", fallbackModel: "sonnet" };
export async function review(prompt: string) {
  for await (const message of query({ prompt, options: { ...defaults, model: "sonnet[1m]" } })) report(message);
  query({
    prompt,
    options: { agents: { tester: { description: "tests", prompt: "test", model: "haiku" } }, model: "inherit" },
  });
  query({ prompt, options: { model: "claude-opus-4-5" } });
}
export const poem = { model: "classic", form: "haiku", title: "opus" };
