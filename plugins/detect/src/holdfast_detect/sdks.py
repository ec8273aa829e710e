"""What SDKs of all languages share: how they call a model's id, their clients and what a call is for."""

from __future__ import annotations

import re
from functools import lru_cache

from holdfast import Role
from holdfast_detect.variables import REMEMBERED, names_a_model, role_of, snake

ARGUMENTS = frozenset((
    "model", "models", "modelid", "modelname", "modelpath", "modelslug", "modelsource", "modelstring",
    "modelversion", "modeltype", "modelidentifier",
    "azuredeployment", "deploymentname", "deploymentid", "azureopenaiapideploymentname",
    "azureopenaiapiembeddingsdeploymentname", "embeddingmodel", "embeddingmodelname", "embedmodel",
    "llmmodel", "chatmodel", "evalmodel", "evaluationmodel", "judgemodel", "rerankmodel", "rerankermodel",
    "fallbackmodel", "fallbackmodels", "fallbacks", "defaultmodel", "basemodel", "smallmodel",
    "visionmodel", "imagemodel", "speechmodel", "ttsmodel", "sttmodel", "transcriptionmodel",
    "completionmodel", "reasoningmodel", "fastmodel", "repoid", "pretrainedmodelnameorpath",
    "modelnameorpath", "speculativemodel", "draftmodel", "modelarn", "foundationmodel", "llm", "llmname",
    "managerllm", "functioncallingllm", "summarizermodel", "plannermodel", "biencoder", "crossencoder",
))  # fmt: skip
"""Names of arguments, fields and keys that hold a model's id, in lower case and without `_` and `-`."""

_ONLY_IN_CALLS = frozenset(("engine", "deployment", "reponame", "stt", "tts"))

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
BASE_URLS = frozenset(
    (
        "base_url",
        "baseurl",
        "api_base",
        "azure_endpoint",
        "endpoint_url",
        "endpoint",
        "openai_api_base",
        "host",
        "basepath",
        "resourcename",
        "azureopenaibasepath",
        "azureopenaiendpoint",
    )
)
"""Names, in lower case, of the arguments that say where a client's host is."""

REGIONS = frozenset(("region_name", "aws_region", "region", "location", "awsregion"))
"""Names, in lower case, of the arguments that say in which region."""

_WORD_OF_LIST = re.compile(r"(?i)(?:^|_)(?:MODELS?|LLMS?)(?:$|_)|MODELS?$")
_NOT_OF_MODELS = re.compile(
    r"(?i)price|pricing|cost|limit|token|context|window|size|dimension|rate|label|deprecat|retired|blocked|unsupported"
    r"|capable|effort|prefix|suffix|pattern|capabilit|exclu|without|(?:^|_)no_|(?:reason(?:ing)?|thinking|multi_?modal)_?models?"
    r"|(?:^|_)supports?_|_geo_"
)
"""What is told of models by a list of that name, often by parts of their ids."""

_OTHERS = re.compile(r"(?i)(?:^|_)(?:fallbacks|backups|candidates|alternatives)$")
_ABOUT = re.compile(r"(?i)model|\bllms?\b")
_LABELS = re.compile(
    r"(?i)(?:^|_)(?:\w*names?|labels?|titles?|descriptions?|help|texts?|versions?|tokeni[sz]ers?|encodings?|famil(?:y|ies)"
    r"|prefix|suffix|tags?|slugs?|display|format|templates?|styles?|path|dir|folder|file|url|keys?|tokens?|projects?"
    r"|collections?|index|tables?|users?|messages?|content|prompts?|quer(?:y|ies)|questions?|topics?|categor(?:y|ies)"
    r"|types?|examples?|comments?|notes?|expected|answers?|pattern|regex|alias(?:es)?|experiment|run|branch|repo|data|datasets?|corpus"
    r"|split|organi[sz]ation|owner|author|output)$"
    r"|price|pricing|cost|limit|unsupported|deprecat"
)

_PATH = re.compile(
    r"^(?:[./~\\]|[A-Za-z]:\\|file:)|\.(?:pt|pth|bin|onnx|pkl|joblib|json|h5|safetensors|yaml|yml)$"
)
_NO_MODEL = frozenset(("unknown", "none", "null", "undefined", "n/a"))
"""What programs say, in lower case, where there is no model."""

_DOUBLE = re.compile(r"(?i)(?:test|fake|mock|dummy|stub)[-_]?(?:model|llm|embeddings?)(?:[-_]?\w{1,3})?")
"""What tests call what stands in for a model."""

_ANY_MODEL = frozenset(("default", "auto", "autodetect", "model"))
"""What they say where another one is to be chosen or filled in."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{1,95}/(?=[\w.]*[\d-])[A-Za-z0-9][\w.-]{0,95}\w")
_FOLDER = re.compile(
    r"(?i)(?:.*[_-])?(?:models?|outputs?|results?|checkpoints?|ckpts?|weights|data|datasets?|saved|pretrained|artifacts?|assets"
    r"|runs?|logs?|experiments?|tmp|cache|resources?|configs?|home|mnt|opt|usr|var|src|app|apps|test|tests|users?)/"
)
_UNKNOWN = re.compile(r"(?=[a-zA-Z])(?=[\w.-]*\d)[a-zA-Z][a-zA-Z0-9.]*(?:-[a-zA-Z0-9.]+)+")
_LOOSE = re.compile(r"(?i)version|deployment|engine|date|repo_?id")
"""Names that hold a model, and as often something else with a number."""

_OF_AI = re.compile(
    r"(?i)llm|embed|rerank|(?:^|_)(?:chat|judge|tts|stt|asr|vlm|gpt|completion|transcri\w+|speech)_"
)
_SHORTEST = 2
_SHAPE = re.compile(r"[A-Za-z0-9@][\w.:/@+-]{1,200}")


def plain(name: str) -> str:
    """Return a name in lower case and without what joins its words."""
    return name.lower().replace("_", "").replace("-", "")


@lru_cache(REMEMBERED)
def is_model_argument(name: str, *, of_call: bool = False) -> bool:
    """Tell whether an argument called `name` holds a model; some names do so in calls only."""
    return plain(name) in ARGUMENTS or (of_call and plain(name) in _ONLY_IN_CALLS)


@lru_cache(REMEMBERED)
def is_model_variable(name: str) -> bool:
    """Tell whether a variable, field or parameter called `name` holds a model's id."""
    return is_model_argument(name) or names_a_model(snake(name))


@lru_cache(REMEMBERED)
def may_hold_any(name: str) -> bool:
    """Tell whether a default of that name may be a model, if it has the id of one: no label and no text."""
    return not _LABELS.search(snake(name))


@lru_cache(REMEMBERED)
def is_list_of_models(name: str) -> bool:
    """Tell whether a list or a table called `name` is one of models to choose from."""
    return bool(_WORD_OF_LIST.search(snake(name))) and not _NOT_OF_MODELS.search(name)


def speaks_of_models(label: str) -> bool:
    """Tell whether what people read beside a field says that it holds a model."""
    return bool(_ABOUT.search(label))


@lru_cache(REMEMBERED)
def may_list_models(name: str) -> bool:
    """Tell whether a list or a table that is set to `name` is one of models that may be used."""
    is_one = is_list_of_models(name) or is_model_variable(name) or bool(_OTHERS.search(name))
    return is_one and not _NOT_OF_MODELS.search(name)


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


def may_be_id(text: str) -> bool:
    """Tell whether a text in the place of a model could be one; a file on a disk is none but for its name."""
    return (
        any(map(str.isalnum, text))
        and not any(map(str.isspace, text))
        and text.lower() not in _NO_MODEL
        and not _DOUBLE.fullmatch(text)
        and (not _PATH.search(text) or text.endswith(".gguf"))
    )


def looks_like_id(text: str) -> bool:
    """Tell whether a text has the shape of an id, and more than the name of a family or a vendor."""
    return (
        bool(_SHAPE.fullmatch(text))
        and not _PATH.search(text)
        and not _DOUBLE.fullmatch(text)
        and (any(char.isdigit() for char in text) or "/" in text or "-" in text)
    )


_HUB = re.compile(
    r"(?:Xenova|onnx-community|mlc-ai|sentence-transformers|HuggingFaceTB|HuggingFaceH4|TheBloke|bartowski|unsloth"
    r"|lmstudio-community|nomic-ai|BAAI|intfloat|thenlper|mixedbread-ai)/[\w.-]+|@(?:cf|hf)/[\w.-]+/[\w.-]+"
)


def is_of_hub(text: str) -> bool:
    """Tell whether a text can only be a model: one of those who publish nothing else, or of Workers AI."""
    return bool(_HUB.fullmatch(text))


def is_repository(text: str) -> bool:
    """Tell whether a text has the shape of a model on a hub: `owner/name-7b`, and no folder of one's own."""
    match = _REPOSITORY.fullmatch(text)
    return bool(match) and not _FOLDER.match(text) and not _PATH.search(text)


def has_shape_of_id(text: str, name: str, *, of_ai: bool) -> bool:
    """Tell whether what is set to `name`, which holds a model, is one by its shape, though nobody knows it.

    A name without an owner is one only where models are used all around, `of_ai`.
    """
    if _LOOSE.search(name) or _PATH.search(text):
        return False
    return is_repository(text) or (of_ai and bool(_UNKNOWN.fullmatch(text)))


def speaks_of_ai(name: str) -> bool:
    """Tell whether a name says more than that it holds a model, which may be one of cars."""
    return bool(_OF_AI.search(name))


def is_called_as(value: object, name: str) -> bool:
    """Tell whether a constant is called as the id that it holds: `GPT_4O = "gpt-4o"`."""
    words = re.sub(r"[^a-z0-9]", "", name.lower())
    return (
        isinstance(value, str)
        and len(words) > _SHORTEST
        and looks_like_id(value)
        and words in re.sub(r"[^a-z0-9]", "", value.lower())
    )


def is_surely_one(text: str, argument: str, host: str) -> bool:
    """Tell whether what an SDK is given as its model must be one, though nobody knows it.

    One plain word is as likely the name of something else; but deployments are called as one likes.
    """
    is_word = text.isalpha() and text.lower() not in _ANY_MODEL
    return not is_word or "azure" in host or "deployment" in argument.lower()


CHOICES = frozenset(("options", "choices", "values", "enum", "examples", "items", "default", "defaultvalue"))
"""Names, in lower case, of what one may choose from in the description of a field."""

_SIGNS = re.compile(
    r"gpt|open_?ai|claude|anthropic|gemini|gemma|llama|mi[sx]tral|codestral|voxtral|bedrock|vertex|genai|langchain"
    r"|hugging|transformers|llm|embed|rerank|cohere|command-|qwen|deepseek|grok|xai|groq|whisper|dall-e|sora|nova"
    r"|titan|phi-?\d|sonar|perplexity|jamba|kimi|moonshot|glm|minimax|bert|bart|bge|-e5|gte|jina|voyage|nomic|minilm"
    r"|stable-diffusion|sdxl|flux|imagen|veo|tts|speech|clip|ai-sdk|gateway|replicate|together|fireworks|watsonx"
    r"|granite|falcon|yi-|ernie|hunyuan|doubao|nemotron|starcoder|codellama|vicuna|dbrx|arctic|exaone|aya|olmo"
    r"|pixtral|magistral|o[134]-|[\"'`]o[134][\"'`]|_model\b|modelid|model_id|\bai\b|agent|messages|prompt",
    re.IGNORECASE,
)


_FIRST_SIGNS = ("openai", "gpt", "claude", "gemini", "llama", "llm", "embed", "prompt", "messages", "agent")
"""Those of the signs that most code about models has: to look for them one by one is quicker."""


def may_name_models(text: str) -> bool:
    """Tell in a moment whether code has any word of those around models; most has none."""
    lower = text.lower()
    return any(sign in lower for sign in _FIRST_SIGNS) or bool(_SIGNS.search(text))


MARKS = (
    "odel",
    "MODEL",
    "LLM",
    "llm",
    "engine",
    "deployment",
    "pretrained",
    "ransformer",
    "repo_id",
    "gpt-",
    "claude-",
    "gemini-",
)
"""Code that holds none of these names no model."""
