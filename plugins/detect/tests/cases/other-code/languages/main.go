package main

// model := "gpt-3.5-turbo"
const defaultModel string = "claude-sonnet-4-5"

func main() {
	modelName := "gpt-4o-mini"
	if modelName == "" {
		modelName = "gpt-4.1" // Default model
	}
	request := openai.ChatCompletionRequest{Model: "gpt-5", Stream: true}
	llm := client.GenerativeModel("gemini-2.5-flash")
	url := "https://example.com/model" /* model = "o3-mini" */
}

func record() {
	span.SetAttributes(attribute.String("gen_ai.request.model", "claude-haiku-4-5"))
	assertEqual(t, model, "o3-mini")
	if model == "gpt-3.5-turbo" {
		return
	}
}
