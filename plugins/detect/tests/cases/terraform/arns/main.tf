locals {
  kb_embedding_model_arn = replace(var.kb_embedding_model_arn, "us-east-1", local.region)
  cycle_model            = lower(local.cycle_model)
}

resource "aws_bedrockagent_knowledge_base" "kb" {
  knowledge_base_configuration {
    vector_knowledge_base_configuration {
      embedding_model_arn = local.kb_embedding_model_arn
    }
  }
}

resource "aws_bedrockagent_agent" "circle" {
  foundation_model = local.cycle_model
}

module "profile" {
  source                             = "./modules/profile"
  app_inference_profile_model_source = "arn:aws:bedrock:${local.region}:${local.account}:inference-profile/us.anthropic.claude-3-7-sonnet-20250219-v1:0"
  data_source_arn                    = "arn:aws:s3:::documents"
}
