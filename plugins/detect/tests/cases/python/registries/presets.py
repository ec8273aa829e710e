"""Registries of models: which of them is asked, somebody chooses by its name."""

MODEL_METADATA = {
    "Llama-2-7B": {"repo_id": "TheBloke/Llama-2-7B-GGUF", "filelist": ["llama-2-7b.Q6_K.gguf"]},
    "Qwen 7B": {"repo_id": "Qwen/Qwen-7B-Chat-Int4"},
    "GPT3.5 Turbo": {"model_name": "gpt-3.5-turbo", "description": "An older one", "token_limit": 4096},
    "GPT-4o": {"model_name": "gpt-4o", "description": "A newer one"},
}
AVAILABLE_MODELS = [
    {"model": "claude-sonnet-4-5", "label": "Sonnet", "provider": "anthropic"},
    {"model": "claude-haiku-4-5", "label": "Haiku", "provider": "anthropic"},
    {"model": "claude-opus-4-5", "label": "Opus", "provider": "anthropic"},
]
# By what each is for, or with how it is asked: these are used.
MODELS = {"draft": {"model": "gpt-4.1"}, "judge": {"model": "o3"}, "title": {"model": "gpt-4.1-nano"}}
AGENT_MODELS = [
    {"model": "gpt-5", "temperature": 0, "api_key": "x"},
    {"model": "gpt-5-mini", "temperature": 0, "api_key": "x"},
    {"model": "gpt-5-nano", "temperature": 0, "api_key": "x"},
]
