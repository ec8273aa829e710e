import argparse

from litellm import Router
from mem0 import Memory
from openai import OpenAI
from vllm import LLM

from .constants import CLAUDE, GPT_4O, WELCOME

client = OpenAI()
client.responses.create(model=GPT_4O, input="")
client.responses.create(model=CLAUDE, input="")
client.responses.create(model=WELCOME, input="")

config = {
    "llm": {"provider": "openai", "config": {"model": "acme-chat-2"}},
    "embedder": {"provider": "ollama", "config": {"model": "acme-embed-2"}},
}
memory = Memory.from_config(config)
router = Router(model_list=[{"model_name": "chat", "litellm_params": {"model": "acme/chat-3", "api_key": "sk-0"}}])
llm = LLM(model="acme/big-70b", speculative_config={"model": "acme/draft-1b"})
config_list = [{"model": "acme-chat-4", "api_key": "0123456789abcdef"}]
tagged = OpenAI().chat.completions.create(model="gpt-5", metadata={"model": "roadster-3"}, messages=[])
car = {"model": "roadster-4", "colour": "red"}

options = {"llm": {"name": "gpt-4.1", "temperature": 0}, "models": [{"name": "gpt-4.1-mini"}]}
MODELS = {"openai": {"chat": "o3-mini", "embedding": "text-embedding-3-small"}, "size": {"max": "12-x"}}
MODEL_FACTS = {"gpt-5-mini": {"family": "gpt-4", "encoding": "o200k-base"}}

parser = argparse.ArgumentParser()
parser.add_argument("--model", default="small", help="name of the Whisper model to use")
parser.add_argument("--size", default="small", help="of the picture")
parser.add_argument("--diarize_model", default="acme/speaker-diarization-1")
parser.add_argument("--vision_model", default="models/resnet-50")
WHISPER_MODEL = "base.en"
