"""Ollama calls models by one word: one of those is a model only beside others as it has them."""

from enum import Enum


class ChatModel(str, Enum):
    GPT_4O = "gpt-4o"
    LOCAL_GEMMA = "gemma"
    LOCAL_MISTRAL = "mistral"
    LOCAL_PHI = "phi3:14b"
    CUSTOM = "custom"


class OllamaModels(str, Enum):
    LLAMA31 = "llama3.1"
    MISTRAL = "mistral"


class HostedModels(str, Enum):
    GPT_4O = "gpt-4o"
    MISTRAL = "mistral"


LOCAL_MODELS = ["llama3:8b", "mistral", "all"]
VENDOR_MODELS = ["gpt-4.1", "mistral"]
