import json
import sys

from openai import OpenAI

VERSION = "5.1"
client = OpenAI()
client.responses.create(model="gpt-" + "4o")
client.responses.create(model="gpt-" + VERSION)
client.responses.create(model="gpt-%s" % "4.1-mini")
client.responses.create(model="{}/{m}".format("openai", m="o3"))
client.responses.create(model="-".join(["gpt", VERSION, "mini"]))
client.responses.create(model=(lambda: "gpt-5.5")())
client.responses.create(model={"fast": "gpt-5-nano", "good": "gpt-5-mini"}[sys.argv[2]])
client.responses.create(model=sys.argv[1])
client.responses.create(model="gpt-" + VERSION + sys.argv[1])
client.responses.create(model="gpt-{:>4}".format(VERSION))
client.responses.create(model=first + second)
client.responses.create(model="%s %s" % VERSION)
client.responses.create(model="{".format(VERSION))
client.responses.create(model=f"gpt-{1 + 2}")


def ask(model):
    return client.responses.create(model=model)


ask("gpt-" + "4.1")
