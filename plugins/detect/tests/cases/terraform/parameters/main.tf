resource "aws_ssm_parameter" "chat" {
  name  = "/app/bedrock/model_id"
  type  = "String"
  value = "anthropic.claude-3-5-haiku-20241022-v1:0"
}

resource "azurerm_app_configuration_key" "chat" {
  key   = "Chat:ModelName"
  value = "gpt-4.1-mini"
}

resource "aws_ssm_parameter" "plan" {
  name  = "/app/plan"
  value = "gpt-4"
}

resource "databricks_model_serving" "chat" {
  config {
    served_entities {
      entity_name = "system.ai.meta_llama_v3_1_8b_instruct"
    }
    served_entities {
      entity_name = "prod.orders.ranker"
    }
  }
}

variable "model" {
  type    = string
  default = "gpt-5-mini"
  validation {
    condition     = contains(["gpt-5", "gpt-5-mini"], var.model)
    error_message = "gpt-4o is not one of them."
  }
}

variable "plan" {
  type = string
  validation {
    condition     = contains(["gpt-4", "free"], var.plan)
    error_message = "gpt-4 or free."
  }
}
