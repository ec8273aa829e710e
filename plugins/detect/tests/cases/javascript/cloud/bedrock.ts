import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { VertexAI } from "@google-cloud/vertexai";
import { pipeline } from "@huggingface/transformers";

const client = new BedrockRuntimeClient({ region: "eu-west-1" });
const MODEL_ID: string = "eu.anthropic.claude-3-7-sonnet-20250219-v1:0";

export const converse = () => client.send(new ConverseCommand({ modelId: MODEL_ID, messages: [] }));
export const invoke = () =>
  client.send(new InvokeModelCommand({ modelId: "amazon.titan-embed-text-v2:0", body: "{}" }));
export const vertex = new VertexAI({ project: "acme", location: "europe-west1" }).getGenerativeModel({
  model: "gemini-1.5-pro-002",
});
export const embedder = await pipeline("feature-extraction", "Xenova/all-MiniLM-L6-v2");

export default {
  async fetch(request: Request, env: Env) {
    return env.AI.run("@cf/meta/llama-3.1-8b-instruct", { prompt: "hi" });
  },
};
