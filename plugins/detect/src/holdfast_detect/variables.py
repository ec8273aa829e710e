"""Names and values of environment variables: which of them name a model, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from posixpath import dirname, join
from typing import NamedTuple

from holdfast import Grade, Mention, Role, Source

_MODEL = re.compile(
    r"(?:^|_)(?:MODELS?|LLM(?:_?(?:NAME|ID))?|EMBEDDINGS?|MODELS?_?(?:NAME|ID|SLUG|STR|STRING|URI|ALIAS|DEFAULT)S?"
    r"|MODEL_?(?:IDENTIFIER|SOURCE|REPO|ARN|PREF|PREFERENCE|NAME_OR_PATH)|INFERENCE_PROFILE(?:_?(?:ID|ARN))?"
    r"|MODEL_(?:OPEN_?AI|AZURE|ANTHROPIC|CLAUDE|GEMINI|GOOGLE|OLLAMA|BEDROCK|GROQ|MISTRAL)"
    r"|DEPLOYMENT(?:_?(?:NAME|ID))?|ENGINE(?:_?ID)?|MODEL_(?:NAME_)?OVERRIDE)$"
)
_NO_MODEL = re.compile(
    r"(?:^|_)(?:DATA|DB|DOMAIN|USER|THREAT|PRICING|K8S|DATABASE|GIT|DEPLOY|SEARCH|STORAGE|SERP|SERPAPI|TEMPLATE|VIEW"
    r"|RENDER|HUB|BEST)_(?:MODEL|ENGINE|DEPLOYMENT)|(?:^|_)QUERY_ENGINE"
)
_SURE = re.compile(
    r"(?:^|_)(?:MODELS?(?:_?(?:NAME|ID|SLUG|STRING|NAME_OR_PATH))?|LLM(?:_?(?:NAME|ID))?)$"
    r"|(?:OPEN_?AI|GPT|LLM|CHAT|COMPLETION|EMBEDDINGS?)_(?:\w+_)?DEPLOYMENT(?:_?(?:NAME|ID))?$"
)
_NOT_SURE = re.compile(
    r"^OLLAMA_MODELS$|^(?:IS|HAS|USES?|ENABLE|DISABLE|LOG|SAVE|PUSH|HUB|OUTPUT|EXPORT)_|LOG_MODEL|REVISION|(?:^|_)(?:DEVICE|CAR|VEHICLE|PHONE|CAMERA|PRINTER|BOARD|SENSOR|ROBOT|HARDWARE|PRODUCT|MACHINE|CPU|GPU"
    r"|VIEW|FORM|MESH|BILLING|TENANCY|TENANT|SECURITY|PERMISSION|ACCESS|OBJECT)_?MODEL"
)
_OF_LANGUAGE_MODELS = re.compile(
    r"(?i)\bllms?\b|llm_|_llm|openai|anthropic|claude|ollama|embedding|rerank|vllm|hugging|gemini|bedrock|mistral|llama|qwen|deepseek|merge_method|\blora|\bgpt|openrouter"
)
_LONGEST = 200  # characters of an id of a hub: of a longer text the pattern could be tried without end
_HUB = re.compile(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*/[\w.-]*[a-z][\w.-]*(?::[\w.-]+)?", re.IGNORECASE)
_PLAIN = frozenset(
    (
        "model",
        "base_model",
        "model_name_or_path",
        "model_id",
        "llm_model",
        "embedding_model",
        "reranker_model",
    )
)
"""Keys under which what has the shape of an id of a hub is a model, whatever the file."""

_PATH = re.compile(
    r"(?i)^(?:models?|data|src|app|lib|weights|checkpoints?|assets|output|tmp|home|usr|opt|mnt|var|your|my|path)[/_-]"
    r"|\.(?:json|ya?ml|pkl|pickle|pth?|bin|onnx|py|ts|js|txt|h5|safetensors|tflite|xml|php|zip)$"
)
_PREFIXES = ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NUXT_PUBLIC_", "PUBLIC_")
_ROLES = (
    ("EMBED", Role.EMBEDDING),
    ("RERANK", Role.RERANK),
    ("FALLBACK", Role.FALLBACK),
    ("BACKUP", Role.FALLBACK),
    ("JUDGE", Role.JUDGE),
    ("GRADER", Role.JUDGE),
    ("EVAL", Role.JUDGE),
    ("MODERATION", Role.GUARDRAIL),
    ("GUARD", Role.GUARDRAIL),
)
_HOSTS = (
    "AZURE",
    "BEDROCK",
    "VERTEX",
    "OPENROUTER",
    "GROQ",
    "OLLAMA",
    "TOGETHER",
    "FIREWORKS",
    "WATSONX",
    "DATABRICKS",
)
_BEGINNINGS = {host: (host, *(prefix + host for prefix in _PREFIXES)) for host in _HOSTS}
REMEMBERED = 2_048
"""Names of which is kept what they say: a file uses few, over and over."""

_LINE = re.compile(
    r"^[ \t]*(?:export[ \t]+|set[ \t]+|ENV[ \t]+|ARG[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\n]*)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[.-]")
_ITEM = re.compile(r"[^\s,;\[\]\"'=|]+")
_FILES = (
    ".env",
    ".env.local",
    ".env.production",
    ".env.example",
    ".env.sample",
    ".env.template",
    "env.example",
    ".env.dist",
    "set_env.sh",
    "env.sh",
)


class Setting(NamedTuple):
    """A variable, its value without quotes, and where the value starts."""

    name: str
    value: str
    at: int


@lru_cache(REMEMBERED)
def snake(name: str) -> str:
    """Return a name with its words joined by `_`: `azureOpenAIModel` and `azure.openai-model` alike."""
    return _WORDS.sub("_", name)


@lru_cache(REMEMBERED)
def names_a_model(name: str) -> bool:
    """Tell whether a variable is called as one that holds the id of a model."""
    name = name.upper()
    return bool(_MODEL.search(name)) and not _NO_MODEL.search(name)


def mentions(setting: Setting, *, grade: Grade = Grade.HINT, certain: bool = False) -> Iterator[Mention]:
    """Yield the models in the value of a variable, if it is called as one that holds some."""
    if not names_a_model(setting.name):
        return
    value = setting.value
    whole = ("${", "$(", "{{")
    items = (
        [(value, 0)]
        if any(mark in value for mark in whole)
        else [(match[0], match.start()) for match in _ITEM.finditer(value)]
    )
    for item, offset in items:
        yield Mention(
            id=item,
            at=setting.at + offset,
            grade=grade,
            host=host_of(setting.name),
            role=role_of(setting.name),
            certain=certain,
        )


def in_file(
    source: Source, setting: Setting, *, grade: Grade = Grade.HINT, is_environment: bool = False
) -> Iterator[Mention]:
    """Yield the models in the value of a variable of a file, followed to what the repository says.

    What nothing there says is a model by the names of both variables, where the file is about language
    models. `is_environment`: the file passes variables on, be they called in capitals or not; what has the
    shape of an id of a hub is one there though nobody knows it.
    """
    for mention in mentions(setting, grade=grade):
        model = followed(source, mention.id)
        names = [match["braced"] or match["plain"] for match in _VARIABLE.finditer(mention.id)]
        is_open = not model and all(
            names_a_model(snake(name)) and (is_environment or name.isupper()) for name in names
        )
        may_be = is_environment or setting.name.lower() in _PLAIN
        is_one = (is_open and bool(names)) or (may_be and _is_of_hub(model or mention.id))
        certain = (
            is_one and _is_surely_a_model(setting.name) and bool(_OF_LANGUAGE_MODELS.search(source.text))
        )
        yield mention._replace(model=model, certain=certain)


def _is_of_hub(text: str) -> bool:
    """Tell whether a text has the shape of what is on a hub, `owner/name`, and not that of a path."""
    return len(text) <= _LONGEST and bool(_HUB.fullmatch(text)) and not _PATH.search(text)


def _is_surely_a_model(name: str) -> bool:
    name = name.upper()
    return bool(_SURE.search(name)) and not (_NOT_SURE.search(name) or _NO_MODEL.search(name))


@lru_cache(REMEMBERED)
def role_of(name: str) -> Role | None:
    """Return what a model is for by the name of what holds it."""
    return next((role for word, role in _ROLES if word in name.upper()), None)


@lru_cache(REMEMBERED)
def host_of(name: str) -> str:
    """Return the host that the name of a variable begins with."""
    upper = name.upper()
    return next((host.lower() for host, words in _BEGINNINGS.items() if upper.startswith(words)), "")


def settings(text: str) -> Iterator[Setting]:
    """Yield the variables that the lines of `text` set, as in a `.env`."""
    for match in _LINE.finditer(text):
        value, at = match["value"], match.start("value")
        if value[:1] in ("'", '"'):
            value, at = value[1:].rstrip("\"'"), at + 1
        else:
            value = _COMMENT.sub("", value).rstrip()
        if value:
            yield Setting(match["name"], value, at)


def value_in_repository(source: Source, name: str) -> str:
    """Return the value that the environment files beside a file, or above it, give a variable, or nothing."""
    folder = dirname(source.path)
    while True:
        for file in _FILES:
            other = source.other(join(folder, file))
            if other is not None and (value := _values(other.text).get(name)):
                return value
        if not folder:
            return ""
        folder = dirname(folder)


@lru_cache(maxsize=64)
def _values(text: str) -> dict[str, str]:
    return {setting.name: setting.value for setting in settings(text)}


_VARIABLE = re.compile(
    r"\$\{(?:env:)?(?P<braced>[A-Za-z_]\w*)(?:(?::?[-=]|:(?![?+]))(?P<default>[^${}]*))?[^{}]*\}|\$\(?(?P<plain>[A-Za-z_]\w*)\)?"
)
_MOST_NESTED = 3  # a default that is a variable, as in `${A:-${B:-c}}`
_ENVIRON = re.compile(r"os\.environ/(?P<plain>[A-Za-z_]\w*)")


def followed(source: Source, text: str) -> str:
    """Return `text` with its variables replaced by what the repository gives them, or nothing.

    What an environment file says comes before a default.
    """
    known = True

    def value(match: re.Match[str]) -> str:
        nonlocal known
        groups = match.groupdict()
        found = value_in_repository(source, groups.get("braced") or groups["plain"]) or (
            groups.get("default") or ""
        ).strip("'\"")
        known = known and bool(found)
        return found

    replaced = text
    for _ in range(_MOST_NESTED):
        pattern = _ENVIRON if "os.environ/" in replaced else _VARIABLE
        replaced = pattern.sub(value, replaced)
        if "$" not in replaced:
            break
    return replaced if known and replaced != text and "$" not in replaced else ""
