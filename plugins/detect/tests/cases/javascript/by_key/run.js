import Replicate from "replicate";
import OpenAI from "openai";
const models = {
  audio: "acme/own-1:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
  text: "acme/own-70b",
};
const sizes = ["acme-small-1", "acme-large-2"];
const prices = { audio: "gpt-4o" };
new Replicate().run(models[req.body.type], { input: {} });
new OpenAI().responses.create({ model: sizes[size], input: "" });
show(prices[req.body.type]);
export const titles = { "sonnet-3.7": "Claude Sonnet 3.7", "deepseek-r1": "DeepSeek-R1", "acme-1": "Acme 1" };
export const modelTexts = { "claude-2.1": "Claude 2.1 (old)", "deepseek-r1": "DeepSeek-R1" };
export const models_of = { "gpt-4o": "GPT-4o", "gpt-4o-mini": "GPT-4o mini" };
export const pickedModels = { "gpt-4.1": "GPT-4.1", "gpt-4.1-mini": "GPT-4.1 mini", "gpt-4.1-nano": "GPT-4.1 nano" };
const deployments = { "gpt-35-turbo": "gpt-3.5-turbo", "gpt-35-turbo-16k": "gpt-3.5-turbo-16k" };
new OpenAI().responses.create({ model: deployments[req.body.deployment], input: "" });
