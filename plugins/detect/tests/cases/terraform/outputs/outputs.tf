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
