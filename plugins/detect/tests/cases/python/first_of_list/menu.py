MODELS = [
    {"id": "gpt-4.1", "name": "GPT-4.1"},
    {"id": "o3-mini", "name": "o3 mini", "default": True},
    {"id": "o4-mini", "name": "o4 mini", "default": False},
]
CHAT_MODELS = {"gpt-5": {"context": "400k"}, "gpt-5-mini": {"context": "400k", "is_default": True}}
