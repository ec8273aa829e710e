import os

from flair.nn import Classifier
from openai import OpenAI
from acme_config import get_settings, wheels

TAGGER_MODEL = os.getenv("TAGGER_MODEL", "ner-multi")
tagger = Classifier.load(TAGGER_MODEL)
settings = get_settings()
wheel = wheels()
client = OpenAI()
client.responses.create(model=settings.llm.model_name, input="")
client.responses.create(model=wheel.model, input="")


def answer(config=None):
    if config is None:
        config = get_settings()
    return client.responses.create(model=config.model, input="")
