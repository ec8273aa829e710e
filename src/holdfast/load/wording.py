"""What a JSON Schema validator finds, in plain words and at the place of the mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from holdfast.model.document import Document
from holdfast.model.escape import QUOTE_LIMIT, quoted
from holdfast.model.location import Pointer
from holdfast.model.spelling import did_you_mean, listed


class Broken(NamedTuple):
    """One keyword of a schema that the value at `pointer` breaks; `wanted` is what the keyword says.

    `is_key` says that the key which `pointer` ends in is meant, not its value. `branches` holds, for
    `anyOf` and `oneOf`, what the value breaks of each alternative.
    """

    keyword: str
    wanted: Any
    value: Any
    schema: Mapping[str, Any]
    pointer: Pointer
    is_key: bool = False
    branches: tuple[tuple[Broken, ...], ...] = ()


class Mistake(NamedTuple):
    """One mistake in words: at the key that `pointer` ends in, or at its value."""

    pointer: Pointer
    message: str
    help: str = ""
    at_key: bool = False


_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "empty",
}
_PATTERNS = {
    "^[a-z0-9][a-z0-9-]*$": "Use lower-case letters, digits and hyphens, starting with a letter or a digit.",
    "^[a-z][A-Za-z0-9]*$": "Use letters and digits, starting with a lower-case letter.",
    "^[A-Z]{2}$": "Use the two capital letters of ISO 3166-1, such as `DE`, `US` or `NO`.",
    r"^(group|user):[^\s:]+$": "Write `group:` or `user:` and a name, such as `group:platform`.",
    "^https://": "Write an address that starts with https://.",
}
_NOT_BLANK = r"\S"
_DIGITS = 19
"""A number of fewer digits fits into 64 bits."""
_PRECEDENCE = ("type", "minLength", "enum", "const", "format", "pattern")
"""Of these, only the first that a value breaks is worth saying."""


def mistakes(broken: Sequence[Broken], document: Document) -> Iterator[Mistake]:
    """Yield what `broken` means, leaving out what only follows from another at the same value."""
    firsts: dict[Pointer, int] = {}
    for error in broken:
        firsts[error.pointer] = min(firsts.get(error.pointer, len(_PRECEDENCE)), _rank(error))
    for error in broken:
        if error.keyword not in _PRECEDENCE or _rank(error) == firsts[error.pointer]:
            yield from _WORDING.get(error.keyword, _other)(error, document)


def _rank(error: Broken) -> int:
    return _PRECEDENCE.index(error.keyword) if error.keyword in _PRECEDENCE else len(_PRECEDENCE)


def _unknown_keys(error: Broken, _: Document) -> Iterator[Mistake]:
    known = list(error.schema.get("properties", ()))
    patterns = list(error.schema.get("patternProperties", ()))
    for key in error.value:
        if key in known or any(re.search(pattern, key) for pattern in patterns):
            continue
        message = f"{quoted(key)} is not a known key of {_kind(error)}."
        possible = f"Known keys: {listed(known)}." if known else "It has no keys."
        yield Mistake((*error.pointer, key), message, did_you_mean(key, known) + possible, at_key=True)


def _missing_keys(error: Broken, _: Document) -> Iterator[Mistake]:
    # one such error comes for each missing key and does not say which: repetitions are dropped later
    for key in (key for key in error.wanted if key not in error.value):
        about = error.schema.get("properties", {}).get(key, {})
        values = about.get("enum", [about["const"]] if "const" in about else [])
        written = f"`{key}: {values[0]}`" if len(values) == 1 else f"`{key}`"
        yield Mistake(error.pointer, f"{_this(error)} has no `{key}`.", _sentence(f"Add {written}", about))


def _wrong_type(error: Broken, document: Document) -> Iterator[Mistake]:
    value = error.value
    wanted = [error.wanted] if isinstance(error.wanted, str) else list(error.wanted)
    words = " or ".join(_TYPES.get(name, name) for name in wanted)
    if value is None:
        message = f"{_label(error.pointer)} is empty, but must be {words}."
        yield Mistake(
            error.pointer,
            message,
            "Write a value, or remove it.",
            at_key=not document.plain.get(error.pointer),
        )
        return
    yield Mistake(
        error.pointer,
        f"{_label(error.pointer)} must be {words}, but is {_shown(value)}.",
        _retype(value, wanted),
    )


def _retype(value: Any, wanted: list[str]) -> str:
    if "array" in wanted:
        is_one = not isinstance(value, dict) and len(_plain(value)) <= QUOTE_LIMIT
        return f"Write a list: {quoted(f'[{_plain(value)}]')}." if is_one else "Start each entry with `- `."
    if "object" in wanted:
        return "Write keys and values: `key: value`."
    if isinstance(value, dict | list):
        return "Write one value."
    if "boolean" in wanted:
        return "Write `true` or `false`; `yes`, `no`, `on` and `off` are text."
    if {"number", "integer"} & set(wanted) and isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value):
        return "Remove the quotes." if len(value) < _DIGITS else "Write a number of fewer digits."
    return ""


def _not_in_enum(error: Broken, _: Document) -> Iterator[Mistake]:
    values = [_plain(value) for value in error.wanted]
    if len(values) == 1:
        yield from _not_constant(error, values[0])
        return
    written = _plain(error.value)
    message = f"{quoted(written)} is not a known value of {_label(error.pointer, of=True)}."
    yield Mistake(error.pointer, message, did_you_mean(written, values) + f"Known values: {listed(values)}.")


def _not_const(error: Broken, _: Document) -> Iterator[Mistake]:
    yield from _not_constant(error, _plain(error.wanted))


def _not_constant(error: Broken, value: str) -> Iterator[Mistake]:
    message = f"{_label(error.pointer)} must be {quoted(value)}, but is {_value(error.value)}."
    yield Mistake(error.pointer, message, f"Write {quoted(value)}.")


def _bad_pattern(error: Broken, _: Document) -> Iterator[Mistake]:
    value, pattern = error.value, error.wanted
    if pattern == _NOT_BLANK:
        yield Mistake(error.pointer, f"{_label(error.pointer)} is empty.", "Write a text, or remove it.")
        return
    message = f"{quoted(value)} is not a valid {_role(error)}."
    rule = _PATTERNS.get(pattern, f"It must match {quoted(pattern)}.")
    likely = next((word for word in _respelt(value) if re.search(pattern, word)), "")
    suggestion = f"Did you mean {quoted(likely)}? " if 0 < len(likely) <= QUOTE_LIMIT else ""
    yield Mistake(error.pointer, message, suggestion + rule, at_key=error.is_key)


def _respelt(value: str) -> tuple[str, ...]:
    """Return what was probably meant, to be offered where it fits."""
    return (re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-"), value.upper(), f"group:{value}")


def _role(error: Broken) -> str:
    return "key here" if error.is_key else _label(error.pointer, of=True)


def _bad_format(error: Broken, _: Document) -> Iterator[Mistake]:
    message = f"{_label(error.pointer)} must be a date, but is {_value(error.value)}."
    yield Mistake(error.pointer, message, "Write a day of the calendar as YYYY-MM-DD, such as 2026-11-22.")


def _too_short(error: Broken, _: Document) -> Iterator[Mistake]:
    if error.value:
        yield Mistake(error.pointer, f"{_label(error.pointer)} must have at least {error.wanted} characters.")
    else:
        yield Mistake(error.pointer, f"{_label(error.pointer)} is empty.", "Write a text, or remove it.")


def _repeated(error: Broken, _: Document) -> Iterator[Mistake]:
    message = f"{quoted(_plain(error.value))} is named twice in {_label(error.pointer[:-1], of=True)}."
    yield Mistake(error.pointer, message, "Keep one of them.")


def _limit(words: str) -> _Wording:
    def word(error: Broken, _: Document) -> Iterator[Mistake]:
        shown = "" if isinstance(error.value, dict | list) else f", but is {_shown(error.value)}"
        yield Mistake(error.pointer, f"{_label(error.pointer)} {words.format(error.wanted)}{shown}.")

    return word


def _no_alternative(error: Broken, document: Document) -> Iterator[Mistake]:
    """Word the alternative that comes closest: the one that has the right type, else all types."""
    types = [part for branch in error.branches for part in branch if part.keyword == "type"]
    wrong = [part for part in types if part.pointer == error.pointer]
    fitting = [branch for branch in error.branches if not any(part in wrong for part in branch)]
    if fitting:
        yield from mistakes(min(fitting, key=len), document)
        return
    words = " or ".join(dict.fromkeys(_TYPES.get(str(part.wanted), str(part.wanted)) for part in wrong))
    must = f"must be {words}, but is {_shown(error.value)}" if words else "is not allowed here"
    yield Mistake(error.pointer, f"{_label(error.pointer)} {must}.", _sentence("", error.schema))


def _other(error: Broken, _: Document) -> Iterator[Mistake]:
    yield Mistake(
        error.pointer, f"{_label(error.pointer)} is not allowed to be like this.", _sentence("", error.schema)
    )


_Wording = Callable[[Broken, Document], Iterator[Mistake]]

_WORDING: Mapping[str, _Wording] = {
    "additionalProperties": _unknown_keys,
    "unevaluatedProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _not_in_enum,
    "const": _not_const,
    "pattern": _bad_pattern,
    "format": _bad_format,
    "minLength": _too_short,
    "maxLength": _limit("must have at most {} characters"),
    "minItems": _limit("must have at least {} entries"),
    "maxItems": _limit("must have at most {} entries"),
    "minProperties": _limit("must have at least {} keys"),
    "maxProperties": _limit("must have at most {} keys"),
    "minimum": _limit("must be at least {}"),
    "maximum": _limit("must be at most {}"),
    "exclusiveMinimum": _limit("must be more than {}"),
    "exclusiveMaximum": _limit("must be less than {}"),
    "uniqueItems": _repeated,
    "anyOf": _no_alternative,
    "oneOf": _no_alternative,
}


def _label(pointer: Pointer, *, of: bool = False) -> str:
    """Return what stands at `pointer`: `the key`, an entry of a list, or the file."""
    if not pointer:
        return "the file" if of else "The file"
    if isinstance(pointer[-1], str):
        return quoted(pointer[-1])
    names = [part for part in pointer if isinstance(part, str)]
    entry = f"entry {pointer[-1] + 1}"
    where = f" of {quoted(names[-1])}" if names else ""
    return (entry if of else entry.capitalize()) + where


def _kind(error: Broken) -> str:
    """Return what a mapping is, as the end of a sentence: `data`, an application, a manifest."""
    title = _title(error)
    if (error.pointer and isinstance(error.pointer[-1], str)) or not title:
        return _label(error.pointer, of=True)
    return f"{'an' if title[0] in 'aeiouAEIOU' else 'a'} {title}"


def _this(error: Broken) -> str:
    title = _title(error)
    return (
        _label(error.pointer)
        if (error.pointer and isinstance(error.pointer[-1], str)) or not title
        else f"This {title}"
    )


def _title(error: Broken) -> str:
    title: str = error.schema.get("title", "")
    return title.lower() if title.istitle() else title


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text {quoted(value)}" if value else "empty"
    return quoted(_plain(value))


def _value(value: Any) -> str:
    return quoted(value) if value and isinstance(value, str) else _shown(value)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _sentence(start: str, schema: Mapping[str, Any]) -> str:
    """Return `start`, which may be empty, with what the schema says about the value."""
    description: str = schema.get("description", "")
    if not start:
        return description
    return f"{start}: {description}" if description else f"{start}."
