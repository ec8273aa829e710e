"""Settings of an assistant with an LLM."""

from dataclasses import dataclass

import streamlit as st
from openai import OpenAI


@dataclass
class Settings:
    mlx_text_model: str = "models--mlx-community--Qwen3.5-4B-MLX-4bit"
    own_text_model: str = "models--acme--writer-7b"
    folder_model: str = "models--only"
    engine: str = "whisper"
    tts_engine: str = "gemini"


class Client:
    CLAUDE_3_OPUS = "anthropic.claude-3-opus-20240229-v1:0"
    TITAN_EMBED_V2 = "amazon.titan-embed-text-v2:0"
    PRIMARY = "gpt-4.1"

    def embed(self, text, model=None):
        return OpenAI().embeddings.create(model=model or self.TITAN_EMBED_V2, input=text)


OPTIONS = ["gemini-1.5-flash", "gemini-2.0-flash"]
name = st.sidebar.selectbox("Model", OPTIONS, index=OPTIONS.index("gemini-2.0-flash"))
place = OPTIONS.index("gemini-1.5-flash")
