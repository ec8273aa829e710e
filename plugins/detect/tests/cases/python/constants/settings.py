import argparse
import os
from dataclasses import dataclass, field
from enum import Enum

import click
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings

DEFAULT_MODEL = "gpt-4o"
EMBEDDING_MODEL: str = "text-embedding-3-large"
OLLAMA_MODEL = os.getenv("OLLAMA_MODEL", "mistral")
JUDGE_MODEL = os.environ.get("JUDGE_MODEL") or "claude-opus-4-1-20250805"
FALLBACK_MODEL, RETRIES = "command-r-plus-08-2024", 3


@dataclass
class Options:
    llm_model: str = "deepseek-chat"
    rerank_model: str = field(default="BAAI/bge-reranker-v2-m3")


class Settings(BaseSettings):
    model_name: str = Field(default="gemini-2.5-pro", description="model='not-one'")
    model_config = {"env_file": ".env"}


class Models(str, Enum):
    FAST = "gpt-4.1-nano"
    SMART = "gpt-4.1"


class Request(BaseModel):
    model: str = Field("o4-mini")


def run(prompt, *, model="claude-3-5-haiku-latest", engine="sqlite"):
    return prompt


payload = {"model": "sonar-pro", "messages": []}
private = {"model": "acme-chat-1", "messages": []}
kwargs: dict = {}
kwargs["model"] = "grok-4"
chosen = kwargs.get("model", "qwen-max")

parser = argparse.ArgumentParser()
parser.add_argument("--model", "-m", default="gpt-4-turbo", help="e.g. gpt-3.5-turbo")


@click.command()
@click.option("--llm-model", default="mixtral-8x7b-32768")
def main(llm_model):
    pass
