"""Talks to gpt-3.5-turbo. Not a reference: model="gpt-3.5-turbo"."""

import os

import anthropic
import cohere
from groq import AsyncGroq
from mistralai import Mistral
from openai import AsyncOpenAI, AzureOpenAI, OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
azure = AzureOpenAI(
    azure_endpoint="https://acme-eu.openai.azure.com",
    api_version="2024-10-21",
    api_key="0123456789abcdef0123456789abcdef",
)
local = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
SUMMARY_MODEL = "gpt-4o-mini"


def answer(messages: list[dict]) -> str:
    # model="text-davinci-003" was too old
    done = client.chat.completions.create(model="gpt-4o", messages=messages)
    return done.choices[0].message.content


def summarise(text: str) -> str:
    return client.responses.create(model=SUMMARY_MODEL, input=text).output_text


def on_azure(messages):
    return azure.chat.completions.create(model="claims-prod", messages=messages)


def offline(messages):
    return local.chat.completions.create(model="llama3.2", messages=messages)


def vectors(texts):
    return client.embeddings.create(input=texts, model="text-embedding-3-small")


class Reviewer:
    def __init__(self, model: str = "claude-sonnet-4-5"):
        self.model = model
        self.client = anthropic.Anthropic()
        self.second = Mistral(api_key="x")

    def review(self, text):
        return self.client.messages.create(model=self.model, max_tokens=10, messages=[])

    def other(self, text):
        return self.second.chat.complete(model="mistral-large-latest", messages=[])


async def fast(messages):
    async with AsyncGroq() as groq:
        return await groq.chat.completions.create(model="llama-3.3-70b-versatile", messages=messages)


def ranked(query, documents):
    return cohere.ClientV2().rerank(model="rerank-v3.5", query=query, documents=documents)


def is_safe(text):
    return client.moderations.create(model="omni-moderation-latest", input=text)
