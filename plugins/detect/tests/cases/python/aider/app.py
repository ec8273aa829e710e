from aider.coders import Coder
from aider.models import Model
from lightrag.llm.openai import openai_complete_if_cache

from shop.models import Model as Car

main = Model("deepseek/deepseek-reasoner")
Coder.create(main_model=Model("openrouter/acme/own-coder"))
openai_complete_if_cache("deepseek-chat", "Hello")
Car("gpt-4o")
MODELS = {"OPENAI": [("GPT-4o", "gpt-4o"), ("gpt-4.1", "GPT 4.1")]}
