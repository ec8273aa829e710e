from aws_cdk import CfnParameter, Stack
from cdklabs.generative_ai_cdk_constructs import bedrock


class ChatStack(Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        self.chat = CfnParameter(self, "BedrockModelId", default="amazon.nova-lite-v1:0")
        self.base = bedrock.VectorKnowledgeBase(
            self, "Base", embeddings_model=bedrock.BedrockFoundationModel.COHERE_EMBED_ENGLISH_V3
        )
        self.agent = bedrock.Agent(self, "A", foundation_model=bedrock.BedrockFoundationModel.AMAZON_NOVA_MICRO_V1)
