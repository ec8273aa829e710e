package main

type ChatModel = string

const (
	ChatModelGPT4o ChatModel = "gpt-4o"
	ModelClaudeHaiku4_5 Model = "claude-haiku-4-5"
)

var prices = []ModelPrice{{Model: "gpt-4o", InputPrice: 2.5, OutputPrice: 10}}

func limit(model string) int {
	switch model {
	case "gpt-4o", openai.ChatModelGPT4:
		return 128000
	}
	if model == "" || "gpt-4" == model || strings.Contains(model, "o3-mini") {
		return 1
	}
	t.Errorf("wrong model, want %s", "gpt-4o")
	assert.Equal(t, "claude-haiku-4-5", answer.Model)
	label := "gpt-4o or others"
	return windows["gpt-4.1"]
}

func car() {
	model := "mistral"
}

var answer = `{"id": "1", "object": "chat.completion", "model": "gpt-4o-2024-05-13", "choices": []}`

func sizes() {
	limit := maxTokensForModel("claude-haiku-4-5")
	folder := os.Getenv("OLLAMA_MODELS")
	vocabulary := Vocabulary{Model: "llama"}
	settings := config["ollamaModelId"]
}
