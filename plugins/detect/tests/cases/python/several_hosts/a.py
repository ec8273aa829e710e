import anthropic
import openai


def ask(kind, which):
    if kind:
        openai.OpenAI().responses.create(model=which)
    else:
        anthropic.Anthropic().messages.create(model=which)


def only(which):
    openai.OpenAI().responses.create(model=which)


ask(1, "gpt-4o")
only("gpt-4o-mini")
