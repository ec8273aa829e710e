from aws_cdk import CfnParameter, Stack


class ChatStack(Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        self.chat = CfnParameter(self, "BedrockModelId", default="amazon.nova-lite-v1:0")
