variable "embedding_model" {
  default = "amazon.titan-embed-text-v2:0"
}
variable "chat_model_name" {
  default = "gpt-4.1-mini"
}
variable "chat_model_version" {
  default = "2025-04-14"
}
variable "never_set" {
  type = string
}
variable "ollama_models" {
  default = "llama3.1;gemma2:2b"
}
variable "start_models" {
  default = "qwen3:8b, mistral"
}
variable "model_description" {
  default = "gpt-4o, claude-3-haiku or any other"
}
variable "fallback_model" {
  default = "a model, such as gpt-4o, of your own"
}
