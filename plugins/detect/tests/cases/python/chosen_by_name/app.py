import os
from dataclasses import dataclass

from openai import OpenAI


def get_model_name(model_name):
    match model_name.lower():
        case "gpt4":
            normalized_model = "gpt-4-0613"
        case "gpt-4-turbo":
            normalized_model = "gpt-4-1106-preview"
        case _:
            normalized_model = "gpt-4o"
    return normalized_model


def chat_model(alias_of_model):
    if alias_of_model == "sonnet":
        return "claude-sonnet-4-5"
    elif alias_of_model in ("opus", "best"):
        return "claude-opus-4-1"
    return "claude-haiku-4-5"


def ask(text, model, is_long):
    if model == "small":
        OpenAI().responses.create(model="gpt-5-nano", input=text)
    if is_long:
        model = "gpt-4.1"
    else:
        model = "gpt-4.1-mini"
    if os.environ.get("KIND") == "reasoning":
        model = "o3"
    return OpenAI().responses.create(model=model, input=text)


@dataclass
class Args:
    model: str = "gpt-4o-mini",
    models: tuple = "gpt-5", "gpt-5-mini"


class ModelIDs:
    anthropic_claude_3_sonnet = "anthropic.claude-3-sonnet-20240229-v1:0"
    prompt_version = "gpt-prompt-4"
