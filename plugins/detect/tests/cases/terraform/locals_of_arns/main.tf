locals {
  embed_arn = "arn:aws:bedrock:${var.region}::foundation-model/${var.embed_model_id}"
  chat_arn  = "arn:${data.aws_partition.this.partition}:bedrock:${var.region}::foundation-model/${local.chat_model}"
  chat_model = var.chat_model_id
  open_arn  = "arn:aws:bedrock:${var.region}::foundation-model/${var.not_said}"
  round     = "${local.round}-x"
}

resource "aws_bedrockagent_knowledge_base" "docs" {
  name = "docs"
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = local.embed_arn
    }
  }
}

resource "aws_bedrockagent_agent" "orders" {
  agent_name       = "orders"
  foundation_model = local.chat_arn
}

resource "aws_bedrockagent_agent" "open" {
  agent_name       = "open"
  foundation_model = local.open_arn
}

resource "aws_bedrockagent_agent" "round" {
  agent_name       = "round"
  foundation_model = local.round
}
