import os
from enum import Enum

from openai import OpenAI


class ModelType(Enum):
    DEFAULT = os.getenv("DEFAULT_MODEL_TYPE", "gpt-4.1-mini-2025-04-14")
    GPT_4 = "gpt-4"


chat = ModelInfo("deepseek-chat", "for talks", ModelKind.LLM)
reasoner = ModelInfo(name="Reasoner", id="deepseek-reasoner")

settings = {"model": "qwen3-235b-a22b", "model_type": "qwen_dashscope"}


def kind_of(settings):
    model_type = "llama"
    if "-vl" in settings["model"]:
        model_type = "qwenvl_dashscope"
    return Loader(model_type="qwen_oai"), Loader(model_type="gpt-4o-mini"), model_type


class OfferedModels(Enum):
    MISTRAL_3B = "ministral-3b-latest"
    MISTRAL_LARGE = "mistral-large-latest"
    GPT_4O = "gpt-4o"
