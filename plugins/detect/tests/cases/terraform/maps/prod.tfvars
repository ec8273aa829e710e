cognitive_deployment = [
  { name = "chat", format = "OpenAI", type = "gpt-35-turbo", version = "0301", scale_type = "Standard" },
]
more = [
  { name = "router", model = "model-router", format = "OpenAI", version = "2025-01-01", sku_name = "GlobalStandard" },
  { name = "gpt-4", format = "csv", type = "gpt-4" },
]
