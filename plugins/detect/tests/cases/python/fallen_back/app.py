import os

from openai import OpenAI

client = OpenAI()
MAIL_MODEL = os.getenv("MAIL_MODEL") or "gpt-4o-mini"
NAMED = os.getenv("CLAIMS_MODEL") or ""
UNNAMED = os.getenv("CLAIMS_NAME", "")
NOTHING = os.getenv("NOTES_MODEL") or None


def mails(messages):
    return client.chat.completions.create(model=MAIL_MODEL, messages=messages)


def claims(messages):
    return client.chat.completions.create(model=NAMED, messages=messages)


def others(messages):
    return client.chat.completions.create(model=UNNAMED, messages=messages)


def notes(messages, model=None):
    return client.chat.completions.create(model=model or NOTHING, messages=messages)
