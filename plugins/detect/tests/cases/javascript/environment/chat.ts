import { AzureOpenAI, OpenAI } from "openai";
import { GROQ_API_KEY, CHAT_MODEL } from "$env/static/private";
import { env } from "$env/dynamic/private";

const { AZURE_DEPLOYMENT_NAME, JUDGE_MODEL: judge, SMALL_MODEL = "gpt-5-nano", REGION } = process.env;
const { data } = await fetched;
const client = new AzureOpenAI({ apiVersion: REGION });
client.chat.completions.create({ model: AZURE_DEPLOYMENT_NAME, messages: [] });
client.chat.completions.create({ model: judge, messages: [] });
client.chat.completions.create({ model: SMALL_MODEL, messages: [] });
client.chat.completions.create({ model: data, messages: [] });
const other = new OpenAI({ apiKey: GROQ_API_KEY });
other.chat.completions.create({ model: CHAT_MODEL, messages: [] });
other.chat.completions.create({ model: env.CHAT_MODEL, messages: [] });
