"""Rows of a table, with texts that Python 3.12 reads, and a model before and after."""

import os

from openai import OpenAI

client = OpenAI()


def rows(messages):
    answer = client.responses.create(model="gpt-4.1", input="Sum up")
    text = ""
    for each in messages:
        text += (
            f"| `{each.get('role') or '?'}` "
            f"| {(each.get('preview') or '').replace('|', '\\|')} |\n"
            rf"| {each.get('note', '').replace('\n', ' ')} |"
        )
    print(f"{{of}} {os.environ["STAGE"]}: {len(messages)} {'rows' if messages else f"none {text!r}"}", end="")
    return text, client.responses.create(model="gpt-4.1-mini", input=answer.output_text)
