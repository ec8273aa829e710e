import acme.models as lm
import openai
from acme.models import OpenAIChatModel
from acme.paints import Colour as Paint
from langroid.language_models import OpenAIGPTConfig
from txtai import LLM, RAG, Embeddings

from .names import ChatModel, Colour

openai.responses.create(model=ChatModel.SMART, input="")
openai.responses.create(model=ChatModel.FAST.value, input="")
openai.responses.create(model=Colour.RED, input="")


def ask(model=""):
    OpenAIGPTConfig(chat_model=model or lm.OpenAIChatModel.GPT4o)
    OpenAIGPTConfig(chat_model=OpenAIChatModel.GPT4)
    OpenAIGPTConfig(chat_model=Paint.RED)


embeddings = Embeddings(path="acme/embedding-0.6b", content=True)
rag = RAG(embeddings, "acme/chat-0.6b", template="{question}")
llm = LLM("acme/writer-7b")

NAME = "text-embedding-004"
ANALYSIS_FALLBACKS = ["gemini-3-pro-preview", "gemini-2.5-pro"]
PAINT_FALLBACKS = ["red-4", "blue-5"]
action_model: dict = {"glm3": {"prompt": "…"}, "default": {}}
chosen_model = {"fast": "gpt-4o-mini"}


def embed(text, size):
    openai.embeddings.create(model=f"models/{NAME}", input=text)
    openai.embeddings.create(model=f"{NAME}-{size}", input=text)
    openai.embeddings.create(model=f"openai/{size}", input=text)
    openai.embeddings.create(model="models/" + OTHER, input=text)


OTHER = "gemini-embedding-001"
