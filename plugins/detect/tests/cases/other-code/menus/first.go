package shared

var AvailableModels = []string{
	"gpt-5",
	"gpt-5-mini",
	"claude-sonnet-4-5",
}

var DefaultModel = AvailableModels[0]
