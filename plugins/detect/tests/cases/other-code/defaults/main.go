package main

func main() {
	model := cmp.Or(os.Getenv("SHOP_MODEL"), "gpt-4o-mini")
	name := getEnv("OPENAI_MODEL", "gpt-4o")
	viper.SetDefault("llm.model", "claude-haiku-4-5")
	asked := os.Getenv("ANTHROPIC_MODEL")
	if asked == "" {
		asked = "claude-sonnet-4-5"
	}
	other := os.Getenv("EMBEDDING_MODEL")
	place := os.Getenv("DEPLOYMENT_NAME")
}
