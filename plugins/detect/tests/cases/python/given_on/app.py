import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import litellm
from langchain_anthropic import ChatAnthropic
from openai import OpenAI

from shop.asking import Bot, ask, greet

client = OpenAI()
CANDIDATES = ["mistral-large-latest", "command-r-plus"]
OWN = "acme-chat-7b"


def complete(prompt, engine):
    return client.responses.create(model=engine or None, input=prompt)


def twice(which, prompt):
    return complete(prompt, which), complete(prompt, engine=which)


def make(kind):
    return ChatAnthropic(model=str(kind))


class Writer:
    def __init__(self, name, title):
        self.name = name
        self.title = title

    def write(self, prompt):
        return client.responses.create(model=self.name, input=prompt, instructions=self.title)

    @staticmethod
    def of(name):
        return litellm.completion(name, [])


complete("the gpt-5 of others", OWN)
twice("o3-mini", "gpt-4")
make("claude-opus-4-1")
Writer("gpt-4.1", "o1").write("gpt-4o")
Writer.of("groq/llama-3.1-8b-instant")
Writer(title="o1", name="gpt-4.1-mini")
ask("hi", "claude-3-5-haiku-latest")
Bot().ask("hi", "acme-small-1")
greet("gpt-4-turbo")
later = partial(litellm.completion, "xai/grok-3")
list(map(make, ["claude-3-opus-20240229"]))
with ThreadPoolExecutor() as pool:
    pool.map(Writer.of, CANDIDATES)
    pool.submit(complete, "gpt-4-32k", "o4-mini")
asyncio.run(asyncio.to_thread(complete, "hi", "o1-pro"))
for each in ("gpt-5-nano", "gpt-5-mini"):
    make(each)
complete(*["gpt-3.5-turbo", "gpt-4-32k"])
