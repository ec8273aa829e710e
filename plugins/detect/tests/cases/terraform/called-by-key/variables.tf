variable "models" {
  type = map(object({ format = string, version = string, base_model = optional(string) }))
  default = {
    "gpt-4.1"   = { format = "OpenAI", version = "2025-04-14", capacity = 10, base_model = "azure/gpt-4.1" }
    "Kimi-K2.5" = { format = "MoonshotAI", version = "1", sku = "GlobalStandard" }
    "writer"    = { format = "OpenAI", version = "1", base_model = "azure/gpt-5.4" }
  }
}

variable "deployments" {
  default = {
    "o4-mini" = { model_format = "OpenAI", model_version = "2025-04-16", capacity = 1 }
    "gpt-4"   = { model_name = "gpt-4o", model_version = "2024-11-20", capacity = 1 }
    "chat"    = { model_version = "1", capacity = 1 }
  }
}

variable "priced_models" {
  default = {
    "gpt-35-turbo" = { base_model = "azure/gpt-4o-mini", input_cost_per_token = 0.1 }
  }
}
