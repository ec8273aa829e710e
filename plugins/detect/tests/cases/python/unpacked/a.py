import openai
from settings import both

client = openai.OpenAI()
TABLE = {"fast": ("gpt-4o-mini", 1), "slow": ("gpt-4o", 2)}


def here():
    return 1, ("gpt-4.1", 2)


def ask(key):
    which, limit = TABLE[key]
    client.responses.create(model=which, max_output_tokens=limit)
    _, (which, limit) = here()
    client.responses.create(model=which, max_output_tokens=limit)
    other, *_ = both()
    client.responses.create(model=other)
    *_, last = both()
    client.responses.create(model=last)
