import type { UnifiedConfig } from "promptfoo";

const settings = { temperature: 0 };

export default {
  description: "anthropic: which answers are short?",
  prompts: ["file://question.txt"],
  providers: [
    "anthropic:messages:claude-sonnet-4-5",
    // "openai:gpt-4-turbo",
    { id: "ollama:chat:gemma3:12b", label: "ollama:gemma3", config: settings },
    "file://own.js",
    `openai:${process.env.MODEL}`,
  ],
  defaultTest: { options: { provider: "openai:gpt-4.1" } },
  tests: [{ assert: [{ type: "contains", value: "openai:gpt-4o" }] }],
} satisfies UnifiedConfig;
