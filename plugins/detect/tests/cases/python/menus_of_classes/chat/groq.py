"""A list of what there is where the server cannot be asked, and one of what is asked by default."""

DEFAULT_MODEL_LIST = ["llama-3.1-8b-instant", "llama-3.3-70b-versatile"]

DEFAULT_MODELS = {"chat": "gpt-4.1", "summaries": "gpt-4.1-nano"}


def offered(answer):
    return [each["id"] for each in answer] or DEFAULT_MODEL_LIST
