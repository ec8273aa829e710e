import OpenAI from "openai";
const client = new OpenAI({
  apiKey: "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789",
  baseURL: "https://user:hunter2hunter2@llm.acme.example/v1?key=AKIAIOSFODNN7EXAMPLE",
});
client.chat.completions.create({ model: "gpt-4o", messages: [] }, { headers: { Authorization: "Bearer abcdefghijklmnop" } });
client.chat.completions.create({ model: "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789", messages: [] });
client.chat.completions.create({ model: pick("ghp_abcdefghijklmnopqrstuvwxyz012345"), messages: [] });
