data "aws_bedrock_foundation_model" "chat" {
  model_id = "amazon.nova-pro-v1:0"
}

data "aws_bedrock_foundation_model" "by_input" {
  model_id = var.embedding_model
}

resource "aws_bedrock_custom_model" "orders" {
  custom_model_name     = "orders"
  base_model_identifier = data.aws_bedrock_foundation_model.chat.model_arn
}

resource "aws_bedrockagent_knowledge_base" "docs" {
  knowledge_base_configuration {
    vector_knowledge_base_configuration {
      embedding_model_arn = data.aws_bedrock_foundation_model.by_input.model_arn
    }
  }
}

resource "aws_bedrock_inference_profile" "cheap" {
  name = "cheap"
  model_source {
    copy_from = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"
  }
}

resource "aws_bedrockagent_agent" "cheap" {
  foundation_model = aws_bedrock_inference_profile.cheap.arn
}

resource "aws_bedrock_provisioned_model_throughput" "own" {
  model_arn = aws_bedrock_custom_model.orders.custom_model_arn
}

resource "aws_bedrockagent_agent" "elsewhere" {
  foundation_model = aws_bedrock_inference_profile.of_another_folder.arn
}

resource "aws_lambda_function" "ask" {
  environment {
    variables = {
      BEDROCK_MODEL_ARN           = var.bedrock_model_arn
      INFERENCE_PROFILE_ARN       = var.profile_arn
      AZURE_OPENAI_DEPLOYMENT     = var.openai_deployment
      DEPLOYMENT_NAME             = var.deployment_name
      ENABLE_MODEL_ARN            = var.enable_model_arn
      DATABASE_ARN                = var.database_arn
    }
  }
}

module "openai" {
  source = "Azure/avm-res-cognitiveservices-account/azurerm"
  cognitive_deployments = {
    chat = {
      name = var.chat_model_name
      model = {
        format  = "OpenAI"
        name    = var.chat_model_name
        version = var.chat_model_version
      }
    }
    image = {
      model = {
        format  = "OpenAI"
        name    = "gpt-image-1"
        version = var.never_set
      }
    }
  }
}

resource "aws_bedrock_inference_profile" "of_itself" {
  model_source {
    copy_from = "${aws_bedrock_inference_profile.of_itself.arn}"
  }
}

resource "aws_bedrockagent_agent" "of_itself" {
  foundation_model = aws_bedrock_inference_profile.of_itself.arn
}
