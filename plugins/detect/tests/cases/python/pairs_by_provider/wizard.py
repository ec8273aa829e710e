_PROVIDER_MODELS: dict[str, list[tuple[str, str]]] = {
    "openai": [("gpt-5.5", "GPT-5.5"), ("gpt-5.4-mini", "GPT-5.4 Mini")],
    "anthropic": [("claude-sonnet-4-5", "Claude Sonnet 4.5")],
}
DEFAULT_BY_PROVIDER = {"openai": "gpt-4.1", "anthropic": "claude-haiku-4-5"}


def select_model(provider):
    models = _PROVIDER_MODELS.get(provider, [])
    model = pick_one([label for _, label in models], models)
    return model or DEFAULT_BY_PROVIDER[provider]


def ask(provider, client):
    llm = _PROVIDER_MODELS[provider]
    return client.chat.completions.create(model=select_model(provider), messages=[]), llm
