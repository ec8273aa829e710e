resource "aws_bedrockagent_agent" {
  foundation_model = 
