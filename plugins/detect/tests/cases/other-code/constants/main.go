package main

func ask() {
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4_1Mini}
	speech := openai.AudioSpeechNewParams{Model: openai.SpeechModelTTS1}
	older := openai.ChatCompletionRequest{Model: openai.GPT3Dot5Turbo}
	vectors := openai.EmbeddingRequest{Model: openai.SmallEmbedding3}
	params.Model = anthropic.ModelClaudeSonnet4_5_20250929
	old := bedrock.WithModel(bedrock.ModelAnthropicClaudeV3Haiku)
	if params.Model == openai.ChatModelO3Mini {
		return
	}
	switch params.Model {
	case openai.ChatModelGPT4:
	}
	limits := map[string]int{openai.ChatModelGPT4o: 128000}
	params.Model = request.ModelName
	params.Model = gpt.Model4
}
