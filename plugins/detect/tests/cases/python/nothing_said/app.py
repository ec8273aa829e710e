from openai import NOT_GIVEN, OpenAI
from openai.types import Omit
from acme import UNSET, WRITER

client = OpenAI()


def ask(provider, model, messages):
    client.chat.completions.create(model=NOT_GIVEN, messages=messages)
    client.chat.completions.create(model=UNSET, messages=messages)
    client.chat.completions.create(model=f"{provider}/{model}", messages=messages)
    client.chat.completions.create(model=f"openai/{model}", messages=messages)
    client.chat.completions.create(model=WRITER, messages=messages, extra_body={"model": "test-model"})
    return {"model": "fake-model", "messages": messages}
