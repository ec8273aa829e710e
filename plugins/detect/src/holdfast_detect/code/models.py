"""Code of languages that no parser here reads: known models by what holds or takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.code.contexts import holder, listed
from holdfast_detect.code.menus import offered, taken
from holdfast_detect.code.named import Named, named
from holdfast_detect.code.settings import Reading, readings
from holdfast_detect.constants import Constant, constants
from holdfast_detect.ids import looks_like_id
from holdfast_detect.names import host_of, is_model_variable, names_a_model, snake
from holdfast_detect.roles import role_of_list
from holdfast_detect.sdks import may_name_models, role_of_call
from holdfast_detect.values import as_choice
from holdfast_detect.variables import value_in_repository

_COMMENT = re.compile(r"/(?<![^ \t\n;{}(,]/)(?:/[^\n]*|\*)")  # a pattern of files may begin alike
_LONGEST_COMMENT = 4_000
_HASH_COMMENT = re.compile(r"#(?<![^ \t\n]#)(?!\{)[^\n]*")
_WITH_HASHES = (".rb", ".ex", ".exs", ".php", ".jl", ".r", ".cr")

_TEXT = re.compile(r"(?P<quote>[\"'`])(?P<id>[A-Za-z0-9@][^\"'`\s$\\{}]{1,160})(?P=quote)")
_IN_JSON = re.compile(r"\\\"(?:model|modelId|model_id)\\\"[ \t]*:[ \t]*\\\"(?P<id>[\w./:@-]{2,160})\\\"")
"""A model in JSON that is written as a text."""

_ANSWER = re.compile(
    r"\\?\"(?:object|created|created_at|choices|usage|finish_reason|stop_reason)\\?\"[ \t]*:"
)
"""Fields of what a host answers: the model in it is not asked."""

_BESIDE = 200
_TAGGED = re.compile(r"[a-z][\w.-]*(?:/[\w.-]+)?:[a-z0-9][\w.-]*")
_KINDS = frozenset(("llama", "bert", "gpt", "clip", "whisper"))
"""Words that are no ids of Ollama, but kinds of models."""

_PLACEHOLDER = re.compile(r"[\"']\$\{(?P<name>[\w.-]{1,100}):(?P<id>[^\s\"'{}$]{2,160})\}[\"']")
"""A setting of Spring, with what it is where nobody sets it."""

_OF_CDK = re.compile(r"(?:\w+\.)*(?:FoundationModelIdentifier|BedrockFoundationModel)\.")
"""Names of models in the AWS CDK: nothing else is made with them but a model."""

_OF_BICEP = (".bicep", ".bicepparam")
_IN_BICEP = re.compile(
    r"\b(?:model[ \t]*:|(?P<other>\w*[mM]odel)[ \t]*(?:object[ \t]*)?[:=])[ \t]*"
    r"\{[^{}]*?\bname[ \t]*:[ \t]*'(?P<id>[^'$\n]+)'"
)


_VARIABLE_IN_BICEP = re.compile(
    r"\bname[ \t]*:[ \t]*'(?P<name>[\w.-]{1,100})'[ \t]*,?\s*value[ \t]*:[ \t]*'(?P<id>[^'$\s]{2,160})'"
)


_LISTED_IN_BICEP = re.compile(
    r"\b\w*(?:[mM]odels|[dD]eployments)[ \t]*(?:array[ \t]*)?[:=][ \t]*\[(?P<items>[^\[\]]{1,6000})\]"
)
_VERSIONED_IN_BICEP = re.compile(
    r"\{(?=[^{}]*\b(?:version|modelVersion)[ \t]*:)[^{}]*?\bname[ \t]*:[ \t]*'(?P<id>[^'$\n]+)'[^{}]*\}"
)
"""A model in a list of what is to be deployed, by its name and version."""

_ALLOWED_IN_BICEP = re.compile(
    r"@allowed\([ \t]*\[(?P<items>[^\[\]]{1,4000})\]\s*\)\s*(?:@[^\n]{0,400}\s+){0,4}param[ \t]+(?P<name>\w+)"
)
"""What a parameter can be, and its name."""


def models_of(source: Source) -> Iterator[Mention]:
    """Yield the known models that are assigned, passed or compared under such names."""
    if not may_name_models(source.text):
        return
    text = _without_comments(source.text)
    if source.path.endswith(_WITH_HASHES):
        text = _HASH_COMMENT.sub(_blank, text)
    tests = source.text.find("#[cfg(test)]") if source.path.endswith(".rs") else -1
    for mention in _in_code(source, text):
        is_test = 0 <= tests < mention.at
        yield mention._replace(production=False) if is_test else mention


def _without_comments(text: str) -> str:
    """Return a text with its comments blank; each of its offsets stays as it is."""
    pieces, done, closing = [], 0, 0
    found = _COMMENT.search(text)
    while found is not None:
        begin, end = found.span()
        if found[0] == "/*":
            if 0 <= closing < end:
                closing = text.find("*/", end)
            end = closing + 2 if 0 <= closing - end <= _LONGEST_COMMENT else begin
        if end > begin:
            pieces += [text[done:begin], _blanked(text[begin:end])]
            done = end
        found = _COMMENT.search(text, max(end, begin + 1))
    return "".join((*pieces, text[done:]))


def _in_code(source: Source, text: str) -> Iterator[Mention]:
    lists = list(_lists(text))
    chosen = {each.at for each in lists if each.role is Role.CHOICE}
    texts = (each for each in _texts(text) if each.at not in chosen)
    found = [*texts, *lists, *_placeholders(text)]
    if not source.path.endswith(_OF_BICEP):
        found += _constants(text)
        held = {each.at for each in found}
        found += [_of_constant(each) for each in named(text) if each.at not in held]
    yield from offered(text, found)
    for match in _IN_JSON.finditer(text):
        if not _is_answer(text, match):
            yield Mention(match["id"], match.start("id"), Grade.INFERRED, certain=False)
    for reading in readings(text, source.path):
        if not _has_default(text, reading, found):
            yield _read(source, reading)
    if source.path.endswith(_OF_BICEP):
        yield from _bicep(text)


def _bicep(text: str) -> Iterator[Mention]:
    for allowed in _ALLOWED_IN_BICEP.finditer(text):
        for match in _TEXT.finditer(allowed["items"]) if is_model_variable(allowed["name"]) else ():
            at = allowed.start("items") + match.start("id")
            yield Mention(match["id"], at, Grade.INFERRED, role=Role.CHOICE, certain=False)
    for listed_in in _LISTED_IN_BICEP.finditer(text):
        for match in _VERSIONED_IN_BICEP.finditer(text, *listed_in.span("items")):
            yield Mention(match["id"], match.start("id"), Grade.INFERRED, host="azure", certain=False)
    for match in _IN_BICEP.finditer(text):
        yield Mention(match["id"], match.start("id"), host="azure", certain=not match["other"])
    for match in _VARIABLE_IN_BICEP.finditer(text):
        name = snake(match["name"])
        if names_a_model(name):
            yield _mention(match["id"], match.start("id"), name)


def _texts(text: str) -> Iterator[Mention]:
    is_of_ollama = "ollama" in text.lower()  # ids there are often one plain word, or one with a tag
    for match in _TEXT.finditer(text):
        written = match["id"]
        is_tagged = is_of_ollama and bool(_TAGGED.fullmatch(written))
        is_word = is_of_ollama and written.isalpha() and written.islower() and written not in _KINDS
        if not (is_tagged or is_word or looks_like_id(written)):
            continue
        name = holder(text, match.start(), match.end())
        if not name or (is_word and not is_model_variable(name)) or _is_answer(text, match):
            continue
        mention = _mention(written, match.start("id"), name)
        is_sure = is_tagged and is_model_variable(name)
        yield mention._replace(certain=True, host="ollama") if is_sure else mention


def _is_answer(text: str, match: re.Match[str]) -> bool:
    return bool(_ANSWER.search(text, max(0, match.start() - _BESIDE), match.end() + _BESIDE))


def _constants(text: str) -> Iterator[Mention]:
    for constant in constants(text):
        end = constant.at + len(constant.text)
        name = holder(text, constant.at, end) or (constant.text if _OF_CDK.match(constant.text) else "")
        if name and not _is_own(text, constant):
            yield _mention(constant.text, constant.at, name)._replace(model=constant.model)


def _is_own(text: str, constant: Constant) -> bool:
    """Tell whether a file itself sets what a constant without a qualifier is."""
    return constant.text.isidentifier() and bool(re.search(rf"\b{constant.text}\b[^=;,(){{}}\n]*=", text))


def _of_constant(constant: Named) -> Mention:
    found = _mention(constant.id, constant.at, constant.name)
    return as_choice(found) if constant.role is Role.CHOICE else found


def _lists(text: str) -> Iterator[Mention]:
    for name, items in listed(text):
        found = [_mention(item, at, name) for item, at in items if looks_like_id(item)]
        if len(found) > 1 and role_of_list(name) is Role.CHOICE:
            places = taken(text).get(name, ())
            used = {at for index, (_, at) in enumerate(items) if index in places}
            found = [each if each.at in used else as_choice(each) for each in found]
        yield from found


def _placeholders(text: str) -> Iterator[Mention]:
    for match in _PLACEHOLDER.finditer(text) if "${" in text else ():
        name = snake(match["name"])
        if names_a_model(name):
            at = match.start() + 1
            yield _mention(match[0][1:-1], at, name)._replace(model=match["id"])


def _mention(written: str, at: int, name: str) -> Mention:
    model = written.rpartition("::")[2] if "::" in written else ""  # `groq::openai/gpt-oss-20b`
    return Mention(
        written,
        at,
        Grade.INFERRED,
        host=host_of(name),
        role=role_of_call(name),
        model=model,
        certain=False,
    )


def _has_default(text: str, reading: Reading, found: list[Mention]) -> bool:
    """Tell whether a model is named for where a setting is missing: in its statement, or by what holds it."""
    end = reading.at + len(reading.text)
    stop = re.compile(r";|\n[ \t]*(?![ \t?|.:)])|\Z").search(text, end)
    if any(end <= each.at < (stop.start() if stop else len(text)) for each in found):
        return True
    again = re.compile(rf"\b{reading.held_by}[ \t]*=[ \t]*[\"'`]") if reading.held_by else None
    return bool(again and again.search(text))


def _read(source: Source, reading: Reading) -> Mention:
    name = snake(reading.name)
    known = value_in_repository(source, reading.name)
    return Mention(
        reading.text,
        reading.at,
        Grade.INFERRED,
        host=host_of(name),
        role=role_of_call(name),
        model=known,
        unresolved="" if known else "it is read from the environment",
    )


def _blank(match: re.Match[str]) -> str:
    return _blanked(match[0])


def _blanked(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
