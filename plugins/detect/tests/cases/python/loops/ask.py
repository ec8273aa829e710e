from openai import OpenAI
client = OpenAI()
for m in ["gpt-4o", "o3-mini"]:
    client.responses.create(model=m, input="x")
rs = [client.responses.create(model=x, input="x") for x in ("gpt-5", "gpt-5-mini")]
NAMES = ["gpt-4.1"]
for n in NAMES:
    client.responses.create(model=n, input="x")
