DEFAULT_PROVIDER = "openai/gpt-4o"
PROVIDER = "openai"
STORAGE_PROVIDER = "s3/eu-west-1"
DEFAULTS = {"llm": {"provider": "anthropic/claude-haiku-4-5", "api_key": ""}, "auth": {"provider": "github/oauth-2"}}
PLUGIN = {"provider": "langgenius/openai/openai", "name": "chat"}


def extract(text, provider="groq/llama-3.3-70b-versatile", region_provider="eu/eu-1"):
    return run(text, provider=provider, llm_provider="mistral/mistral-small-latest")
