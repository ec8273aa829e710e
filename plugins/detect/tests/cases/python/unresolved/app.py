import os

import anthropic
from openai import AzureOpenAI, OpenAI

from .config import MODEL
from acme_settings import settings

client = OpenAI(base_url=os.getenv("LLM_URL"))


def followed_by_the_repository():
    return client.chat.completions.create(model=os.environ["CHAT_MODEL"], messages=[])


def unknown():
    return client.chat.completions.create(model=os.environ["OTHER_MODEL"], messages=[])


def deployment():
    return AzureOpenAI().chat.completions.create(model=os.getenv("AZURE_DEPLOYMENT"), messages=[])


def in_another_module():
    return client.chat.completions.create(model=MODEL, messages=[])


def in_another_package():
    return anthropic.Anthropic().messages.create(model=settings.claude_model, max_tokens=1, messages=[])


def caller_says(model, size):
    client.responses.create(model=model, input="")
    return client.responses.create(model=f"gpt-4o-{size}", input="")


SIZE = "mini"


def put_together():
    return client.responses.create(model=f"gpt-5-{SIZE}", input="")


def either(fast: bool):
    model = "gpt-4.1-nano" if fast else "gpt-4.1"
    return client.responses.create(model=model, input="")


def by_position(prompt, model):
    return client.responses.create(model=model, input=prompt)


by_position("hi", "o3")


def read(provider):
    settings = load(provider)["chat"]
    client.responses.create(model=settings["model"], input="")
    settings = load(provider)
    return client.responses.create(model=settings["chat"]["model"], input="")
