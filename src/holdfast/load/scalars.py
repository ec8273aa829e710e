"""Plain YAML scalars as the core schema of YAML 1.2 reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isinf

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START = frozenset("0123456789+-.")
MAY_NOT_BE_TEXT = _NUMBER_START | {word[0] for word in _WORDS if word}
"""A plain scalar that starts with none of these, and is not empty, is text."""

# Compiled when one is met: few scalars look like these, and each run would pay for all.
_OCTAL = r"0o[0-7]+"
_HEXADECIMAL = r"0x[0-9a-fA-F]+"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
_INFINITE = (".inf", ".Inf", ".INF")
_NO_NUMBER = (".nan", ".NaN", ".NAN")

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_MOST_DIGITS = 24  # no integer with more digits (22 octal ones and a prefix) fits in 64 bits


class NotFiniteError(ValueError):
    """The scalar is an infinity or not a number, which JSON data cannot hold."""


@lru_cache(maxsize=4096)  # the same days and numbers are written again and again
def resolve(text: str) -> str | int | float | bool | None:
    """Return the value of the plain scalar `text`.

    A number that does not fit (64 bits, or the range of a float) stays text, so that a long number
    that is meant as text is kept as it was written. Raises NotFiniteError for `.inf` and `.nan`.
    """
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _NUMBER_START else text


def _number(text: str) -> str | int | float:
    unsigned = text[1:] if text[0] in "+-" else text
    if unsigned.isascii() and unsigned.isdigit():
        return _integer(text, 10)
    for start, form, base in (("0o", _OCTAL, 8), ("0x", _HEXADECIMAL, 16)):
        if text.startswith(start) and re.fullmatch(form, text):
            return _integer(text, base)
    if re.fullmatch(_FLOAT, text):
        number = float(text)
        return text if isinf(number) else number
    if unsigned in _INFINITE or text in _NO_NUMBER:
        raise NotFiniteError(text)
    return text


def _integer(text: str, base: int) -> str | int:
    digits = text[2:] if base != 10 else text  # noqa: PLR2004  # the base of decimal digits
    if len(digits.lstrip("+-").lstrip("0")) > _MOST_DIGITS:
        return text
    number = int(digits, base)
    return number if _SMALLEST <= number <= _LARGEST else text
