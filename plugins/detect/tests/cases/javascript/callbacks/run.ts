import { ollama } from "ollama-ai-provider";
import { streamText } from "ai";
import { buildProgram, socket } from "../tools/command";

async function main(model: string) {
  await streamText({ model: ollama(model), prompt: "x" });
}
buildProgram("acme-chat-7b", main).catch(console.error);
buildProgram("acme-embed-text", async (modelId) => ollama.embedding(modelId));
socket.on("chat-message", (model) => ollama(model));
socket.wait("gpt-4-message", (text) => ollama(text));
const own = (name: string, run: (model: string) => void) => run("acme-own-1");
own("not-a-model", main);
