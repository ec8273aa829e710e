NO_SUPPORT_TEMPERATURE_MODELS = ["o1-mini", "o3-mini"]
STREAMING_REQUIRED_MODELS = ["openai/qwq-plus"]
USER_MESSAGE_ONLY_MODELS = ["o1-preview", "deepseek/deepseek-reasoner"]
OFFERED_MODELS = ["gpt-4o", "gpt-4o-mini"]
FALLBACK_MODELS = ["gpt-4.1"]
DEFAULT_MODEL = "gpt-5"
