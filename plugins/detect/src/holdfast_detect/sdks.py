"""What SDKs of all languages share: the methods that ask a model, their hosts, and what a call is for."""

from __future__ import annotations

import re
from functools import lru_cache

from holdfast import Role
from holdfast_detect.names import REMEMBERED
from holdfast_detect.roles import role_of

_METHODS = re.compile(
    r"(?i)(?:^|\.)(?:"
    r"(?:completions?|chat|chats|responses|messages|embeddings|moderations|assistants|threads|runs|jobs|transcriptions"
    r"|translations|speech|translate|realtime|live|sessions|fim|ocr|classifiers|images|models|batches)\."
    r"(?:create|parse|stream|connect|generate|edit|complete|process|generate_?content|generate_?content_?stream"
    r"|embed_?content|generate_?images|edit_?image|count_?tokens|generate_?videos|create_and_\w+|with_raw_response\.\w+)"
    r"(?:_async|stream|async)?"
    r"|invoke_model(?:_with_response_stream)?|converse(?:_stream)?|get_?generative_?model|init_chat_model"
    r"|chat_completion|feature_extraction|text_generation|chat\.complet\w+|rerank)$"
)
_HOSTS = (
    ("azure", "azure"), ("bedrock", "bedrock"), ("vertex", "vertex_ai"), ("openrouter", "openrouter"),
    ("groq", "groq"), ("ollama", "ollama"), ("mistral", "mistral"), ("cohere", "cohere"),
    ("together", "together_ai"),
    ("fireworks", "fireworks_ai"), ("replicate", "replicate"), ("deepseek", "deepseek"), ("xai", "xai"),
    ("perplexity", "perplexity"), ("cerebras", "cerebras"), ("watsonx", "watsonx"),
    ("databricks", "databricks"),
    ("nvidia", "nvidia_nim"), ("voyage", "voyage"), ("deepinfra", "deepinfra"), ("vllm", "vllm"),
    ("huggingfaceendpoint", "huggingface"), ("inferenceclient", "huggingface"), ("anthropic", "anthropic"),
    ("googlegen", "gemini"), ("genai", "gemini"), ("generativeai", "gemini"), ("gemini", "gemini"),
    ("googlechat", "gemini"), ("google.", "gemini"), ("google", "gemini"), ("openai", "openai"),
)  # fmt: skip
_ROLES = (
    ("rerank|crossencoder", Role.RERANK),
    ("embed", Role.EMBEDDING),
    ("sentence_?transformer", Role.EMBEDDING),
    ("featureextraction|feature_extraction", Role.EMBEDDING),
    ("moderation", Role.GUARDRAIL),
    ("geval|deepeval|ragas|judge|llmclassifier", Role.JUDGE),
)
BASE_URLS = frozenset((
    "base_url", "baseurl", "api_base", "azure_endpoint", "endpoint_url", "endpoint", "openai_api_base",
    "host", "basepath", "resourcename", "azureopenaibasepath", "azureopenaiendpoint",
))  # fmt: skip
"""Names, in lower case, of the arguments that say where a client's host is."""

REGIONS = frozenset(("region_name", "aws_region", "region", "location", "awsregion"))
"""Names, in lower case, of the arguments that say in which region."""


@lru_cache(REMEMBERED)
def is_model_method(callee: str) -> bool:
    """Tell whether the last names of a call are those by which SDKs ask a model."""
    return bool(_METHODS.search(callee.replace("()", "")))


@lru_cache(REMEMBERED)
def host_of_client(callee: str) -> str:
    """Return the host that the name of a client or its module says."""
    name = callee.lower()
    return next((host for word, host in _HOSTS if word in name), "")


@lru_cache(REMEMBERED)
def role_of_call(callee: str, variable: str = "") -> Role | None:
    """Return what the models of a call are for, by its name or by what holds them."""
    found = next((role for pattern, role in _ROLES if re.search(pattern, callee.lower())), None)
    return found or role_of(variable)


_SIGN_WORDS = (
    "gpt", "open_?ai", "claude", "anthropic", "gemini", "gemma", "llama", "mi[sx]tral", "codestral",
    "voxtral", "bedrock", "vertex", "genai", "langchain", "hugging", "transformers", "llm", "embed",
    "rerank", "cohere", "command-", "qwen", "deepseek", "grok", "xai", "groq", "whisper", "dall-e",
    "sora", "nova", "titan", r"phi-?\d", "sonar", "perplexity", "jamba", "kimi", "moonshot", "glm",
    "minimax", "bert", "bart", "bge", "-e5", "gte", "jina", "voyage", "nomic", "minilm",
    "stable-diffusion", "sdxl", "flux", "imagen", "veo", "tts", "speech", "clip", "ai-sdk", "gateway",
    "replicate", "together", "fireworks", "watsonx", "granite", "falcon", "yi-", "ernie", "hunyuan",
    "doubao", "nemotron", "starcoder", "codellama", "vicuna", "dbrx", "arctic", "exaone", "aya", "olmo",
    "pixtral", "magistral", "o[134]-", r"[\"'`]o[134][\"'`]", r"_model\b", "modelid", "model_id",
    r"\bai\b", "agent", "messages", "prompt",
)  # fmt: skip
_SIGNS = re.compile("|".join(_SIGN_WORDS), re.IGNORECASE)


_FIRST_SIGNS = ("openai", "gpt", "claude", "gemini", "llama", "llm", "embed", "prompt", "messages", "agent")
"""Those of the signs that most code about models has: to look for them one by one is quicker."""


def may_name_models(text: str) -> bool:
    """Tell in a moment whether code has any word of those around models; most has none."""
    lower = text.lower()
    return any(sign in lower for sign in _FIRST_SIGNS) or bool(_SIGNS.search(text))


MARKS = (
    "odel", "MODEL", "LLM", "llm", "engine", "deployment", "pretrained", "ransformer", "repo_id", "gpt-",
    "claude-", "gemini-",
)  # fmt: skip
"""Code that holds none of these names no model."""
