"""Code of languages that no parser here reads: known models beside names that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Source
from holdfast_detect.sdks import is_model_variable, looks_like_id, may_name_models, role_of_call
from holdfast_detect.variables import host_of

_COMMENT = re.compile(
    r"(?:^|(?<=[ \t;{}(,]))(?://[^\n]*|/\*.{0,4000}?\*/)",  # a pattern of files may begin alike
    re.MULTILINE | re.DOTALL,
)
_HASH_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#(?!\{)[^\n]*", re.MULTILINE)
_WITH_HASHES = (".rb", ".ex", ".exs", ".php", ".jl", ".r", ".cr")

_TEXT = re.compile(r"(?P<quote>[\"'`])(?P<id>[A-Za-z0-9@][^\"'`\s$\\{}]{1,160})(?P=quote)")
_BEFORE = re.compile(
    r"(?P<name>[A-Za-z_]\w{1,63})"
    r"[\"'`]?"
    r"(?:[ \t]*:[ \t]*[&\w<>?.\[\]' ]{1,40}(?==)|[ \t]+(?P<other>[\w\[\]*.]{1,64})[ \t]*(?==))?"
    r"[ \t]*(?::=|=>|=|:|->|(?<=[\"'`]),)?[ \t]*\(?[ \t]*"
    r"(?:new[ \t]+)?(?:(?P<function>[A-Za-z_][\w.:]{0,63})!?\([ \t]*)?"
    r"(?<=[ \t=:>(,])$"
)
"""What stands before a model: `model = `, `Model: `, `model string = `, `.model(` and their like.

Types stand before the name or after it.
"""

_MAX_BEFORE = 200

_TAKES_A_MODEL = re.compile(
    r"(?i)(?:ChatClient|EmbeddingClient|ImageClient|AudioClient|ChatCompletions?|TextEmbeddings?|EmbeddingGenerat\w+|"
    r"ChatCompletionService|LanguageModel|GenerativeModel|EmbeddingModel|ChatModel|ForModel|WithModel|from_pretrained)$"
)
_IN_BICEP = re.compile(r"\bmodel[ \t]*:[ \t]*\{[^{}]*?\bname[ \t]*:[ \t]*'(?P<id>[^'$\n]+)'")


def find(source: Source) -> Iterator[Mention]:
    """Yield the known models that are assigned, passed or compared under such names."""
    if not may_name_models(source.text):
        return
    text = _COMMENT.sub(_blank, source.text)
    if source.path.endswith(_WITH_HASHES):
        text = _HASH_COMMENT.sub(_blank, text)
    for match in _TEXT.finditer(text):
        if not looks_like_id(match["id"]):
            continue
        begin = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _MAX_BEFORE)
        before = _BEFORE.search(text[begin : match.start()])
        name = _name(before) if before else ""
        if name:
            yield Mention(
                id=match["id"],
                at=match.start("id"),
                grade=Grade.INFERRED,
                host=host_of(name),
                role=role_of_call(name),
                certain=False,
            )
    for match in _IN_BICEP.finditer(text) if source.path.endswith(".bicep") else ():
        yield Mention(match["id"], match.start("id"), host="azure")


def _name(before: re.Match[str]) -> str:
    """Return what holds the model or takes it, or nothing."""
    names = (before["name"], before["other"] or "", (before["function"] or "").rpartition(".")[2])
    return next((each for each in names if is_model_variable(each) or _TAKES_A_MODEL.search(each)), "")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


DETECTOR = Detector(
    name="other-code",
    summary="Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Bicep, by the names of what holds a model",
    files=(
        *("*.go", "*.java", "*.kt", "*.kts", "*.scala", "*.groovy", "*.cs", "*.fs", "*.vb", "*.rb", "*.php"),
        *("*.rs", "*.swift", "*.dart", "*.ex", "*.exs", "*.lua", "*.jl", "*.r", "*.cr", "*.cpp", "*.cc"),
        *("*.bicep", "*.bicepparam"),
    ),
    find=find,
    marks=("odel", "MODEL", "llm", "LLM", "ChatClient", "ChatCompletion", "deployment", "Deployment"),
)
