import ollama
import openai
from agno.agent import Agent
from agno.embedder.openai import OpenAIEmbedder
from anthropic.types import Message, Usage
from crewai import Crew
from llama_index.core.tools import QueryEngineTool
from openai.types.chat import ChatCompletion
from trl import Trainer
from semantic_kernel.connectors.ai.open_ai import OpenAITextEmbedding
from vertexai.tuning import sft

from .shop import settings

ollama.create(model="helper", from_="gemma3", system="You help.")
Crew(agents=[], planning_llm="gpt-4o", manager_llm=settings.llm)
OpenAITextEmbedding(service_id="local", ai_model_id="Nomic-embed-text-v1.5-Embedding-GGUF")
OpenAIEmbedder(id="text-embedding-3-small")
Agent(id="helper-1", name="helper")
sft.train(source_model="gemini-2.0-flash-001", train_dataset="gs://acme/data.jsonl")
QueryEngineTool(query_engine=settings.engine, name="gpt-4o")
Shop(chat_model_id="gpt-4o-mini", summary_llm="claude-3-5-haiku-latest", data_model="Order")

ChatCompletion(id="1", model="gpt-3.5-turbo", object="chat.completion", choices=[], created=0)
Message(id="1", model="claude-3-opus-20240229", role="assistant", content=[], usage=Usage())

Trainer(hub_model_id="acme/claude-3-opus", metric_for_best_model="gpt-4")
chosen = "gpt-4o-mini-2024-07-18"
openai.OpenAI().chat.completions.create(model=f"{chosen}", messages=[])
openai.OpenAI().chat.completions.create(model="test-model", messages=[])
openai.OpenAI().chat.completions.create(model="fake_llm", messages=[])
openai.OpenAI().chat.completions.create(model="test-driven-7b", messages=[])
