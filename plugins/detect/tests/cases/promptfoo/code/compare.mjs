import promptfoo from "promptfoo";

await promptfoo.evaluate({
  prompts: ["{{question}}"],
  providers: ["openai:chat:gpt-4o-mini", "bedrock:us.amazon.nova-lite-v1:0"],
  tests: [{ vars: { question: "Why?" } }],
});
