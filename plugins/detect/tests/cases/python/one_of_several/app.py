import itertools
import random
from itertools import cycle

from groq import Groq
from openai import OpenAI

client = OpenAI()
GROQ_MODELS = ["llama-3.1-8b-instant", "gemma2-9b-it"]
DEFAULT_MODELS = ["gpt-4o", "gpt-4o-mini"]
BALANCED_MODELS = ("gpt-4.1", "gpt-4.1-mini")
ALIASES_OF_MODELS = {"large": "mistral-large-latest", "small": "mistral-small-latest"}
BY_TIER = {"fast": "gpt-5-nano", "smart": "gpt-5"}
BY_SIZE = {"small": "ministral-3b-latest", "large": "ministral-8b-latest"}
SHORT_NAMES = {"sonnet": "claude-sonnet-4-5", "opus": "claude-opus-4-1"}
OFFERED_MODELS = ["o3", "o4-mini"]
LISTED_MODELS = ["o1", "o1-mini"]


class Translator:
    def rotate(self):
        names = list(set(GROQ_MODELS))
        self.models = cycle(names)
        self.model = next(self.models)

    def ask(self, text):
        return Groq().chat.completions.create(model=self.model, messages=text)


def ask(text, model_name, tier):
    client.responses.create(model=DEFAULT_MODELS[0], input=text)
    client.responses.create(model=random.choice(BALANCED_MODELS), input=text)
    client.responses.create(model=ALIASES_OF_MODELS[model_name], input=text)
    client.responses.create(model=BY_TIER[tier], input=text)
    client.responses.create(model=BY_SIZE.get(model_size), input=text)
    client.responses.create(model=SHORT_NAMES.get(model_part, "gpt-4o-mini-2024-07-18"), input=text)


def get_models(key):
    return remote(key) or OFFERED_MODELS


def first_model():
    return LISTED_MODELS[-1]


def rest(texts):
    return next(iter(texts)), sorted(texts), LISTED_MODELS[7]


def names_of_groq(key):
    return remote(key) or GROQ_MODELS


def offered_models(key):
    models = get_models(key)
    return models[0] if models else ""


PROVIDERS_OF_MODELS = {"ollama/llama3.1": "no-token", "groq/llama-3.3-70b-versatile": os.getenv("GROQ_API_KEY")}
MODEL_CLASSES = {"claude-opus-4-1": Claude, "gpt-4-32k": Chat, "chat": Chat}


BUNDLED = ("openai", "gemini")


def bundled():
    return {"llm": list(BUNDLED), "embedder": sorted(BUNDLED)}
