from agents.extensions.models.litellm_model import LitellmModel
from google.adk.models.lite_llm import LiteLlm
from langchain.agents import create_agent
from langgraph.prebuilt import create_react_agent
from peft import PeftModel
from pyannote.audio import Pipeline
from pydantic_ai.models.fallback import FallbackModel
from ragas.llms import llm_factory
from TTS.api import TTS
from vllm.lora.request import LoRARequest
import fal_client
import replicate

from .shop import llm, settings

diarize = Pipeline.from_pretrained("acme/diarization-community-1")
adapted = PeftModel.from_pretrained(base, "acme/claims-lora")
support = create_agent("openai:gpt-4.1-mini", tools=[])
react = create_react_agent("anthropic:claude-3-7-sonnet-latest", tools=[])
given = create_react_agent(settings.llm, tools=[])
also_given = create_agent(llm)
either = FallbackModel("openai:gpt-4o", "anthropic:claude-3-5-haiku-latest")
gemini = LiteLlm("gemini/gemini-2.5-flash")
grok = LitellmModel("xai/grok-4")
judge = llm_factory("gpt-4o-mini")
voice = TTS("tts_models/multilingual/acme/xtts_v9")
request = LoRARequest("sql", 1, "acme/sql-lora")
replicate.models.predictions.create("meta/meta-llama-3-70b-instruct", input={})
fal_client.subscribe("fal-ai/flux/dev", arguments={})


class Loader:
    @classmethod
    def from_pretrained(cls, name):
        return cls()


Loader.from_pretrained("weights")
Loader.from_pretrained("./weights/v1")
