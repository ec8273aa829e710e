import openai

used = None


def choose():
    global used
    used = "gpt-4o"


def ask():
    openai.OpenAI().responses.create(model=used)
