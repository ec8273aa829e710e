"""What code that no parser here reads takes its models from: variables of the environment, configurations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast_detect.names import names_a_model, snake

_NAMED = re.compile(r"[(\[][ \t]*[\"'](?P<name>[A-Za-z_][\w:.-]{1,100})[\"'][ \t]*(?P<end>[)\]])")
_CALLED = re.compile(
    r"(?<![\w.:$])(?:os\.Getenv|os\.LookupEnv|(?:System\.)?Environment\.GetEnvironmentVariable"
    r"|System\.getenv|System\.get_env|getenv|env|(?:std::)?env::var|ENV\.fetch)[ \t]*$"
)
_INDEXED = re.compile(r"(?<![\w.:$])(?:ENV|\$_ENV|\$_SERVER)[ \t]*$")
_CONFIGURED = re.compile(
    r"(?<![\w.:$])(?:(?:this|builder|context|hostContext|app)\.)?_?[Cc]onfig(?:uration)?[ \t]*$"
)
"""The configuration of a program of .NET."""

_LONGEST = 50
"""Of what stands before the name of a setting."""

_OF_DOTNET = (".cs", ".fs", ".vb")
_FOLDERS = frozenset(("OLLAMA_MODELS",))
"""Variables that say where models are kept."""

_ASSIGNED = re.compile(r"(?P<name>[A-Za-z_]\w*)[ \t]*(?:,[ \t]*\w+[ \t]*)?(?::=|=|:)[ \t]*$")
_HELD_AGAINST = re.compile(r"[ \t]*(?:===?|!==?|is (?:not )?(?:null|nil)|\.(?:isEmpty|equals)\b)")
_OF_A_DEPLOYMENT = re.compile(r"(?:DEPLOYMENT|ENGINE)\w*$", re.IGNORECASE)
_OF_AI = re.compile(r"OPENAI|OPEN_AI|AOAI|AZURE|LLM|GPT|CHAT|EMBED|MODEL|AI_|FOUNDRY", re.IGNORECASE)
_ANY_MODEL = re.compile(r"MODEL(?:_?(?:NAME|ID))?$", re.IGNORECASE)
_SIGNS = re.compile(
    r"open_?ai|anthropic|claude|gemini|gen_?ai|generative|bedrock|ollama|langchain|\bllm|hugging_?face|mistral|cohere|\brig\b",
    re.IGNORECASE,
)
"""Where none of these is, a model may be one of anything else."""


class Reading(NamedTuple):
    """An expression that reads a setting, its offset, the name of the setting, and what it is assigned to."""

    text: str
    at: int
    name: str
    held_by: str


def readings(text: str, path: str) -> Iterator[Reading]:
    """Yield what reads a setting that is called as one that holds a model."""
    if not any(mark in text for mark in ("env", "Env", "ENV", "onfig")):
        return
    is_of_dotnet = path.endswith(_OF_DOTNET)
    for match in _NAMED.finditer(text):
        read = match["name"]
        if read in _FOLDERS or not _is_of_a_model(read, text):
            continue
        before = text[max(0, match.start() - _LONGEST) : match.start()]
        reader = _CALLED.search(before) if match["end"] == ")" else _INDEXED.search(before)
        if reader is None and is_of_dotnet and match["end"] == "]":
            reader = _CONFIGURED.search(before)
        if reader is None or _HELD_AGAINST.match(text, match.end()):
            continue
        begin = match.start() - len(before) + reader.start()
        assigned = _ASSIGNED.search(text[text.rfind("\n", 0, begin) + 1 : begin])
        yield Reading(text[begin : match.end()], begin, read, assigned["name"] if assigned else "")


def _is_of_a_model(read: str, text: str) -> bool:
    name = snake(read.replace(":", "_"))
    if not names_a_model(name) or (_OF_A_DEPLOYMENT.search(name) and not _OF_AI.search(name)):
        return False
    return not _ANY_MODEL.match(name) or bool(_SIGNS.search(text))
