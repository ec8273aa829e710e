variable "foundation_model" {
  type    = string
  default = "anthropic.claude-3-haiku-20240307-v1:0"
}

variable "nobody_says" {
  type = string
}

variable "model_id" {
  default = var.prod ? "gpt-4o" : "gpt-4o-mini"
}
