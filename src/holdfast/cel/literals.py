"""Literals as written to their values, with exact ranges and escapes."""

from __future__ import annotations

import re
from collections.abc import Callable

from holdfast.cel.ast import LiteralValue
from holdfast.cel.errors import OperationError
from holdfast.cel.values import INT_MAX, INT_MIN, UINT_MAX, Uint

_SIMPLE = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_ESCAPE = re.compile(
    r"""\\(?:([abfnrtv\\?"'`])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|)"""
)
_SURROGATES = range(0xD800, 0xE000)


def literal(kind: str, text: str) -> LiteralValue:
    """Return the value of a token of this `kind`; OperationError where it has none."""
    return _READERS[kind](text)


def _int(text: str) -> int:
    value = _whole(text)
    if not INT_MIN <= value <= INT_MAX:
        raise OperationError("the integer does not fit into 64 bits")
    return value


def _uint(text: str) -> Uint:
    value = _whole(text[:-1])
    if value > UINT_MAX:
        raise OperationError("the unsigned integer does not fit into 64 bits")
    return Uint(value)


def _whole(text: str) -> int:
    digits = text.removeprefix("-")
    if len(digits.lstrip("0")) > 32:  # Python refuses to read thousands of digits
        return UINT_MAX + 1
    value = int(digits, 16) if digits[:2] == "0x" else int(digits)
    return -value if text[0] == "-" else value


def _string(text: str) -> str:
    raw = text[0] in "rR"
    body = _unquoted(text[1:] if raw else text)
    if raw or "\\" not in body:
        return body
    return _ESCAPE.sub(lambda match: _character(match, of_bytes=False), body)


def _bytes(text: str) -> bytes:
    raw = text[1] in "rR"
    body = _unquoted(text[2:] if raw else text[1:])
    if raw or "\\" not in body:
        return body.encode()
    pieces, position = bytearray(), 0
    for match in _ESCAPE.finditer(body):
        pieces += body[position : match.start()].encode()
        pieces.append(ord(_character(match, of_bytes=True)))
        position = match.end()
    return bytes(pieces + body[position:].encode())


def _unquoted(text: str) -> str:
    quotes = 3 if len(text) > 5 and text[:3] in ("'''", '"""') else 1
    return text[quotes:-quotes].replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str], *, of_bytes: bool) -> str:
    simple, hexadecimal, short, long, octal = match.groups()
    if simple:
        return _SIMPLE[simple]
    if octal:
        return chr(int(octal, 8))
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    if not (short or long) or of_bytes:
        raise OperationError("there is no such escape sequence")
    code = int(short or long, 16)
    if code in _SURROGATES or code > 0x10FFFF:
        raise OperationError("the escape sequence names no character")
    return chr(code)


_READERS: dict[str, Callable[[str], LiteralValue]] = {
    "INT_LIT": _int,
    "UINT_LIT": _uint,
    "FLOAT_LIT": float,
    "STRING_LIT": _string,
    "MLSTRING_LIT": _string,
    "BYTES_LIT": _bytes,
    "TRUE": lambda _: True,
    "FALSE": lambda _: False,
    "NULL_LIT": lambda _: None,
}
