import outlines
from aws_cdk.aws_bedrock import FoundationModelIdentifier
from diffusers import DiffusionPipeline
from guidance.models import Transformers
from huggingface_hub import HfFileSystem, create_inference_endpoint
from langchain import hub
from langchain_community.document_loaders import GithubFileLoader
from model2vec import StaticModel
from sentence_transformers.models import StaticEmbedding
import boto3

StaticEmbedding.from_model2vec("acme/potion-base-8M")
StaticModel.from_pretrained("acme/potion-base-2M")
create_inference_endpoint("claims", repository="acme/claims-8x7b", framework="pytorch")
outlines.models.transformers("acme/writer-2b")
Transformers("acme/guided-7b")
pipe = DiffusionPipeline.from_pretrained("acme/drawing-xl")
pipe.load_lora_weights("acme/drawing-lora-1")
pipe.load_ip_adapter("acme/adapter-1", subfolder="models")
boto3.client("bedrock-agent").create_agent(foundationModel=FoundationModelIdentifier.ANTHROPIC_CLAUDE_V2)

hub.pull("acme/rag-prompt-1")
GithubFileLoader("acme/repository-1")
HfFileSystem("acme/files-1")
pipe.load("acme/nothing-1")
