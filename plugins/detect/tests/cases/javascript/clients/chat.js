// model: "gpt-3.5-turbo" was here
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import Groq from "groq-sdk";
import { Mistral } from "@mistralai/mistralai";
import ollama from "ollama";
import OpenAI, { AzureOpenAI } from "openai";
const { CohereClient } = require("cohere-ai");

const client = new OpenAI({ apiKey: "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789" });
const local = new OpenAI({ baseURL: "http://localhost:11434/v1", apiKey: "ollama" });
const claude = new Anthropic();
const MODEL = "gpt-4o-mini";

export class Chat {
  constructor(model = "gpt-4.1") {
    this.model = model;
    this.groq = new Groq();
  }

  async ask(messages) {
    await client.chat.completions.create({ model: this.model, messages });
    await this.groq.chat.completions.create({ model: "llama-3.3-70b-versatile", messages });
    await local.chat.completions.create({ model: "qwen3", messages });
    await claude.messages.create({ model: "claude-3-5-haiku-latest", max_tokens: 5, messages });
    return client.responses.create({ model: MODEL, input: messages });
  }
}

export const onAzure = (messages) =>
  new AzureOpenAI({ endpoint: "https://acme.openai.azure.com" }).chat.completions.create({ model: "gpt4-prod", messages });
export const vectors = (input) => client.embeddings.create({ model: "text-embedding-3-large", input });
export const speech = (input) => client.audio.speech.create({ model: "tts-1", voice: "alloy", input });
export const gemini = (contents) => new GoogleGenAI({}).models.generateContent({ model: "gemini-2.0-flash", contents });
export const mistral = (messages) => new Mistral().chat.complete({ model: "mistral-small-latest", messages });
export const offline = (messages) => ollama.chat({ model: `llama3.2`, messages });
export const ranked = (query) => new CohereClient().rerank({ model: "rerank-english-v3.0", query });
export const raw = (messages) =>
  fetch("https://api.perplexity.ai/chat/completions", { method: "POST", body: JSON.stringify({ model: "sonar", messages }) });
const Required = require("groq-sdk");
export const required = (messages) => new Required().chat.completions.create({ model: "qwen/qwen3-32b", messages });
