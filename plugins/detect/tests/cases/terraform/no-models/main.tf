# module "chat" { model_name = "gpt-4o" }
resource "aws_instance" "web" {
  ami  = "ami-0123456789"
  tags = { Name = "gpt-4", Purpose = "serves gpt-4o" }
  /*
  model_name = "gpt-4o"
  */
}

resource "aws_sagemaker_endpoint_configuration" "own" {
  production_variants {
    model_name    = aws_sagemaker_model.own.name
    variant_name  = "gpt-4"
    instance_type = "ml.g5.xlarge"
  }
}

resource "aws_sagemaker_model_package_group" "own" {
  model_package_group_name = "orders-v2"
}

output "model_price" {
  value = { "gpt-4o" = 2.5 }
}

resource "aws_dynamodb_table" "models" {
  name = "llm-models"
}

variable "hf_model_id" {
  type    = string
  default = null
}
