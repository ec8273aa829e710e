import json

from openai import OpenAI


def pick(is_hard):
    if is_hard:
        return "gpt-5"
    return "gpt-5-mini" if is_hard is None else chosen()


def chosen():
    return "o4-mini"


def loop():
    return loop()


def nothing():
    return json.load(open("settings.json"))["model"]


class Bot:
    def writer(self):
        return "gpt-4.1"

    async def ask(self):
        OpenAI().responses.create(model=self.writer(), input="x")


OpenAI().responses.create(model=pick(True), input="x")
OpenAI().responses.create(model=loop(), input="x")
OpenAI().responses.create(model=nothing(), input="x")
config = json.load(open("settings.json"))
OpenAI().responses.create(model=config["llm"]["model"], input="x")
OpenAI().responses.create(model=json.load(open("https://user:secret@x"))["model"], input="x")
OpenAI().responses.create(model=config["title"], input="x")


def ask(given):
    OpenAI().responses.create(model=given["model"], input="x")
