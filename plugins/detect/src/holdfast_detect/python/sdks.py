"""The SDKs of Python: which packages they are, and which of their calls take a model by position."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from holdfast import Grade
from holdfast_detect.ids import of_claude, of_whisper
from holdfast_detect.names import REMEMBERED, snake
from holdfast_detect.sdks import MARKS

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
    "agents.OpenAIChatCompletionsModel", "agents.OpenAIResponsesModel", "agents.RunConfig", "agents.realtime",
    "agents.voice", "agents.extensions", "claude_code_sdk", "claude_agent_sdk", "langroid", "autoevals",
    "openevals", "pyannote", "flair", "speechbrain", "nemo", "TTS", "cartesia", "fal_client", "modelscope",
    "qianfan", "volcenginesdkarkruntime", "mlx_vlm", "open_clip", "clip", "whisperx", "whisper_timestamped",
    "deepagents", "scrapegraphai", "lightrag", "graphiti_core", "llmware", "cleanlab_tlm", "model2vec",
    "strands", "whisper", "faster_whisper", "mlx_lm", "optimum", "auto_gptq", "awq", "trl", "setfit",
    "keybert", "bertopic", "chromadb.utils", "txtai", "langfuse.openai", "posthog.ai", "FlagReranker",
    "spacy_llm", "guardrails", "nemoguardrails", "adalflow", "controlflow", "browser_use", "mem0",
    "embedchain", "swarm", "camel", "agent_framework", "lmstudio", "infinity_emb", "lmdeploy",
    "exllamav2", "airllm", "rerankers", "colbert", "ragatouille", "deepgram", "assemblyai", "elevenlabs",
    "livekit.plugins", "pipecat.services", "llm.get_model", "phoenix.evals", "trulens", "watsonx",
    "ibm_watsonx_ai", "aider", "llmlingua", "qdrant_client.models.Document", "qdrant_client.models.Image",
    "pinecone.Pinecone().create_index_for_model", "pinecone.Pinecone().inference",
)  # fmt: skip

_SDK = re.compile(
    "|".join(f"{re.escape(name)}{'' if name.endswith('_') else '(?:[.]|$)'}" for name in _PACKAGES)
)

_AT: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("GenerativeModel", "get_generative_model"), ("google|vertexai", 0)),
    **dict.fromkeys(("SentenceTransformer", "CrossEncoder", "SparseEncoder"), ("", 0)),
    **dict.fromkeys(("init_chat_model", "init_embeddings", "from_provider"), ("", 0)),
    "LM": ("dspy", 0),
    "LLM": ("vllm|crewai|ctransformers|^txtai", 0),
    "RAG": ("^txtai", 1),
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
    **dict.fromkeys(("run", "stream", "async_run"), ("^replicate|^fal_client", 0)),
    **dict.fromkeys(("create", "async_create"), (r"^replicate\.(?:models|deployments)", 0)),
    **dict.fromkeys(("subscribe", "submit", "subscribe_async", "run_async"), ("^fal_client", 0)),
    **dict.fromkeys((
        "create_agent", "create_react_agent", "create_deep_agent", "create_tool_calling_agent",
    ), ("^langchain|^langgraph|^deepagents", 0)),
    **dict.fromkeys(("resolve_llm", "resolve_embed_model"), ("^llama_index", 0)),
    **dict.fromkeys(("llm_factory", "embedding_factory"), ("^ragas", 0)),
    **dict.fromkeys(("LiteLlm", "LitellmModel"), (r"^google\.adk|^agents\.", 0)),
    "from_model_id": ("^langchain", 0),
    "from_model2vec": ("^sentence_transformers", 0),
    **dict.fromkeys(("load_lora_weights", "load_ip_adapter", "load_textual_inversion"), ("^diffusers", 0)),
    **dict.fromkeys(("transformers", "vllm", "llamacpp", "exl2", "mlxlm"), (r"^outlines\.models", 0)),
    "FallbackModel": ("^pydantic_ai", 0),
    "LoRARequest": ("^vllm", 2),
    "TTS": ("^TTS", 0),
    "get_model": (r"^llm\.", 0),
    "load": (r"^mlx_(?:lm|vlm)|^clip\.|^flair\.", 0),
    "create_model_and_transforms": ("^open_clip", 0),
    "encoding_for_model": ("tiktoken", 0),
    **dict.fromkeys(("completion", "acompletion", "embedding", "aembedding"), ("^litellm", 0)),
    **dict.fromkeys(("FineTuneModel", "SetFitModel", "KeyBERT", "Reranker"), ("setfit|keybert|rerankers", 0)),
    "GPT4All": ("gpt4all", 0),
    "Model": ("^aider|^mirascope", 0),
    "call": (r"^mirascope", 0),
    **dict.fromkeys((
        "openai_complete_if_cache", "azure_openai_complete_if_cache", "anthropic_complete_if_cache",
        "gemini_complete_if_cache", "bedrock_complete_if_cache", "zhipu_complete_if_cache",
        "ollama_model_if_cache", "hf_model_if_cache", "lmdeploy_model_if_cache", "lollms_model_if_cache",
    ), ("^lightrag", 0)),
}  # fmt: skip
"""By the last name of a call: what its full name must hold, and the position of the model."""

_SURE = frozenset(("SentenceTransformer", "from_pretrained"))
"""What takes a model by position wherever it is from."""

OBJECTS = frozenset(
    ("create_agent", "create_react_agent", "create_deep_agent", "create_tool_calling_agent", "FallbackModel")
)
"""What may as well be given an object that was made for a model."""

_BY_NAME = (
    (
        re.compile(
            r"^agno\.(?:models|embedder|knowledge\.embedder|reranker|knowledge\.reranker)\.|^phi\.(?:model|embedder)"
        ),
        "id",
    ),
    (re.compile(r"^ollama\."), "from_"),
    (re.compile(r"(?:^|\.)(?:Model|LLM)(?:Hint|Ref|Reference|Preference)$"), "name"),
    (re.compile(r"^huggingface_hub\..*inference_endpoint$"), "repository"),
    (re.compile(r"^txtai\.(?!.*Application)"), "path"),
    (re.compile(r"^speechbrain\..*from_hparams$"), "source"),
)
"""What no other SDK calls a model: by the full name of a call, the argument."""

_OTHER = re.compile(
    r"^(?!.*(?:Embed|Rank|Encod|Model|Node|LLM|Generat))"
    r".*(?:Loader|Reader|Dataset|Repo|FileSystem|Hub|Tool|Prompt|Path|File|Document|Store|Index)"
)
"""Classes of SDKs that have names with owners of their own."""

_LOADS = re.compile(
    r"(?:load|download|fetch|init|create|build|make|get|retry|use)_(?:\w+_)?(?:model|llm|pipeline"
    r"|(?P<of_one>agent|chain|client|embeddings?|embedder|reranker|encoder|generator|assistant|bot|completion"
    r"|judge))"
)
"""Functions, of whatever package, that are called as what makes a model ready, or `of_one` what uses it."""

_ASKS = re.compile(
    r"(?:(?:call|ask|run|query|invoke|prompt|use|send|request|chat|generate|complete)_(?:\w+_)?)?"
    r"(?:llm|gpt_?\d*|openai|anthropic|claude|gemini|mistral|groq|ollama|chat|complete|completions?|inference)"
    r"(?:_(?:call|api|sync|async|stream|streaming|request|completion|with_\w+|once))?"
    r"|(?:\w+_model|(?:\w+_)?(?:llm|chat(?:_?(?:model|client|bot|engine))?|embedder|agent)|model(?=_))"
    r"(?:_(?:config|args|settings|params|options))?(?P<of_class>)"
)
"""Functions and classes, by their last name with its words apart, that are called as what asks a model."""

_REGISTERS = re.compile(
    r"register_(?:\w+_)?(?:model|llm|embedder|provider)|add_(?:chat_|embedding_)?(?:model|llm)"
)

_ANSWERS = re.compile(
    r"^(?:openai|anthropic|groq|together|cohere|litellm)\.types\.(?!.*Param)|ModelResponse$|ChatCompletionResponse$"
)

_COLON = re.compile(
    r"init_chat_model|init_embeddings|pydantic_ai|aisuite|langchain|chat\.completions\.create|langgraph"
)

_PROVIDER = re.compile(r"(?P<host>[a-z][a-z_-]{1,24}):(?P<model>[A-Za-z@][\w.:/@-]+)")
_SLASH = ("litellm.", "dspy.", "crewai.", "instructor.from_provider")
_OF_CLAUDE = ("claude_agent_sdk.", "claude_code_sdk.")
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


@lru_cache(REMEMBERED)
def is_sdk(callee: str) -> bool:
    """Tell whether the full name of a call is one of an SDK."""
    return bool(_SDK.match(callee))


@lru_cache(REMEMBERED)
def model_position(callee: str) -> Position:
    """Return where the call `callee` takes a model by position."""
    owner, index = _AT.get(callee.rpartition(".")[2], ("", -1))
    if index < 0 or not re.search(owner, callee):
        return Position(-1)
    if "tiktoken" in callee:  # only counts what a model would read
        return Position(index, grade=Grade.HINT)
    if "peft.PeftModel." in callee:  # the first is what it adapts
        index = 1
    return Position(index, certain=bool(owner) or is_sdk(callee) or callee.rpartition(".")[2] in _SURE)


def takes_all(callee: str) -> bool:
    """Tell whether each argument without a name is a model."""
    return callee.endswith("FallbackModel") and is_sdk(callee)


@lru_cache(REMEMBERED)
def makes_model(callee: str) -> bool:
    """Tell whether a call makes something that may be a model, by its name."""
    last = callee.rpartition(".")[2]
    is_made = last[:1].isupper() and is_sdk(callee) and not _OTHER.search(last)
    return is_made or bool(_LOADS.fullmatch(last))


@lru_cache(REMEMBERED)
def asks_model(callee: str) -> bool:
    """Tell whether a function is called as one that asks a model, or a class as one made for one."""
    last = callee.rpartition(".")[2]
    match = _ASKS.fullmatch(snake(last).lower())
    return bool(match) and (match is None or match["of_class"] is None or last[:1].isupper())


@lru_cache(REMEMBERED)
def registers(callee: str) -> bool:
    """Tell whether a call adds what it is given to what one may choose."""
    return callee == "register" or bool(_REGISTERS.fullmatch(callee.rpartition(".")[2]))


@lru_cache(REMEMBERED)
def loads_model(callee: str) -> bool:
    """Tell whether what a call takes first from a hub is a model: many other things have an owner too."""
    match = _LOADS.fullmatch(callee.rpartition(".")[2])
    return match is None or not match["of_one"]


@lru_cache(REMEMBERED)
def is_answer(callee: str) -> bool:
    """Tell whether a call makes what an SDK answers, as a test does: the model in it is asked nothing."""
    return bool(_ANSWERS.search(callee))


def is_model_keyword(callee: str, name: str) -> bool:
    """Tell whether a call takes a model by a name that no other SDK gives it."""
    return any(name == each and pattern.search(callee) for pattern, each in _BY_NAME)


def by_convention(callee: str, text: str) -> tuple[str, str]:
    """Return host and model of an id by how its SDK writes them; empty where it says neither."""
    if size := of_whisper(callee, text):
        return "", size
    if callee.startswith(_OF_CLAUDE) and (model := of_claude(text)):
        return "anthropic", model
    is_tuned = text.startswith("ft:")  # as OpenAI calls fine-tunes
    if not is_tuned and _COLON.search(callee) and (found := _PROVIDER.fullmatch(text)):
        return _HOSTS.get(found["host"].replace("-", "_"), found["host"]), found["model"]
    if callee.startswith(_SLASH) and "/" in text:
        return text.partition("/")[0], ""
    return "", ""


PYTHON_MARKS = (
    *MARKS, "ollama", "replicate", "huggingface_hub", "pydantic_ai", "pipeline(", "dspy", "litellm",
    "fastembed", "TTS", "fal_client", "create_agent", "_agent(", "FlagEmbedding", "clip",
)  # fmt: skip
"""Python that holds none of these names no model: what takes one by its position needs no word for it."""
