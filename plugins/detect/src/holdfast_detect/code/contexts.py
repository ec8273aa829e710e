"""What stands before a model in code that no parser here reads: what holds it, or the call that takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast_detect.names import is_model_variable, may_list_models, snake

_MAX_BEFORE = 200
_MAX_BESIDE = 300
_MAX_BLANK = 8_000
"""How far a call may be from its first argument, as comments are blank."""

_BEFORE = re.compile(
    r"(?P<name>[A-Za-z_]\w{1,63})"
    r"[\"'`]?"
    r"(?:[ \t]*:[ \t]*[&\w<>?.\[\]' ]{1,40}(?==)|[ \t]+(?P<other>[\w\[\]*.]{1,64})[ \t]*(?==))?"
    r"\s*(?::=|=>|=|:|->|(?<=[\"'`]),|(?<=[\"'`]\]),)?\s*\(?\s*:?"
    r"(?:new[ \t]*\(\s*)?(?:new[ \t]+)?(?:(?P<function>[A-Za-z_][\w.:]{0,63})!?\(\s*)?"
    r"(?<=[\s=:>(,])$"
)
"""What stands before a model: `model = `, `Model: `, `model string = `, `.model(` and their like.

Types stand before the name or after it.
"""

_ENDS = "=:>(,?|{"
"""What each pattern of what stands before a model ends with, if not with a space."""

_SYMBOL = re.compile(r"(?<![\w:]):(?P<name>[a-z_]\w*)(?:[ \t]*=>|,)[ \t]*$")
"""A name of Ruby, of an option that is set."""

_CALL = re.compile(
    r"(?P<function>[A-Za-z_][\w.:]*)!?\(\s*(?:[^()\[\]{},;\"'=]{1,80}(?:\([^()]{0,80}\))?,\s*)?"
    r"(?:(?:name|id|modelName|model)[ \t]*[:=][ \t]*)?$"
)
"""The name of a call before its first or its second argument."""

_TAKES_A_MODEL = re.compile(
    r"(?:ChatClient|EmbeddingClient|ImageClient|AudioClient|ChatCompletions?|TextEmbeddings?|EmbeddingGenerat\w+"
    r"|ChatCompletionService|LanguageModel|GenerativeModel|EmbeddingModel|ChatModel|ForModel|WithModel|from_pretrained"
    r"|ResponsesClient|OpenAIResponseClient|ModerationClient|RealtimeClient|OllamaApiClient|AsChatClient|AsIChatClient"
    r"|completion_model|embedding_model|transcription_model|image_generation_model|audio_generation_model"
    r"|embeddings_with_ndims|embedding_model_with_ndims)$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?i)token|price|pricing|cost|limit|window|support|encod|capab")
"""Functions that tell something of a model."""

_FIRST_ARGUMENT = re.compile(r"[(\[,]\s*[\"'`][\w.:/-]*$")

_FLAG = re.compile(r"[\"'`](?P<name>[\w.-]{2,60})[\"'`],\s*[\"'`]\w?[\"'`],\s*$")
"""The name of an option of a command, and its one letter, before what it is by default."""

_DESCRIBED = re.compile(
    r"\b[Nn]ame[\"']?[ \t]*[:=][ \t]*[\"'`](?P<name>[\w.-]{2,60})[\"'`][^\n]{0,160}"
    r"\b[Dd]efault(?:Value)?[\"']?[ \t]*[:=][ \t]*$"
)
"""The name of a setting that a line describes, before what it is by default."""

_OF_SCHEMA = re.compile(r"\b(?P<name>\w{1,60})[ \t]+String\??[ \t][^\n]{0,120}@default\([ \t]*$")
"""A column of a schema of Prisma, before what it is by default."""

_RETURN = re.compile(r"\breturn[ \t]+$")
_HEAD = re.compile(
    r"\b(?:func|fun|fn|def|function)[ \t]+(?:\([^()\n]*\)[ \t]*)?(\w+)[ \t]*[(<]"
    r"|\b[A-Za-z][\w<>.?]*[ \t]+(\w+)[ \t]*\([^()\n]{0,200}\)[ \t]*(?:throws[ \t]+[\w, ]+)?\{"
    r"|\b(\w+)[ \t]*(?::=|:|=)[ \t]*func[ \t]*\("
)
"""The head of a function, and its name."""

_MAX_BODY = 4_000
_LABEL = re.compile(r"[ \t]*(?:name|modelName|id)[ \t]*[:=][ \t]*")
"""The name of an argument that stands in a line of its own."""

_OF_A_MODEL = re.compile(r"(?:[A-Z]\w*_)?MODEL_[A-Z]|model_[A-Z]")
_OF_OTHERS = re.compile(
    r"(?i)price|cost|dir|path|file|url|token|limit|size|version|prefix|label|title|context|family|key|type|format|kind"
)
"""What else is said of a model by constants that are called after it."""

_ASKS_A_MODEL = re.compile(
    r"(?:^|[.:>])(?:(?:models|Models)\.\w+|[Cc]hats?\.[Cc]reate|[Cc]aches\.[Cc]reate|[Bb]atches\.[Cc]reate(?:Embeddings)?"
    r"|[Ll]ive\.[Cc]onnect|[Cc]reateAssistant(?:Async)?|[Cc]reateAgent(?:Async)?|[Cc]reateAIAgent(?:Async)?"
    r"|[Gg]enerateContent(?:Stream|Async)?|[Ee]mbedContent|[Cc]reateRun|using|agent|extractor|exec_\w+|embed(?:_batch)?"
    r"|(?:Coordinator|(?:Generation|ChatMessage|GenerateEmbeddings|Embeddings)Request)::new)$"
)
"""Calls that are told which model to ask by their first argument or their second one."""

_INSTEAD = re.compile(
    r"(?:\?\?=?|\?:|\|\|=?|\bOr\([^()\"']*(?:\([^()]*\))?,"
    r"|(?:orElse|orElseGet|unwrap_or|unwrap_or_else|unwrap_or_default|getOrDefault|ifBlank|ifEmpty|GetValueOrDefault)"
    r"[ \t]*[({][ \t]*(?:\|_?\w*\||\(\)[ \t]*->)?)\s*$"
)
"""What stands between a value that may be missing and the one that is taken then."""

_WORD = re.compile(r"[A-Za-z_][\w:.]*")
_ASKED = re.compile(
    r"[ \t]*[\"'`]?[ \t]*(?:===?|!==?|\?(?![?:])"
    r"|\.(?:equals\w*|contains|[Ss]tarts_?[Ww]ith|[Hh]asPrefix|matches)\b)"
)
"""What stands after a text that something is held against."""

_TOLD_OF = re.compile(
    r"(?:input|output|prompt|completion)_?(?:price|cost|token_?price)|(?:price|cost)_?(?:input|output|per|in\b|out\b)"
    r"|context_?(?:window|length|size)|max_?context",
    re.IGNORECASE,
)
"""Fields of what tells of models, as of their prices."""

_NAME_OF_LIST = re.compile(r"(?:odel|MODEL|LLM|llm|allback|FALLBACK|mbedding|EMBEDDING|eployment)\w{0,40}")
_LIST = re.compile(
    r"(?:[ \t]*:[ \t]*[&\w<>?.\[\]' ]{1,40}|[ \t]\[?\]?\w+)?[ \t]*(?::=|=>|=|:)[ \t]*"
    r"(?:(?:new|const|vec!|(?:mutableL|l)istOf|setOf|arrayOf|(?:List|Set)\.of|Arrays\.asList|array)?[ \t]*"
    r"(?:&?\[\d*\]string|\w*\[\]|\w+<\w+>(?:\(\))?)?[ \t]*)"
    r"[\[{(](?P<items>(?:[^\[\](){}]|\([^()]{0,60}\)){1,6000}+)[\])}]"
)
"""What stands behind the name of a list that is set to something, and what is in it."""

_TO_THE_LEFT = re.compile(r"\w{0,60}$")

_ITEM = re.compile(
    r"(?:^|,)\s*(?:(?P<quote>[\"'`])(?P<id>[^\"'`\s]{2,160})(?P=quote)\s*(?=,|$)"
    r"|[\w.:]+\((?P<mark>[\"'`])(?P<made>[^\"'`\s]{2,160})(?P=mark)\))"
)


def holder(text: str, at: int, end: int) -> str:
    """Return what holds the model between two offsets or takes it, or nothing."""
    before = _before(text, at)
    if before and not (before[-1].isspace() or before[-1] in _ENDS):
        return ""
    found = _BEFORE.search(before)
    if found and not _is_other_entry(before, found):
        if _is_table_entry(text, at, end, found["name"]):
            return ""
        names = (found["name"], found["other"] or "", (found["function"] or "").rpartition(".")[2])
        name = next(filter(_holds_a_model, names), "")
        if name:
            return name
    symbol = _SYMBOL.search(before)
    if symbol and is_model_variable(symbol["name"]):
        return symbol["name"]
    for pattern in (_FLAG, _DESCRIBED, _OF_SCHEMA):
        if (match := pattern.search(before)) and _holds_a_model(match["name"]):
            return match["name"]
    return _called(before) or _instead(before, text, end) or _returned(before, text, at)


def _is_other_entry(before: str, found: re.Match[str]) -> bool:
    """Tell whether a quoted name before a comma is the entry before, and not an argument of the same call."""
    is_quoted = re.match(r"[\"'`]\]?,", before[found.end("name") :])
    return bool(is_quoted) and not _FIRST_ARGUMENT.search(before[: found.start("name")])


def _holds_a_model(name: str) -> bool:
    return bool(
        is_model_variable(name)
        or _takes_a_model(name)
        or (_OF_A_MODEL.match(snake(name)) and not _OF_OTHERS.search(name))
    )


def _called(before: str) -> str:
    call = _CALL.search(before)
    if call is None:
        return ""
    name = call["function"]
    return name if _ASKS_A_MODEL.search(name) or _takes_a_model(name) else ""


def _takes_a_model(name: str) -> bool:
    return bool(_TAKES_A_MODEL.search(name)) and not _TELLS.search(name)


def _instead(before: str, text: str, end: int) -> str:
    operator = _INSTEAD.search(before)
    if operator is None or _ASKED.match(text, end):
        return ""
    words = (word[0].replace(":", "_") for word in _WORD.finditer(before))
    return next((word for word in words if is_model_variable(word.rpartition(".")[2])), "")


def _returned(before: str, text: str, at: int) -> str:
    """Return what a function is called that returns the text, if that says that it is a model."""
    if not _RETURN.search(before):
        return ""
    heads = list(_HEAD.finditer(text, max(0, at - _MAX_BODY), at))
    name = next(filter(None, heads[-1].groups()), "") if heads else ""
    words = snake(name).upper().split("_")
    return name if "MODEL" in words and not _OF_OTHERS.search(name) and not _TELLS.search(name) else ""


def _before(text: str, at: int) -> str:
    """Return what stands before `at` in its line, or in the last one that is not blank."""
    begin = text.rfind("\n", max(0, at - _MAX_BLANK), at) + 1
    before = text[max(begin, at - _MAX_BEFORE) : at]
    if (before.strip() and not _LABEL.fullmatch(before)) or not begin:
        return before
    above = text[max(0, begin - _MAX_BLANK) : begin].rstrip()
    return above[above.rfind("\n") + 1 :][-_MAX_BEFORE:] + "\n" + before.lstrip()


def _is_table_entry(text: str, at: int, end: int, name: str) -> bool:
    """Tell whether a name is only that of the model itself, or more is told of the model beside it."""
    if _letters(text[at:end]) in _letters(name):
        return True
    begin, line = max(0, at - _MAX_BESIDE), text.find("\n", end, end + _MAX_BESIDE)
    begin = text.rfind("\n", begin, at) + 1 or begin
    return bool(_TOLD_OF.search(text, begin, line if line > 0 else end + _MAX_BESIDE))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def listed(text: str) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield what lists of models are called, each with the texts in it and their offsets."""
    for found in _NAME_OF_LIST.finditer(text):
        match = _LIST.match(text, found.end())
        if match is None:
            continue
        left = _TO_THE_LEFT.search(text, max(0, found.start() - 60), found.start())
        name = (left[0] if left else "") + found[0]
        if may_list_models(name):
            items = ((each, "id" if each["id"] else "made") for each in _ITEM.finditer(match["items"]))
            yield name, [(each[group], match.start("items") + each.start(group)) for each, group in items]
