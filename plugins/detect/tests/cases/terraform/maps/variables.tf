variable "openai_deployments" {
  type = list(object({
    name  = string
    model = object({ name = string, version = string })
  }))
  default = [{ name = "chat", model = { name = "gpt-4o-mini", version = "2024-07-18" } }]
}

variable "nim_models" {
  default = [{ name = "llama3", id = "nvcr.io/nim/meta/llama3-8b-instruct", enable = true }]
}

variable "models" {
  default = {
    "text-embedding-3-large" = { version = "1", capacity = 10 }
    small                    = { name = "gpt-4.1-nano", version = "2025-04-14" }
  }
}

variable "chat" {
  type = object({
    enabled    = optional(bool, true)
    model_name = optional(string, "gpt-4.1")
  })
}

variable "animals" {
  default = { duck-4 = { version = "1" }, name = { name = "gpt-4", colour = "red" } }
}

variable "model" {
  type = string
  validation {
    condition     = contains(["gpt-4", "o1"], var.model)
    error_message = "One of gpt-4 and o1."
  }
}
