// A table by parts of a program, one of which is called `model`; and what answers requests of a server of tools.
import { createMCPClient } from "@ai-sdk/mcp";
import { openrouter } from "@openrouter/ai-sdk-provider";
import { ElicitationRequestSchema } from "@modelcontextprotocol/sdk/types.js";

export const shownAt: Record<string, "response" | "log"> = {
  database: "log",
  api: "response",
  stream: "response",
  model: "response",
};

export async function connect(url: string) {
  const client = await createMCPClient({ transport: { type: "http", url } });
  client.onElicitationRequest(ElicitationRequestSchema, async () => ({ action: "decline" }));
  return client.tools();
}

export const search = () => openrouter.tools.webSearch({ engine: "auto", maxResults: 5 });
