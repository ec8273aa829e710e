import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
const LLMS = [
  { name: "Mini (OpenAI)", model_id: "gpt-4o-mini", model_type: "chat", model_provider: "OpenAI", config: "{}" },
  { name: "Sonnet (Anthropic)", model_id: "claude-3-5-sonnet-20241022", model_type: "chat", config: "{}" },
];
// What is written to a table, or looked for in it, may be chosen there; a text in its place is what holds.
for (const model of LLMS) {
  const found = await prisma.models.findUnique({ where: { model_id: model.model_id } });
  if (!found) await prisma.models.create({ data: { name: model.name, model_id: model.model_id } });
}
await prisma.settings.create({ data: { model: "gpt-4.1" } });
await prisma.models.update({ where: { model_id: "gemini-pro" }, data: { stream: true } });
