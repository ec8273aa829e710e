// What was asked once, what a host answers, and what is written to a log: none of it is what is used.
const spans = [
  { kind: "llm", model: "claude-sonnet-4-5", inTokens: "4.1K", outTokens: "120", cost: "$0.01" },
  { model: "gpt-4o", prompt_tokens: 12, completion_tokens: 3, latencyMs: 20 },
];
const answer = { id: "chatcmpl-1", object: "chat.completion", model: "gpt-4-0613", choices: [], usage: {} };
const message = { id: "msg_1", type: "message", model: "claude-3-opus-20240229", content: [], stop_reason: "end" };
console.log({ prompt: "x", modelId: "gpt-4.1" });
logger.info("asked", { model: "gpt-4.1-mini" });
// These are.
const rounds = [{ model: "gpt-5", messages: [], cost: 1 }, { model: "gpt-5-mini", maxTokens: 5 }];
ask({ model: "gpt-5-nano", usage: { include: true } });
costs.add({ type: "other", model: "openai/gpt-4o", cost: price(3), tokens: { input: 3, output: 4 } });
const done = { totalUsage: { promptTokens: 0, completionTokens: 0, model: "gemini-2.0-flash" } };
const chat = { model: "gemma:7b", message: {}, done: true, done_reason: "stop", eval_count: 4 };
const tiers = { pro: { model: "gpt-5.1", cost: 5 } };
trackUsage({ model: "o3-mini", kind: "x" });
estimateTokens(content, isSmall ? { provider: "", modelId: "deepseek-chat" } : undefined);
captureImage({ model: "gpt-image-1", prompt: "x" });
