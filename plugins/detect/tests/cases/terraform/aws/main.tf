provider "aws" {
  region = "eu-central-1"
}

data "aws_bedrock_foundation_model" "titan" {
  model_id = "amazon.titan-embed-text-v2:0"
}

resource "aws_bedrockagent_agent" "support" {
  agent_name       = "support"
  foundation_model = var.foundation_model
  instruction      = "claude"
}

resource "aws_bedrockagent_agent" "other" {
  foundation_model = local.model
  secret           = "sk-aaaaaaaaaaaaaaaaaaaaaaaa"
}

resource "aws_bedrockagent_agent" "unknown" {
  foundation_model = var.nobody_says
}

resource "aws_bedrockagent_knowledge_base" "kb" {
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "arn:aws:bedrock:${var.region}::foundation-model/cohere.embed-multilingual-v3"
    }
  }
}

resource "aws_bedrock_inference_profile" "p" {
  name = "p"
  model_source {
    copy_from = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0"
  }
}

resource "aws_lambda_function" "f" {
  environment {
    variables = {
      MODEL_ID  = "eu.amazon.nova-pro-v1:0"
      API_KEY   = "sk-aaaaaaaaaaaaaaaaaaaaaaaa"
      LOG_LEVEL = "info"
    }
  }
}

resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([{
    name        = "app"
    environment = [{ name = "OPENAI_MODEL", value = "gpt-4o" }, { name = "X", value = "gpt-4o" }]
  }])
}

locals {
  model = "mistral.mistral-large-2407-v1:0"
}
