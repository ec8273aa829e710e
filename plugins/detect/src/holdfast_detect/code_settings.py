"""What code that no parser here reads takes its models from: variables of the environment, configurations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from holdfast_detect.variables import names_a_model, snake

_NAME = r"[\"'](?P<{}>[A-Za-z_][\w:.-]{{1,100}})[\"']"
_READ = re.compile(
    r"(?<![\w.:$])(?P<whole>(?:os\.Getenv|os\.LookupEnv|(?:System\.)?Environment\.GetEnvironmentVariable"
    r"|System\.getenv|System\.get_env|getenv|env|(?:std::)?env::var|ENV\.fetch)"
    rf"[ \t]*\([ \t]*{_NAME.format('called')}[ \t]*\)"
    rf"|(?:ENV|\$_ENV|\$_SERVER)\[[ \t]*{_NAME.format('indexed')}[ \t]*\])"
)
_CONFIGURED = re.compile(
    r"(?<![\w.:$])(?P<whole>(?:(?:this|builder|context|hostContext|app)\.)?_?[Cc]onfig(?:uration)?"
    rf"\[[ \t]*{_NAME.format('indexed')}[ \t]*\])"
)
"""The configuration of a program of .NET."""

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
    for match in chain(_READ.finditer(text), _CONFIGURED.finditer(text) if path.endswith(_OF_DOTNET) else ()):
        read = match.groupdict().get("called") or match["indexed"]
        name = snake(read.replace(":", "_"))
        if read in _FOLDERS:
            continue
        if not names_a_model(name) or (_OF_A_DEPLOYMENT.search(name) and not _OF_AI.search(name)):
            continue
        if _ANY_MODEL.match(name) and not _SIGNS.search(text):
            continue
        if _HELD_AGAINST.match(text, match.end("whole")):
            continue
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        assigned = _ASSIGNED.search(line)
        yield Reading(match["whole"], match.start("whole"), read, assigned["name"] if assigned else "")
