"""What one line of YAML in its usual form consists of; see `load.lines` for what is usual."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import Any

from holdfast.load.scalars import MAY_NOT_BE_TEXT, resolve
from holdfast.load.tables import MAX_DEPTH
from holdfast.model.location import Pointer

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STARTS_PLAIN = frozenset(_LETTERS + "0123456789_/.~$(+")
"""What a plain scalar starts with here; YAML allows more, but no indicator is among these."""

_IN_BRACKETS = str.maketrans("", "", "-_./+~: ")
"""What may stand beside letters and digits in a plain scalar in brackets."""

_LONGEST_KEY = 128  # libyaml takes keys of up to 1,024 characters
_LONGEST_LINE = 1000  # in characters; what lines are made of is kept


class UnusualError(Exception):
    """The text is not written in the form that is read here."""


# Manifests have most of their lines and words in common: each is looked at, and kept, once.
_once = lru_cache(maxsize=4096)


@_once
def key_and_rest(text: str) -> tuple[str, str] | None:
    """Return the key that `text` starts with, and what follows it; None where no key can be."""
    if len(text) > _LONGEST_LINE:
        raise UnusualError
    if text[:1] in ("'", '"', "[", "{"):
        return None
    key, separator, value = text.partition(": ")
    if not separator:
        if text[-1:] != ":":
            return None
        key = text[:-1]
    return key_of(key), value.lstrip(" ")


@_once
def key_of(text: str) -> str:
    """Return the key `text`."""
    plain = text.replace("-", "_").replace(".", "_").replace("/", "_")
    return intern(text) if plain.isidentifier() and len(text) <= _LONGEST_KEY else give_up()


@_once
def plain_scalar(text: str) -> tuple[Any, str | None]:
    """Return the value of the plain scalar at the start of `text`, and how it is written if it is no text."""
    if " #" in text:
        text = text[: text.index(" #")]
    text = text.rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise UnusualError
    if text[0] not in MAY_NOT_BE_TEXT:
        return intern(text), None
    value = resolve(text)
    return value, text if value.__class__ is not str else None


def scalar_in_brackets(text: str) -> tuple[Any, str | None]:
    """Return the same of a plain scalar in brackets, where more would end it."""
    if text[:1] not in STARTS_PLAIN or not text.translate(_IN_BRACKETS).isalnum():
        raise UnusualError
    return plain_scalar(text)


def quoted_text(text: str) -> str:
    """Return the text that stands in quotes at the start of `text`, where nothing but a comment follows."""
    inner, end, rest = text[1:].partition(text[0])
    after = rest.lstrip(" ")
    if not end or "\\" in inner or (after and (after[0] != "#" or after == rest)):
        raise UnusualError
    return inner


def without_comment(text: str) -> str:
    """Return what stands before a comment, without the spaces at its end."""
    return text.partition(" #")[0].rstrip(" ")


def inside_brackets(text: str, end: str) -> str:
    """Return what stands between the brackets that `text` is."""
    return text[1:-1].strip(" ") if text[-1] == end and len(text) > 1 else give_up()


def parts_of(text: str, pointer: Pointer) -> list[str]:
    """Return what commas part in the brackets at `pointer`, with brackets that stand in them kept whole."""
    if len(pointer) >= MAX_DEPTH:
        raise UnusualError
    parts = [part.strip(" ") for part in text.split(",")] if text else []
    return _whole(parts) if "[" in text or "{" in text else parts


def _whole(parts: list[str]) -> list[str]:
    """Return `parts` with those joined that commas in brackets have parted."""
    found: list[str] = []
    depth = start = 0
    for index, part in enumerate(parts):
        if "'" in part or '"' in part:
            raise UnusualError
        depth += part.count("[") + part.count("{") - part.count("]") - part.count("}")
        if depth == 0:
            found.append(", ".join(parts[start : index + 1]))
            start = index + 1
    return found if depth == 0 and start == len(parts) else give_up()


def folded(lines: list[str]) -> list[str]:
    """Return `lines` if they are folded by joining them with a space."""
    if any(not line or line[0] == " " or line[-1] == " " for line in lines):
        raise UnusualError
    return lines


def give_up() -> Any:
    """Raise UnusualError where an expression is wanted."""
    raise UnusualError
