"""The SDKs of Python: which packages they are, and which of their calls take a model by position."""

from __future__ import annotations

import re
from typing import NamedTuple

from holdfast import Grade

_PACKAGES = (
    "openai", "anthropic", "google.genai", "google.generativeai", "google.adk", "vertexai",
    "google.cloud.aiplatform", "mistralai", "cohere", "litellm", "langchain", "langchain_", "langgraph",
    "llama_index", "ollama", "groq", "together", "fireworks", "replicate", "transformers",
    "sentence_transformers", "vllm", "sglang", "huggingface_hub", "pydantic_ai", "crewai", "autogen",
    "autogen_", "dspy", "instructor", "haystack", "haystack_", "semantic_kernel", "smolagents", "agno",
    "phi.model", "guidance.models", "outlines", "marvin", "magentic", "mirascope", "aisuite", "deepeval",
    "ragas", "FlagEmbedding", "fastembed", "peft", "diffusers", "unsloth", "llama_cpp", "ctransformers",
    "gpt4all", "xai_sdk", "voyageai", "portkey_ai", "cerebras", "zhipuai", "zai", "dashscope", "writerai",
    "ai21", "azure.ai.inference", "azure.ai.projects", "azure.ai.agents", "agents.Agent", "agents.models",
    "strands", "whisper", "faster_whisper", "mlx_lm", "optimum", "auto_gptq", "awq", "trl", "setfit",
    "keybert", "bertopic", "chromadb.utils", "txtai", "langfuse.openai", "posthog.ai", "FlagReranker",
    "spacy_llm", "guardrails", "nemoguardrails", "adalflow", "controlflow", "browser_use", "mem0",
    "embedchain", "swarm", "camel", "agent_framework", "lmstudio", "infinity_emb", "lmdeploy",
    "exllamav2", "airllm", "rerankers", "colbert", "ragatouille", "deepgram", "assemblyai", "elevenlabs",
    "livekit.plugins", "pipecat.services", "llm.get_model", "phoenix.evals", "trulens", "watsonx",
    "ibm_watsonx_ai",
)  # fmt: skip

_SDK = re.compile(
    "|".join(f"{re.escape(name)}{'' if name.endswith('_') else '(?:[.]|$)'}" for name in _PACKAGES)
)

_AT: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("GenerativeModel", "get_generative_model"), ("google|vertexai", 0)),
    **dict.fromkeys(("SentenceTransformer", "CrossEncoder", "SparseEncoder"), ("", 0)),
    **dict.fromkeys(("init_chat_model", "init_embeddings", "from_provider"), ("", 0)),
    "LM": ("dspy", 0),
    "LLM": ("vllm|crewai|ctransformers", 0),
    "from_pretrained": ("", 0),
    **dict.fromkeys(("snapshot_download", "hf_hub_download"), ("", 0)),
    **dict.fromkeys((
        "OpenAIModel", "OpenAIChatModel", "OpenAIResponsesModel", "AnthropicModel", "GeminiModel",
        "GoogleModel",
        "GroqModel", "MistralModel", "CohereModel", "BedrockConverseModel", "HuggingFaceModel", "Agent",
    ), ("pydantic_ai", 0)),
    "InferenceClient": ("huggingface_hub", 0),
    "AsyncInferenceClient": ("huggingface_hub", 0),
    "load_model": (r"^whisper", 0),
    "WhisperModel": ("faster_whisper", 0),
    "pipeline": ("transformers", 1),
    "TextEmbedding": ("fastembed", 0),
    **dict.fromkeys(("FlagModel", "BGEM3FlagModel", "FlagReranker", "FlagLLMReranker"), ("", 0)),
    **dict.fromkeys(("pull", "show", "generate", "chat", "embed", "embeddings"), ("^ollama", 0)),
    **dict.fromkeys(("run", "stream", "async_run"), ("^replicate", 0)),
    "get_model": (r"^llm\.", 0),
    "load": ("^mlx_lm", 0),
    "encoding_for_model": ("tiktoken", 0),
    **dict.fromkeys(("completion", "acompletion", "embedding", "aembedding"), ("^litellm", 0)),
    **dict.fromkeys(("FineTuneModel", "SetFitModel", "KeyBERT", "Reranker"), ("setfit|keybert|rerankers", 0)),
    "GPT4All": ("gpt4all", 0),
}  # fmt: skip
"""By the last name of a call: what its full name must hold, and the position of the model."""

_COLON = re.compile(
    r"init_chat_model|init_embeddings|pydantic_ai|aisuite|langchain|chat\.completions\.create|langgraph"
)

_PROVIDER = re.compile(r"(?P<host>[a-z][a-z_-]{1,24}):(?P<model>[A-Za-z@][\w.:/@-]+)")
_SLASH = ("litellm.", "dspy.", "crewai.", "instructor.from_provider")
_HOSTS = {
    "google_gla": "gemini",
    "google_genai": "gemini",
    "google": "gemini",
    "google_vertex": "vertex_ai",
    "google_vertexai": "vertex_ai",
    "azure_openai": "azure",
    "bedrock_converse": "bedrock",
    "mistralai": "mistral",
    "openai_chat": "openai",
    "openai_responses": "openai",
}
"""By what an SDK calls a host: what it is called elsewhere."""


class Position(NamedTuple):
    """Where a call takes a model, -1 for nowhere; whether it surely is one, and surely used."""

    at: int
    certain: bool = False
    grade: Grade = Grade.INFERRED


def is_sdk(callee: str) -> bool:
    """Tell whether the full name of a call is one of an SDK."""
    return bool(_SDK.match(callee))


def model_position(callee: str) -> Position:
    """Return where the call `callee` takes a model by position."""
    owner, index = _AT.get(callee.rpartition(".")[2], ("", -1))
    if index < 0 or not re.search(owner, callee):
        return Position(-1)
    if "tiktoken" in callee:  # only counts what a model would read
        return Position(index, grade=Grade.HINT)
    return Position(
        index, certain=bool(owner) or is_sdk(callee) or callee.rpartition(".")[2] == "SentenceTransformer"
    )


def is_model_keyword(callee: str, name: str) -> bool:
    """Tell whether a call takes a model by a name that no other SDK gives it."""
    return name == "id" and callee.startswith(("agno.models.", "phi.model."))


def by_convention(callee: str, text: str) -> tuple[str, str]:
    """Return host and model of an id by how its SDK writes them; empty where it says neither."""
    if "whisper" in callee.lower() and re.fullmatch(r"(?:tiny|base|small|medium|large|turbo)[\w.-]*", text):
        return "", f"whisper-{text}"
    is_tuned = text.startswith("ft:")  # as OpenAI calls fine-tunes
    if not is_tuned and _COLON.search(callee) and (found := _PROVIDER.fullmatch(text)):
        return _HOSTS.get(found["host"].replace("-", "_"), found["host"]), found["model"]
    if callee.startswith(_SLASH) and "/" in text:
        return text.partition("/")[0], ""
    return "", ""
