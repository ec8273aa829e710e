import OpenAI from "openai";
import { db } from "./db";
export async function run(id: string) { const bot = await db.bot.findUnique({ where: { id } }); return new OpenAI().responses.create({ model: bot.engine, input: "" }); }
