output "bedrock_model_id" {
  description = "The model to ask"
  value       = "anthropic.claude-3-haiku-20240307-v1:0"
}

output "model_arn" {
  value = aws_bedrock_custom_model.own.custom_model_arn
}

output "model_of_instance" {
  value = "t3-large"
}

output "setup" {
  value = "Ask for gpt-4 in the console"
}

module "endpoint" {
  model_package_name = "arn:aws:sagemaker:us-east-1:865070037744:model-package/llama2-7b-f-v4-71eeccf76ddf33f2a18d2e16b9c7f302"
  other              = "arn:aws:sagemaker:us-east-1:123456789012:model-package/fraud-3"
}

variable "openai_deployments" {
  type = list(object({
    name     = string
    model    = string
    version  = string
    capacity = number
  }))
  default = [{ name = "chat", model = "gpt-4o-mini", version = "2024-07-18", capacity = 10 }]
}
