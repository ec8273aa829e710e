import boto3
from aws_cdk import aws_bedrock as bedrock
from constructs import InferenceProfile
from llm import Chat, AsyncChat
from llmlingua import PromptCompressor


@hookimpl
def register_models(register):
    register(Chat("gpt-4o", vision=True), AsyncChat("gpt-4o", vision=True), aliases=("4o",))
    for model_id in ("gpt-4.1", "gpt-4.1-mini"):
        register(Chat(model_id))


registry.add_model(Chat(model_name="gpt-5"))
chat = Chat("gpt-5-mini")
profile = InferenceProfile(self, "Model", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
bedrock.FoundationModel.from_foundation_model_id(
    self, "Other", bedrock.FoundationModelIdentifier("anthropic.claude-3-haiku-20240307-v1:0")
)
cost = price_of("anthropic.claude-3-opus-20240229-v1:0")
compressor = PromptCompressor(model_name="acme/compressor-2-large")
runtime = boto3.client("bedrock-runtime")


class Client:
    EMBEDDINGS_NAME: str = "huggingface_sentence-transformers/all-mpnet-base-v2"

    def use(self, source, target):
        self.model_name_or_path = f"Helsinki-NLP/opus-mt-{source}-{target}"
        self.model_path = f"models/{source}/{target}-2"
        self.model_label = f"{source} by {target}"
