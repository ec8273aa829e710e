package main

func ask(ctx context.Context) {
	client.Models.EmbedContent(ctx, "gemini-embedding-001", text, nil)
	client.Chats.Create(ctx, "gemini-2.5-flash", nil, nil)
	chat := anthropic.MessageNewParams{Model: anthropic.Model("claude-haiku-4-5")}
	name := "llama3.2"
	embed(ollama.WithModel(name), bedrock.WithModel("amazon.nova-lite-v1:0"))
	body := "{\"model\": \"gpt-4o-mini\", \"stream\": true}"
	post("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent")
	post(endpoint + "/openai/deployments/gpt-4.1/chat/completions?api-version=2024-06-01")
}
