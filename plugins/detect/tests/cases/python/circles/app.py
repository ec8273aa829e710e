import os

aliases = {"fast": "gpt-4o-mini"}
model = "claude-sonnet-4-5"
model = aliases[model]
name = os.getenv(name)
a = b or a
b = a or b
client.chat.completions.create(model=model)
client.chat.completions.create(model=name)
client.chat.completions.create(model=a)


def of_itself(client, model="gpt-5-nano"):
    client = client()
    client = client.chat()
    first = second()
    second = first()
    return client.completions.create(model=model, messages=[]), first.create(model=second.model)
