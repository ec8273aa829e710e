"""The SDKs of JavaScript: which packages they are, and which of their functions take a model by position."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from holdfast import Grade
from holdfast_detect.names import REMEMBERED
from holdfast_detect.sdks import host_of_client

_PACKAGE_NAMES = (
    "openai", "@anthropic-ai/", "@google/gen", "@google-cloud/vertexai", "@mistralai/", "cohere-ai",
    "groq-sdk", "ollama", "together-ai", "replicate", "@langchain/", "langchain", "llamaindex",
    "@llamaindex/", "@huggingface/", "@xenova/transformers", "@ai-sdk/", r"ai\.",
    "@aws-sdk/client-bedrock", "@azure/openai", "@azure-rest/ai", "@azure/ai", "@openrouter/",
    "ollama-ai-provider", "workers-ai-provider", "@mastra/", "genkit", "@genkit-ai/", "voyageai",
    "portkey-ai", "@cerebras/", "@openai/", "@instructor", "@fal-ai/", "tokenjs", "multi-llm", "@xai",
    "@portkey", "@tanstack/ai", "@browserbasehq", "@copilotkit/", "@lmstudio/", "@vercel/ai", "@upstash/",
    "deepinfra", "fireworks", "@deepseek", "firebase/(?:ai|vertexai)", "@firebase/(?:ai|vertexai)",
    "@mlc-ai/", "@livekit/agents", "xsai", "@xsai/", "deep-chat", "@deepgram/", "@cline/sdk",
    "@ibm-cloud/watsonx", "@assistant-ui/", "@llm-tools", "node-llama-cpp", "@electric-ai",
)  # fmt: skip
_PACKAGES = re.compile(f"(?:{'|'.join(_PACKAGE_NAMES)})")
_PROVIDERS = re.compile(
    r"^(?:@ai-sdk/(?!(?:mcp|provider|react|rsc|vue|svelte|angular|solid|ui-utils|codemod|devtools)\b)"
    r"|@openrouter/ai-sdk|ollama-ai-provider|workers-ai-provider|.*-ai-provider|ai\.gateway|@tanstack/ai-"
    r"|@portkey-ai/vercel-provider|@upstash/rag-chat)"
)
"""Packages whose functions make a model of its id."""

_METHODS = (
    "chat", "responses", "completion", "languageModel", "chatModel", "embedding", "textEmbedding",
    "textEmbeddingModel", "embeddingModel", "image", "imageModel", "transcription", "speech", "reranking",
    "rerankingModel", "completionModel", "messages", "evaluationModel",
)  # fmt: skip
_MODEL_OF = re.compile(
    r"(?:^|\.)(?:openai|anthropic|google|gateway|bedrock|azure|mistral|groq|xai|cohere|ollama|openrouter|vertex|deepseek"
    r"|togetherai|fireworks|perplexity|cerebras|workersai|openaiCompatible|lmstudio|litellm|gemini|googleAI|vertexAI|upstash|huggingface|deepinfra|nvidia|moonshotai|minimax|zhipu|alibaba)"
    r"(?:\(\))?(?:\.(?:chat|responses|embedding|textEmbedding|textEmbeddingModel|languageModel|chatModel|image|model"
    r"|embedder|reranker))?$"
)
_ANY_PROVIDER = re.compile(
    r"\.(?:(?:language|textEmbedding|embedding|image|chat|completion|speech|transcription|reranking|video)Model)$"
)
_CHOSEN = re.compile(
    r"(?:^|\.)(?:get|create|make|load|use|init|select|switch|set|with|resolve)?(?:Chat|Language|Embedding|Default|AI|Ai)?"
    r"(?:Model|LLM|Llm|model|llm)$"
)
"""Functions of a program's own that are called as what makes or chooses a model."""

_OF_DEPLOYMENTS = re.compile(
    r"\.(?:(?:get|stream|list)(?:Chat)?Completions|getEmbeddings|getAudio(?:Transcription|Translation)|getImages"
    r"|getImageGenerations)$"
)
"""Methods of the client of Azure OpenAI, the first argument of which is a deployment."""


_PROVIDER = re.compile(r"(?P<host>[a-z][a-z_-]{1,24}):(?P<model>[A-Za-z@][\w.:/@-]+)")
_BY_COLON = re.compile(r"initChatModel|@mastra|langchain")
_BY_GATEWAY = re.compile(r"ai\.\w+$")
"""Functions of the AI SDK itself: a model that is only a text is one of Vercel's gateway."""

_BY_SLASH = re.compile(r"@mastra/|@?genkit|@genkit-ai/|@copilotkit/|@browserbasehq/stagehand")


_HOSTS = (
    (re.compile(r"ai\.gateway|/gateway"), "vercel"),
    (re.compile(r"(?:^|\.)AI\.run$|^workers-ai-provider"), "cloudflare"),
    (re.compile(r"(?:^|\.)Supabase\.ai\."), "supabase"),
    (re.compile(r"^@lmstudio/"), "lmstudio"),
    (re.compile(r"^@livekit/agents-plugin-(?!openai|google)(\w+)"), ""),
    (re.compile(r"^@livekit/agents\.(?:inference|voice)\."), "livekit"),
)
"""Hosts by the name of a call, before those of all languages; without a name that in the package's."""


_BY_NAME = re.compile(r"genkit.*\.(?:model|embedder|reranker)Ref$")
_BY_TITLE = re.compile(r"^@aws-amplify/.*\.ai\.model$")
"""What takes a model by the name that people read: `a.ai.model("Claude 3.5 Sonnet")`."""


TASKS = frozenset((
    "automatic-speech-recognition", "feature-extraction", "text-generation", "text2text-generation",
    "text-classification", "token-classification", "zero-shot-classification", "sentiment-analysis",
    "question-answering", "fill-mask", "image-to-text", "image-classification", "object-detection",
    "image-segmentation", "depth-estimation", "text-to-speech", "text-to-audio", "audio-classification",
    "image-feature-extraction", "zero-shot-image-classification", "document-question-answering",
))  # fmt: skip
"""What a pipeline of the hub is for: of those words that say nothing else."""


class Position(NamedTuple):
    """Where a call takes a model, -1 for nowhere; whether it surely is one, and surely used.

    `shaped` where only what has the shape of an id is one.
    """

    at: int
    certain: bool = False
    grade: Grade = Grade.INFERRED
    shaped: bool = False


_AT: tuple[tuple[re.Pattern[str], Position], ...] = (
    (re.compile(r"^@(?:xenova|huggingface)/transformers\.pipeline$"), Position(1, certain=True)),
    (re.compile(r"^@(?:xenova|huggingface)/transformers\.\w+\.from_pretrained$"), Position(0, certain=True)),
    (re.compile(r"initChatModel$|^replicate\..*\.(?:run|stream)$"), Position(0, certain=True)),
    (re.compile(r"encoding_for_model$|encodingForModel$"), Position(0, grade=Grade.HINT)),
    (
        re.compile(r"(?:^|\.)(?:env|bindings)\.AI\.run$|^@fal-ai/.*\.(?:run|subscribe)$"),
        Position(0, certain=True),
    ),
    (re.compile(r"^@azure/openai\..*" + _OF_DEPLOYMENTS.pattern), Position(0, certain=True)),
    (_OF_DEPLOYMENTS, Position(0)),
    (re.compile(r"^@tanstack/ai-[\w-]+(?:/\w+)?\.create\w+$"), Position(0, certain=True)),
    (re.compile(r"^@openai/agents.*\.OpenAI\w+Model$"), Position(1, certain=True)),
    (re.compile(r"^@mlc-ai/web-llm.*\.Create(?:ServiceWorker)?MLCEngine$"), Position(0, certain=True)),
    (re.compile(r"^@mlc-ai/web-llm.*\.CreateWebWorkerMLCEngine$"), Position(1, certain=True)),
    (re.compile(r"^@genkit-ai/.*\.(?:model|embedder|reranker)$"), Position(0, certain=True)),
    (re.compile(r"^@lmstudio/.*\.(?:llm|embedding)\.(?:load|model)$"), Position(0, certain=True)),
    (re.compile(r"^@mastra/.*\.ModelRouter\w+Model$"), Position(0, certain=True)),
    (re.compile(r"(?:^|\.)Supabase\.ai\.Session$"), Position(0, certain=True)),
    (re.compile(r"(?:^|\.)fromFoundationModelId$"), Position(2, certain=True)),
    (re.compile(r"(?:^|\.)(?:FoundationModelIdentifier|BedrockFoundationModel)$"), Position(0, certain=True)),
    (_BY_TITLE, Position(0, certain=True)),
    (_MODEL_OF, Position(0)),
    (_ANY_PROVIDER, Position(0)),
    (_CHOSEN, Position(0, shaped=True)),
)


@lru_cache(REMEMBERED)
def is_sdk(callee: str) -> bool:
    """Tell whether the full name of a call is one of an SDK."""
    return bool(_PACKAGES.match(callee))


@lru_cache(REMEMBERED)
def model_position(callee: str) -> Position:
    """Return where the call `callee` takes a model by position."""
    if _PROVIDERS.match(callee) and _makes_models(callee):
        return Position(0, certain=True)
    return next((position for pattern, position in _AT if pattern.search(callee)), Position(-1))


def host_of_id(callee: str, text: str) -> tuple[str, str]:
    """Return the host that an id says to what is called, and the model where that is only a part of it."""
    if _BY_COLON.search(callee) and (found := _PROVIDER.fullmatch(text)):
        return found["host"], found["model"]
    if "/" in text and _BY_GATEWAY.match(callee):
        return "vercel", ""
    if "/" in text and _BY_SLASH.match(callee):
        return text.partition("/")[0], ""
    return "", ""


@lru_cache(REMEMBERED)
def is_named(callee: str) -> bool:
    """Tell whether a call takes a model as `name`: of Genkit."""
    return bool(_BY_NAME.search(callee))


def model_of_title(callee: str, text: str) -> str:
    """Return the model of which a call takes the name that people read, or nothing."""
    return text.lower().replace(" ", "-") if " " in text and _BY_TITLE.match(callee) else ""


def _makes_models(callee: str) -> bool:
    last = callee.rpartition(".")[2]
    if last in _METHODS or callee.endswith("()"):
        return True
    return (
        not re.match(r"(?:create|with|is|use|to|on)[A-Z]", last)
        and last[:1].islower()
        and last not in ("tools", "tool")
    )


@lru_cache(REMEMBERED)
def host_of_call(callee: str) -> str:
    """Return the host that the name of a client or its package says."""
    for pattern, host in _HOSTS:
        if found := pattern.search(callee):
            return host or found[1]
    name = re.sub(r"@openai/(?=agents)", "openai/", callee)
    name = re.sub(r"^@?ai-sdk/openai-compatible|createOpenAICompatible", "", name)
    return host_of_client(re.sub(r"@google-cloud/vertexai|google-vertex", "vertex", name))
