import { HuggingFaceEmbedding } from "@llamaindex/huggingface";
import { openAI } from "@genkit-ai/compat-oai/openai";
import { OpenAIHostedMultiAgentModel } from "@openai/agents";
import OpenAI from "openai";

export class Pipeline {
  static task = "image-classification";
  static model = "Xenova/vit-base-patch16-224";
  async load() {
    this.model_id ??= this.fast ? "onnx-community/acme-small" : "onnx-community/acme-large";
    return this.ai.run("@cf/deepgram/aura-2-en", { text: "hello" });
  }
}
export const embedder = new HuggingFaceEmbedding({ modelType: "Xenova/all-mpnet-base-v2" });
export const oai = openAI().model("gpt-4o");
export const agents = new OpenAIHostedMultiAgentModel(new OpenAI(), "gpt-5.6-sol");
export const isVoice = (id: string) => id === "@cf/deepgram/aura-1";
export const limits = { "@cf/meta/llama-2-7b-chat-int8": 2048 };
export type Ids = "@cf/baai/bge-small-en-v1.5";
export const model = "acme/roadster";
export const isOurs = (id: string) => id.startsWith("@cf/") || id.includes("@cf/baai/bge-m3");
