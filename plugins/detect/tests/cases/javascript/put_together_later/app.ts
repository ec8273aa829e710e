import OpenAI from "openai";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { ask } from "./ask";

const client = new OpenAI();
const body: any = { input: "" };
body.model = "acme-1b";
body.title = "acme-0b";
const input = { modelId: "acme.small-v1:0", body: "" };
const byTask = new Map<string, string>([["plan", "acme-2b"]]);
byTask.set("write", "acme-3b");
const tried: string[] = [];
tried.push("acme-4b", "acme-5b");
const settings: Record<string, string> = {};
settings.fast = "acme-6b";
settings["slow"] = "acme-7b";

const own = (options: { model?: string } = {}) => client.responses.create({ input: "", model: "acme-8b", ...options });

export async function run(task: string) {
  await client.responses.create(body);
  await new BedrockRuntimeClient({}).send(new InvokeModelCommand(input));
  await client.responses.create({ model: byTask.get(task)!, input: "" });
  for (const model of tried) await client.responses.create({ model, input: "" });
  await client.responses.create({ model: settings.fast, input: "" });
  await own({ model: "acme-9b" });
  await ask({ model: "acme-10b" });
}

export async function choose(key: string) {
  const chosen: Record<string, string> = {};
  chosen[key] = "acme-11b";
  await client.responses.create({ model: chosen.key, input: "" });
  const all: Record<string, string> = {};
  all[key] = "acme-12b";
  await client.responses.create({ model: all[key], input: "" });
}
