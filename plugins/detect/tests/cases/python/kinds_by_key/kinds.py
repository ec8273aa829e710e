"""What models are called of which one knows only a part: by that one tells what they are for."""

OLLAMA_MODEL_TYPES = {
    "language": ["llama", "mistral"],
    "embedding": ["nomic-embed-text", "mxbai-embed-large", "bge-", "e5-"],
}
REQUEST = {"messages": [], "models": ["gpt-4o", "gpt-4.1"]}
SETTINGS = {"embedding_model": ["text-embedding-3-small"]}
MISTRAL_KINDS = {"language": ["open-mistral-7b"], "embedding": ["mistral-embed"]}
