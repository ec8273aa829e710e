import argparse
import dataclasses
from enum import Enum
from typing import Annotated, NamedTuple

import attr
import click
import gradio as gr
import streamlit as st
import typer
from pydantic_settings import BaseSettings

parser = argparse.ArgumentParser()
parser.add_argument("-m", "--model-name", type=str, default="gpt-4o", help="not gpt-4")
parser.add_argument("--judge", default="o3-mini")
parser.add_argument("--planner-name", default="gpt-4.1")
parser.add_argument("--run-name", default="gpt-4o-baseline")
parser.add_argument("--tokenizer", default="gpt-4")
parser.add_argument("--mode", default="fast-2")
parser.set_defaults(model="gpt-4.1-mini", title="gpt-4o")


class Settings(BaseSettings):
    chat: str = "claude-sonnet-4-5"
    summarizer: str = "gpt-5-mini"
    label: str = "gpt-5-nano"
    nickname: str = "gpt-5-nano"
    vendor: str = "mistral"
    version: str = "gpt-4o"


class Kind(Enum):
    FIRST = "gpt-4-turbo"


class Plan(NamedTuple):
    writer: str = "grok-4"


@attr.s
class Old:
    model = attr.ib(default="gpt-4-32k")
    llm = dataclasses.field(default_factory=lambda: "gpt-3.5-turbo")


def summary(text, *, by="gemini-2.5-flash", title="gemini-2.5-pro", separator="-"):
    return text


@click.option("--llm-model", "-l", default="mixtral-8x7b-32768")
def old(llm_model): ...


def new(model: Annotated[str, typer.Option(help="gpt-4")] = "o4-mini"): ...


st.sidebar.selectbox("LLM", options=["gpt-4.1-nano", "first-1"])
st.text_input("Model name", "qwen-max")
st.text_input("API key of the model", "0123456789abcdef")
st.text_input("Greeting", "gpt-4o")
gr.Dropdown(["sonar-pro", "other"], label="Model")
gr.Textbox(label="Model", value="command-r-plus-08-2024")
