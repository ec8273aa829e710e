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
    r"|MODEL_(?:OPEN_?AI|AZURE|ANTHROPIC|CLAUDE|GEMINI|GOOGLE|OLLAMA|BEDROCK|GROQ|MISTRAL)"
    r"|DEPLOYMENT(?:_?(?:NAME|ID))?|ENGINE)$"
)
_NO_MODEL = re.compile(
    r"(?:^|_)(?:DATA|DB|DOMAIN|USER|THREAT|PRICING|K8S|DATABASE|GIT|DEPLOY|SEARCH|STORAGE|HUB|BEST)_(?:MODEL|ENGINE|DEPLOYMENT)"
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
)


class Setting(NamedTuple):
    """A variable, its value without quotes, and where the value starts."""

    name: str
    value: str
    at: int


def snake(name: str) -> str:
    """Return a name with its words joined by `_`: `azureOpenAIModel` and `azure.openai-model` alike."""
    return _WORDS.sub("_", name)


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


def role_of(name: str) -> Role | None:
    """Return what a model is for by the name of what holds it."""
    return next((role for word, role in _ROLES if word in name.upper()), None)


def host_of(name: str) -> str:
    """Return the host that the name of a variable begins with."""
    return next(
        (word.lower() for word in _HOSTS if name.upper().startswith((word, *(p + word for p in _PREFIXES)))),
        "",
    )


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
    r"\$\{(?P<braced>[A-Za-z_]\w*)(?:(?::?[-=]|:(?![?+]))(?P<default>[^${}]*))?[^{}]*\}|\$\(?(?P<plain>[A-Za-z_]\w*)\)?"
)
_ENVIRON = re.compile(r"os\.environ/(?P<plain>[A-Za-z_]\w*)")


def followed(source: Source, text: str) -> str:
    """Return `text` with its variables replaced by what the repository gives them, or nothing.

    What an environment file says comes before a default.
    """
    known = True

    def value(match: re.Match[str]) -> str:
        nonlocal known
        groups = match.groupdict()
        found = (
            value_in_repository(source, groups.get("braced") or groups["plain"])
            or groups.get("default")
            or ""
        )
        known = known and bool(found)
        return found

    replaced = _ENVIRON.sub(value, text) if "os.environ/" in text else _VARIABLE.sub(value, text)
    return replaced if known and replaced != text and "$" not in replaced else ""
