# model: "gpt-3.5-turbo"
client.chat(parameters: { model: "gpt-4o", messages: [{ role: "user", content: prompt }] })
