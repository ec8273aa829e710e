"""Scripts: the models that commands load or serve, and those that variables are set to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from holdfast import Grade, Mention, Source
from holdfast_detect import variables
from holdfast_detect.ids import is_repository, may_be_repository
from holdfast_detect.names import is_surely_of_model, snake
from holdfast_detect.servers import Word, models_in, without_scheme, words_in

SCRIPTS = frozenset(("run", "setup", "script", "commands"))
"""Keys of commands in YAML, as of a task of SkyPilot or dstack, or a job of GitLab."""

_COMMENT = re.compile(r"^[ \t]*(?:#|REM\b|::)[^\n]*|(?<=[ \t])#[^\n]*", re.MULTILINE | re.IGNORECASE)
_STRING = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_SAID = re.compile(
    r"(?:(?:^|[;&|{(])[ \t]*@?|(?<=\s))"
    r"(?:echo|printf|Write-(?:Host|Output|Error|Warning)"
    r"|(?!(?:\w{1,40}_)?(?:run|exec|execute|cmd|command|eval|call|try|do)(?:_|\b))"
    r"(?:\w{1,40}_)?(?:err|error|warn|warning|info|log|success|ok|die|fail|note|msg|message|print|say)(?:_\w{1,40})?)"
    rf"(?:[ \t]+-\w+)?[ \t]+(?P<text>{_STRING})(?![^\n;&]{{0,1000}}(?:\||(?<![&>\d])>(?!&)))"
    r"|(?P<sentence>\"[A-Z][a-z]+(?:-[a-z]+)?[ \t]+[\w$<`](?:[^\"\\\n]|\\.)*\")",
    re.MULTILINE,
)
"""What a script tells people: in a message that goes to no file and no other command, or as a sentence.

A function such as `run_and_log` does what it tells.
"""

_LINE = re.compile(r"(?:[^\n\\]|\\.|\\\n)+")
_COMMAND = re.compile(
    r"\b(?:serve|run|pull|download|start|api_server)\b|(?<=[\s\"'])-(?:-[\w-]*(?:model|hf)|m\b|hf)"
)
"""What a command has that may name a model."""

_LIST = re.compile(r"^\s*(?:CMD|ENTRYPOINT|RUN|SHELL)\s*(?=\[)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\[\],]")
_PULLED = re.compile(
    r"/api/(?:pull|generate|chat|embed(?:dings)?)\b[^\n]{0,300}?\\?[\"'](?:name|model)\\?[\"']\s*:\s*\\?[\"'](?P<id>[\w./:@-]+)"
)
"""What Ollama is told by HTTP."""

_CREATED = re.compile(r"/models/create\b[^|]{0,2000}?[\"']from\\?[\"']\s*:\s*\\?[\"'](?P<id>[\w./:@-]+)")
"""What Docker Model Runner is told so."""

_IN_JSON = re.compile(r"[{,\s\\\"']\\?[\"']model\\?[\"']\s*:\s*\\?[\"'](?P<id>[\w./:@-]{2,160})\\?[\"']")
_LOADED = re.compile(
    r"(?:from_pretrained|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|WhisperModel|load_model)"
    r"\(\s*(?:\w+\s*=\s*)?\\?[\"'](?P<id>[\w./:-]{2,160})\\?[\"'](?P<rest>[^()\n]{0,160})"
)
"""A call of Python inside of a script."""

_BY_NAME = re.compile(
    r"(?:from_pretrained|SentenceTransformer|CrossEncoder)\(\s*(?P<name>[A-Za-z_]\w*)\s*[,)]"
)
_NAMED = re.compile(r"\b(?P<name>[A-Za-z_]\w*)\s*=\s*\\?[\"'](?P<id>[\w.:/-]{2,160})\\?[\"']")
_OF_DATA = re.compile(r"repo_type\s*=\s*\W{1,2}(?:dataset|space)")

_FETCHED = re.compile(
    r"(?:\bclone\s+(?:-\S+\s+)*[\"']?https://huggingface\.co/(?P<cloned>[\w.-]+/[\w.-]+)"
    r"|https://(?:huggingface\.co|hf-mirror\.com)/(?!datasets/|spaces/)(?P<id>[\w.-]+/[\w.-]+)/resolve/)"
)
_QUOTED = re.compile(r"\$\{\w+:?[-=][\"']?(?P<value>[^\"'{}$]+)[\"']?\}")
"""A variable with what it is where nobody sets it."""

_SET = re.compile(
    r"(?:^|(?<=[\s;&(,\"']))\$?(?:(?:env|script|global|local|private):)?"
    r"(?P<name>[A-Za-z_][\w.]*)[ \t]*[?:+]?=[ \t]*"
    r"[\"']?(?P<value>\$\{[^{}\s]*\}|[^\s\"'\\;&|),]+(?:,(?![A-Za-z_]\w*=)[^\s\"'\\;&|),]*)*)",
    re.MULTILINE,
)
_DEFAULT = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*):?-(?P<default>[^${}\s]+)\}")
_VARIABLE = re.compile(r"\$[({]?(?P<name>[A-Za-z_]\w*)[)}]?")


def commands(source: Source, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the models of the commands in a text or a part of it, be it a script or holds some."""
    yield from pulled(source, start, end)
    text = _done(source.text[start:end])
    for line, at in _lines(text):
        for word, role, certain in models_in(_words(line, start + at)):
            variable = _VARIABLE.fullmatch(word.text)
            known = _settings(text) if variable else {}
            written = without_scheme(word.text)
            yield Mention(
                id=written,
                at=word.at + len(word.text) - len(written),
                grade=Grade.INFERRED,
                role=role,
                model=(known.get(variable["name"], "") if variable else "")
                or variables.followed(source, written),
                certain=certain,
            )


def pulled(source: Source, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the models that a text tells Ollama or Docker Model Runner by HTTP to load."""
    text = source.text[start:end]
    for match in _CREATED.finditer(_without_comments(text)) if "/models/create" in text else ():
        yield Mention(match["id"], start + match.start("id"), Grade.INFERRED, host="docker-model-runner")
    for match in _PULLED.finditer(_without_comments(text)) if "/api/" in text else ():
        yield Mention(match["id"], start + match.start("id"), Grade.INFERRED, host="ollama")


def defaults(source: Source) -> Iterator[Mention]:
    """Yield what stands in for variables that hold a model, as in `${CHAT_MODEL:-gpt-4o}`."""
    for match in _DEFAULT.finditer(_without_comments(source.text)):
        setting = variables.Setting(snake(match["name"]), match[0], match.start())
        for mention in variables.mentions(setting, grade=Grade.INFERRED):
            yield mention._replace(model=match["default"].strip("'\""))


def requests(source: Source) -> Iterator[Mention]:
    """Yield the known models that a script sends by HTTP, loads with Python or fetches from Hugging Face."""
    text = _without_comments(source.text)
    yield from loaded(source)
    for pattern, host in ((_IN_JSON, ""), (_FETCHED, "huggingface")):
        for match in pattern.finditer(text):
            group = "cloned" if match.groupdict().get("cloned") else "id"
            yield Mention(match[group], match.start(group), Grade.INFERRED, host=host, certain=False)


def loaded(source: Source, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the models that Python in a script, or in the command of a container, loads or fetches."""
    text = source.text[start:end]
    for match in _LOADED.finditer(_without_comments(text)) if "(" in text else ():
        if not _OF_DATA.search(match["rest"]):
            is_sure = may_be_repository(match["id"]) and not match[0].startswith("load_model")
            at = start + match.start("id")
            yield Mention(match["id"], at, Grade.INFERRED, host="huggingface", certain=is_sure)
    names = {match["name"] for match in _BY_NAME.finditer(_without_comments(text))}
    for match in _NAMED.finditer(_without_comments(text)) if names else ():
        if match["name"] in names and may_be_repository(match["id"]):
            yield Mention(match["id"], start + match.start("id"), Grade.INFERRED, host="huggingface")


def assignments(source: Source) -> Iterator[Mention]:
    """Yield the models that the variables of a script are set to, where they are known ones."""
    for match in _SET.finditer(_done(source.text)):
        name = snake(match["name"])
        setting = variables.Setting(name, match["value"], match.start("value"))
        default = _QUOTED.fullmatch(match["value"])
        for mention in variables.mentions(setting, grade=Grade.INFERRED):
            found = default["value"] if default else mention.id
            certain = is_surely_of_model(name) and is_repository(found)
            yield mention._replace(model=found if default else mention.model, certain=certain)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines that may hold such a command, with what they go on with, and where they start."""
    done = 0
    for match in _COMMAND.finditer(text):
        if match.start() < done:
            continue
        begin = text.rfind("\n", 0, match.start()) + 1
        while begin > 1 and text[begin - 2] == "\\":
            begin = text.rfind("\n", 0, begin - 1) + 1
        line = _LINE.match(text, begin)
        done = line.end() if line else match.end()
        yield (line[0] if line else ""), begin


@lru_cache(maxsize=4)
def _settings(text: str) -> dict[str, str]:
    return {match["name"]: match["value"] for match in _SET.finditer(text)}


@lru_cache(maxsize=4)
def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=4)
def _done(text: str) -> str:
    """Return a script without its comments and what it says."""
    return _SAID.sub(lambda match: " " * len(match[0]), _without_comments(text))


def _words(line: str, start: int) -> list[Word]:
    """Return the words of a line that starts at `start`, those in a quoted script and in a list too."""
    if _LIST.match(line):
        line = _BETWEEN.sub(" ", line)
    found: list[Word] = []
    for word in words_in(line, 0, len(line)):
        is_script = any(map(str.isspace, word.text.strip()))
        begin = word.text.find("$(") + 2 if "$(" in word.text else 0  # what a command gives back
        found += (
            words_in(line, word.at + begin, word.at + len(word.text) - bool(begin)) if is_script else [word]
        )
    return [Word(word.text, start + word.at) for word in found]
