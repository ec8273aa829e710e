"""Names of variables, fields, arguments and lists: which are of models, and of which host."""

from __future__ import annotations

import re
from functools import lru_cache

REMEMBERED = 2_048
"""Names of which is kept what they say: a file uses few, over and over."""

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

NAMES_OF_ID = ("model", "model_name", "model_id", "modelName", "modelId")
"""Keys of the id of a model beside which that of a deployment only says how Azure calls it."""

_ONLY_IN_CALLS = frozenset(("engine", "deployment", "reponame", "stt", "tts"))
_MARKS = frozenset(("default", "isdefault", "selected", "isselected", "preselected"))
"""Keys, without what joins their words, of the one of several that holds unless somebody chooses."""

CHOICES = frozenset(("options", "choices", "values", "enum", "examples", "items"))
DEFAULTS = frozenset(("default", "defaultvalue"))
"""Names, in lower case, of what one may choose from in the description of a field, and of what holds else."""

_MODEL = re.compile(
    r"(?:^|_)(?:MODELS?|LLM(?:_?(?:NAME|ID))?|(?<=_)LLMS|EMBEDDINGS?(?:_NAME|_PATH)?|MODELS?_?(?:NAME|ID|SLUG|STR|STRING|URI|ALIAS|DEFAULT|VERSION)S?"
    r"|MODEL_?(?:IDENTIFIER|SOURCE|REPO(?:_ID)?|REFERENCE|ARN|PREF|PREFERENCE|NAME_OR_PATH)|INFERENCE_PROFILE(?:_?(?:ID|ARN))?"
    r"|MODEL_(?:OPEN_?AI|AZURE|ANTHROPIC|CLAUDE|GEMINI|GOOGLE|OLLAMA|BEDROCK|GROQ|MISTRAL)"
    r"|DEPLOYMENT(?:_?(?:NAME|ID))?|ENGINE(?:_?ID)?|[VS]?LM|MODEL_(?:NAME_)?OVERRIDE"
    r"|MODELS?_(?:TO_(?:USE|DEPLOY|PULL|DOWNLOAD|LOAD|PRELOAD|SERVE|INSTALL)|USED|IN_USE))$"
    r"|^[A-Z0-9]+(?:MODEL|DEPLOYMENT)(?:NAME|ID)$"
)
_USES = (
    "TINY", "SMALL", "MEDIUM", "LARGE", "BIG", "FAST", "SMART", "STRONG", "WEAK", "CHEAP", "LITE", "MAIN",
    "PRIMARY", "SECONDARY", "FALLBACK", "BACKUP", "CHAT", "CODING", "CODER", "REASONING", "REASONER",
    "THINKING", "RESEARCH", "DEEP_RESEARCH", "VISION", "AUDIO", "SPEECH", "TTS", "STT", "EMBED",
    "EMBEDDING", "EMBEDDINGS", "COMPLETION",
    "RERANK", "RERANKER", "JUDGE", "EVAL", "SUMMARIZER", "PLANNER", "ROUTER", "CLASSIFIER", "CRITIC",
    "CPU", "GPU", "HPU", "NPU", "TPU", "GAUDI",
)  # fmt: skip
_USED_FOR = re.compile(
    rf"(?:^|_)(?:MODEL|LLM)(?:_(?:NAME_|FOR_)?(?:{'|'.join(_USES)})|_?\d)(?:_?(?:NAME|ID))?$"
)
"""A model, and after that what it is for, or a number: `LLM_CHAT`, `MODEL_SMALL`, `MODEL1_NAME`."""
_NUMBER = re.compile(r"(?<=[A-Z])_?\d{1,2}$")
"""Of one model of several: `MODEL1`, `MODEL_2`."""

_NO_MODEL = re.compile(
    r"(?:^|_)(?:DATA|DB|DOMAIN|USER|THREAT|PRICING|K8S|DATABASE|GIT|DEPLOY|SEARCH|STORAGE|SERP|SERPAPI|TEMPLATE|VIEW"
    r"|RENDER|HUB|BEST|FROM|FOR|BY|PER)_(?:MODEL|ENGINE|DEPLOYMENT)|(?:^|_)QUERY_ENGINE"
    r"|^(?:IS|HAS|ENABLE|DISABLE|DEPLOY(?=_\w+_))_"
)
_SURE = re.compile(
    r"(?:^|_)(?:MODELS?(?:_?(?:NAME|ID|SLUG|STRING|NAME_OR_PATH|REPO(?:_ID)?))?|LLM(?:_?(?:NAME|ID))?)$"
    r"|(?:OPEN_?AI|GPT\w{0,6}|LLM|CHAT|COMPLETION|EMBEDDINGS?)_(?:\w+_)?DEPLOYMENT(?:_?(?:NAME|ID))?$"
)
_OTHER_KINDS = (
    "DEVICE", "CAR", "VEHICLE", "PHONE", "CAMERA", "PRINTER", "BOARD", "SENSOR", "ROBOT", "HARDWARE",
    "PRODUCT", "MACHINE", "CPU", "GPU", "VIEW", "FORM", "MESH", "BILLING", "TENANCY", "TENANT", "SECURITY",
    "PERMISSION", "ACCESS", "OBJECT",
)  # fmt: skip
"""What has models that are no language models."""

_NOT_SURE = re.compile(
    r"^OLLAMA_MODELS$|SERVED_MODEL|^(?:IS|HAS|USES?|ENABLE|DISABLE|LOG|SAVE|PUSH|HUB|OUTPUT|EXPORT)_|LOG_MODEL|REVISION"
    rf"|(?:^|_)(?:{'|'.join(_OTHER_KINDS)})_?MODEL"
)
_WORD_OF_LIST = re.compile(r"(?i)(?:^|_)(?:MODELS?|LLMS?)(?:$|_)|MODELS?$")
_OTHER_WORDS = (
    "price", "pricing", "cost", "limit", "token", "context", "ctx", "window", "size", "dimension",
    "(?<![a-z])rate", "label", "display", "titles?$", "descriptions?$",
    "deprecat", "retired", "blocked", "unsupported", "capable", "effort", "prefix", "filter",
    "suffix", "pattern", "capabilit", "exclu", "without", "(?:^|_)not?_",
    "(?:reason(?:ing)?|thinking|multi_?modal|^is_?\\w*)_?models?", "(?:^|_)supports?_", "_geo_",
    "(?<=_)(?:required|only)_?models?$",
    "(?:from|for|by|per)_?models?$",
)  # fmt: skip
_NOT_OF_MODELS = re.compile("(?i)" + "|".join(_OTHER_WORDS))
"""What is told of models by a list of that name, often by parts of their ids."""

_OTHERS = re.compile(r"(?i)(?:^|_)(?:fallbacks|backups|candidates|alternatives)$")
_ABOUT = re.compile(r"(?i)model|\bllms?\b")
_LABELS = re.compile(
    r"(?i)(?:^|_)(?:\w*names?|labels?|titles?|descriptions?|help|texts?|versions?|tokeni[sz]ers?|encodings?|famil(?:y|ies)"
    r"|prefix|suffix|tags?|slugs?|caches?|stores?|queues?|cookies?|sessions?|events?|display|format|templates?|styles?|path|dir|folder|file|url|keys?|tokens?|projects?"
    r"|collections?|index|tables?|users?|messages?|content|prompts?|quer(?:y|ies)|questions?|topics?|categor(?:y|ies)"
    r"|types?|examples?|comments?|notes?|expected|answers?|pattern|regex|alias(?:es)?|experiment|run|branch|repo|data|datasets?|corpus"
    r"|split|organi[sz]ation|owner|author|output)$"
    r"|price|pricing|cost|limit|unsupported|deprecat|(?:^|_)labels?_"
)
_OF_AI = re.compile(
    r"(?i)llm|embed|rerank|(?:^|_)(?:chat|judge|tts|stt|asr|vlm|gpt|completion|transcri\w+|speech)_"
)
_CALLED = re.compile(
    r"(?i)(?:^|_)(?:model|llm)(?!.*_?(?:type|size|kind|tier|role|class|provider)$)"
    r"|^(?:option|choice|selected|selection|picked|chosen)(?:_?\d+)?$"
)
_PROVIDER = re.compile(r"(?i)(?:^|_)provider$")
_TASK = re.compile(
    r"(?i)^(?:(?:text|voice|speech|audio|image|video)_(?:to_|2)?(?:text|voice|speech|audio|image|video)"
    r"|(?:text|voice|speech|audio|image|video)_(?:generation|recognition|synthesis)|transcri(?:ber|ption)"
    r"|_?summari[sz](?:er|ation)|_?embedder|reranker|planner|grader|router|tts|stt|asr)$"
)
_PREFIXES = ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NUXT_PUBLIC_", "PUBLIC_")
_HOSTS = (
    "AZURE", "BEDROCK", "VERTEX", "OPENROUTER", "GROQ", "OLLAMA", "TOGETHER", "FIREWORKS", "WATSONX",
    "DATABRICKS",
)  # fmt: skip
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[.-]")


def plain(name: str) -> str:
    """Return a name in lower case and without what joins its words."""
    return name.lower().replace("_", "").replace("-", "")


def marks_default(key: str, text: str) -> bool:
    """Tell whether an entry of a list that has this key and value is the one that holds at first."""
    return text.lower() in ("true", "yes") and plain(key) in _MARKS


@lru_cache(REMEMBERED)
def snake(name: str) -> str:
    """Return a name with its words joined by `_`: `azureOpenAIModel` and `azure.openai-model` alike."""
    return _WORDS.sub("_", name)


@lru_cache(REMEMBERED)
def is_model_argument(name: str, *, of_call: bool = False) -> bool:
    """Tell whether an argument called `name` holds a model; some names do so in calls only."""
    return plain(name) in ARGUMENTS or (of_call and plain(name) in _ONLY_IN_CALLS)


@lru_cache(REMEMBERED)
def names_a_model(name: str) -> bool:
    """Tell whether a variable is called as one that holds the id of a model."""
    written = name.upper()
    name = _NUMBER.sub("", written)
    return bool(_MODEL.search(name) or _USED_FOR.search(written)) and not _NO_MODEL.search(name)


@lru_cache(REMEMBERED)
def is_model_variable(name: str) -> bool:
    """Tell whether a variable, field or parameter called `name` holds a model's id."""
    return is_model_argument(name) or names_a_model(snake(name))


def is_surely_of_model(name: str) -> bool:
    """Tell whether a variable of that name holds a language model, and no other kind of one."""
    name = name.upper()
    return bool(_SURE.search(name)) and not (_NOT_SURE.search(name) or _NO_MODEL.search(name))


@lru_cache(REMEMBERED)
def may_hold_any(name: str) -> bool:
    """Tell whether a default of that name may be a model, if it has the id of one: no label and no text."""
    return not _LABELS.search(snake(name))


@lru_cache(REMEMBERED)
def is_list_of_models(name: str) -> bool:
    """Tell whether a list or a table called `name` is one of models to choose from."""
    return bool(_WORD_OF_LIST.search(snake(name))) and not _NOT_OF_MODELS.search(name)


def tells_of_models(name: str) -> bool:
    """Tell whether a list called `name` says something of models, such as what they cost."""
    return bool(_NOT_OF_MODELS.search(name))


@lru_cache(REMEMBERED)
def may_list_models(name: str) -> bool:
    """Tell whether a list or a table that is set to `name` is one of models that may be used."""
    is_one = is_list_of_models(name) or is_model_variable(name) or bool(_OTHERS.search(name))
    return is_one and not _NOT_OF_MODELS.search(name)


@lru_cache(REMEMBERED)
def is_about_models(name: str) -> bool:
    """Tell whether a list or a table of that name says something of models, as their prices or limits."""
    return bool(_NOT_OF_MODELS.search(name))


@lru_cache(REMEMBERED)
def is_deployment(name: str, text: str) -> bool:
    """Tell whether a setting says how somebody called a model that Azure serves, and not as it is called."""
    name = snake(name).lower().removeprefix("azure_")
    return name in ("deployment", "deployment_name", "deployment_id") and "deploy" in text.lower()


@lru_cache(REMEMBERED)
def names_a_provider(name: str) -> bool:
    """Tell whether a name is one of a provider, which some programs give with its model: `openai/gpt-4o`."""
    return bool(_PROVIDER.search(snake(name)))


@lru_cache(REMEMBERED)
def names_a_task(name: str) -> bool:
    """Tell whether a key is called as what models do, or as the part of a program that does it."""
    return bool(_TASK.search(snake(name)))


@lru_cache(REMEMBERED)
def is_called_by_user(name: str) -> bool:
    """Tell whether a variable holds what somebody calls a model, by its name, and no property of one."""
    return bool(_CALLED.search(snake(name)))


def speaks_of_models(label: str) -> bool:
    """Tell whether what people read beside a field says that it holds a model."""
    return bool(_ABOUT.search(label))


def speaks_of_ai(name: str) -> bool:
    """Tell whether a name says more than that it holds a model, which may be one of cars."""
    return bool(_OF_AI.search(name))


def host_of(name: str) -> str:
    """Return the host that the name of a variable begins with."""
    return next(
        (word.lower() for word in _HOSTS if name.upper().startswith((word, *(p + word for p in _PREFIXES)))),
        "",
    )
