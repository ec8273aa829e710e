"""Strings: the standard functions and the strings library; `format` is in `formatting`."""

from __future__ import annotations

from typing import Any

from holdfast.cel.budget import LONG, Frame, charge, weigh
from holdfast.cel.errors import OperationError
from holdfast.cel.formatting import formatted
from holdfast.cel.library import Builtin, Style
from holdfast.cel.values import adapt

_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_QUOTED = str.maketrans(
    {
        "\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v",
        "\\": "\\\\", '"': '\\"',
    }
)  # fmt: skip


def char_at(text: str, index: int) -> str:
    """`text.charAt(index)`; empty just behind the end."""
    _check_index(text, index)
    return text[index : index + 1]


def _check_index(text: str, index: int) -> None:
    if not 0 <= index <= len(text):
        raise OperationError(f"the index {index} is outside the string")


def _search(frame: Frame, text: str, wanted: str) -> None:
    """Charge for looking for `wanted` in `text`: Python may compare all of it at every position."""
    charge(frame, len(text) * len(wanted) // LONG)


def contains(frame: Frame, text: str, wanted: str) -> bool:
    """`text.contains(wanted)`."""
    if len(text) * len(wanted) > LONG:
        _search(frame, text, wanted)
    return wanted in text


def starts_with(frame: Frame, text: str, wanted: str) -> bool:
    """`text.startsWith(wanted)`."""
    if len(wanted) > LONG:
        weigh(frame, wanted)
    return text.startswith(wanted)


def ends_with(frame: Frame, text: str, wanted: str) -> bool:
    """`text.endsWith(wanted)`."""
    if len(wanted) > LONG:
        weigh(frame, wanted)
    return text.endswith(wanted)


def index_of(frame: Frame, text: str, wanted: str, start: int = 0) -> int:
    """`text.indexOf(wanted, start)`; -1 where it is not found."""
    _check_index(text, start)
    _search(frame, text, wanted)
    return text.find(wanted, start)


def last_index_of(frame: Frame, text: str, wanted: str, start: int | None = None) -> int:
    """`text.lastIndexOf(wanted, start)`: the last that begins at `start` or before, or -1."""
    _search(frame, text, wanted)
    if start is None:
        return text.rfind(wanted)
    _check_index(text, start)
    return text.rfind(wanted, 0, start + len(wanted))


def replace(frame: Frame, text: str, old: str, new: str, limit: int = -1) -> str:
    """`text.replace(old, new, limit)`."""
    _search(frame, text, old)
    count = text.count(old)
    if limit >= 0:
        count = min(count, limit)
    charge(frame, len(text) + count * len(new) >> 3)
    return text.replace(old, new, count)


def split(frame: Frame, text: str, separator: str, limit: int = -1) -> list[str]:
    """`text.split(separator, limit)`: at most `limit` parts; with an empty separator, its characters."""
    charge(frame, len(text) + 1)
    _search(frame, text, separator)
    if limit == 0:
        return []
    if separator:
        return text.split(separator, limit - 1 if limit > 0 else -1)
    if limit < 0 or limit >= len(text):
        return list(text)
    return [*text[: limit - 1], text[limit - 1 :]]


def substring(frame: Frame, text: str, start: int, end: int | None = None) -> str:
    """`text.substring(start, end)`, the end not included."""
    stop = len(text) if end is None else end
    if not 0 <= start <= stop <= len(text):
        raise OperationError(f"there is no substring from {start} to {stop} of {len(text)} characters")
    charge(frame, stop - start >> 3)
    return text[start:stop]


def join(frame: Frame, values: list[Any], separator: str = "") -> str:
    """`list.join(separator)`."""
    charge(frame, len(values))
    texts = [value if value.__class__ is str else adapt(value) for value in values]
    if not all(text.__class__ is str for text in texts):
        raise OperationError("takes a list of strings")
    charge(frame, sum(map(len, texts)) + len(separator) * len(texts) >> 3)
    return separator.join(texts)


def reverse(frame: Frame, value: Any) -> Any:
    """`text.reverse()` and `list.reverse()`."""
    charge(frame, len(value))
    return value[::-1]


def lower_ascii(frame: Frame, text: str) -> str:
    """`text.lowerAscii()`."""
    charge(frame, len(text) >> 3)
    return text.translate(_LOWER)


def upper_ascii(frame: Frame, text: str) -> str:
    """`text.upperAscii()`."""
    charge(frame, len(text) >> 3)
    return text.translate(_UPPER)


def trim(frame: Frame, text: str) -> str:
    """`text.trim()`: without white space at the ends, as Unicode has it."""
    charge(frame, len(text) >> 3)
    return text.strip(_SPACE)


def size(value: Any) -> int:
    """Code points of a string, bytes, elements or entries."""
    return len(value)


def quote(frame: Frame, text: str) -> str:
    """`strings.quote(text)`: as a literal, with the escapes it needs."""
    charge(frame, len(text) >> 3)
    return f'"{text.translate(_QUOTED)}"'


def _method(name: str, parameters: tuple[str, ...], result: str, call: Any, optional: int = 0) -> Builtin:
    return Builtin(name, parameters, result, call, optional=optional, metered=True)


_S = "string"
LIBRARY = (
    Builtin("size", ("string|bytes|list(dyn)|map(dyn,dyn)",), "int", size, Style.BOTH),
    Builtin("charAt", (_S, "int"), _S, char_at),
    _method("contains", (_S, _S), "bool", contains),
    _method("startsWith", (_S, _S), "bool", starts_with),
    _method("endsWith", (_S, _S), "bool", ends_with),
    _method("indexOf", (_S, _S, "int"), "int", index_of, optional=1),
    _method("lastIndexOf", (_S, _S, "int"), "int", last_index_of, optional=1),
    _method("lowerAscii", (_S,), _S, lower_ascii),
    _method("upperAscii", (_S,), _S, upper_ascii),
    _method("substring", (_S, "int", "int"), _S, substring, optional=1),
    _method("trim", (_S,), _S, trim),
    _method("replace", (_S, _S, _S, "int"), _S, replace, optional=1),
    _method("split", (_S, _S, "int"), "list(string)", split, optional=1),
    _method("join", ("list(string)", _S), _S, join, optional=1),
    _method("reverse", ("string|list(dyn)",), "dyn", reverse),
    Builtin("strings.quote", (_S,), _S, quote, Style.GLOBAL, metered=True),
    _method("format", (_S, "list(dyn)"), _S, formatted),
)
