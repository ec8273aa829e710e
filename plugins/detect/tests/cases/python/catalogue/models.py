from django.db import models
from haystack.nodes import PromptNode
import openai

REASONING_MODELS = ["o1", "o3-mini"]
thinking_model = ["kimi-k2-thinking"]
OPENAI_CHAT_MODEL_PREFIXES = ("gpt-4", "o1")
SUPPORT_EFFORT_MODELS = ["gpt-5-nano"]
SUPPORTED_MODELS = ["gpt-5-mini"]


class ChatModel(models.Model):
    name = models.CharField(max_length=200, default="gemini-2.5-flash")
    friendly_name = models.CharField(max_length=200, default="gpt-4o")


class SearchModelConfig(models.Model):
    bi_encoder = models.CharField(max_length=200, default="thenlper/gte-small")
    cross_encoder = models.CharField(max_length=200, default="mixedbread-ai/mxbai-rerank-xsmall-v1")


class Customer(models.Model):
    name = models.CharField(max_length=200, default="gpt-4o-mini")


node = PromptNode("gpt-3.5-turbo", max_length=256)
metadata = openai.Metadata(model_name="Sagemaker", other=getattr(node, "model", "unknown"))
synthesizer = openai.synthesizer(llm=Settings.llm)
openai.chat.completions.create(model="house-model-2")
openai.chat.completions.create(model="<ignored>")
openai.chat.completions.create(model="default")
