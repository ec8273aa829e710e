"""Answers questions about orders."""

from openai import OpenAI

gateway = OpenAI(base_url="http://litellm:4000")


def answer(question: str) -> str:
    """Ask the model that the gateway calls `claude`."""
    said = gateway.chat.completions.create(model="claude", messages=[{"role": "user", "content": question}])
    return said.choices[0].message.content
