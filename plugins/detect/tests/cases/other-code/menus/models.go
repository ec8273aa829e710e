package shared

const GeminiApiKeyEnvVar = "GEMINI_API_KEY"

var BuiltInModels = []*ModelConfig{
	{
		Tag: "openai/o3",
		Providers: []Provider{
			{Provider: OpenAI, ModelName: "o3"},
			{Provider: OpenRouter, ModelName: "openai/o3"},
		},
	},
	{
		Tag: "google/gemini-2.5-pro",
		Providers: []Provider{
			{Provider: Google, ModelName: "gemini-2.5-pro"},
		},
	},
}

var DefaultModelsByTask = map[string]Config{
	"draft": {ModelName: "gpt-4.1-mini"},
	"judge": {ModelName: "gpt-4.1"},
	"other": {ModelName: "gpt-4.1-nano"},
}

func ask() Config {
	return Config{
		ModelName: "gpt-4o",
	}
}
