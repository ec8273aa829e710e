"""Tables in a table."""

import openai

MODEL_CONFIGS = {
    "fast": {"openai": "gpt-4o-mini", "anthropic": "claude-haiku-4-5"},
    "deep": {"openai": "o3", "anthropic": "claude-opus-4-1"},
}
MODEL_MENU = {"openai": {"mini": "gpt-4.1-mini", "nano": "gpt-4.1-nano"}}
MODELS_BY_VENDOR = {"openai": {"name": "gpt-4", "family": "gpt-3.5-turbo"}}
OLLAMA_MODEL_TIERS = {
    "basic": ["gemma3:1b", "llama3.2:1b", "qwen3:1.7b"],
    "advanced": ["llama3.3:70b", "qwen3:32b", "deepseek-r1:32b"],
}
BENCH_MODELS = {"openai": ["gpt-4.1", "o4-mini", "gpt-5"]}
