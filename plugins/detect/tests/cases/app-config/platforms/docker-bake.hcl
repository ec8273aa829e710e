target "default" {
  args = { MODEL_NAME = "mistral-small-latest", OTHER = "gpt-4" }
}
