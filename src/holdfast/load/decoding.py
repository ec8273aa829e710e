"""Bytes to the text of a YAML file, or why they are none."""

from __future__ import annotations

import re

from holdfast.load.regions import Refusal
from holdfast.model.document import Span
from holdfast.model.escape import escape

MAX_BYTES = 1024 * 1024

_MARK = b"\xef\xbb\xbf"
_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SAVE_AS_UTF8 = "Save it as UTF-8."
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
"""Characters that YAML cannot hold, and those that are line breaks to some readers and not to others."""


def decoded(raw: bytes) -> str:
    """Return the text of `raw` with plain line ends and no byte-order mark. Raises Refusal."""
    if len(raw) > MAX_BYTES:
        raise Refusal(f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB.", "Split it.", (1, 1, 1, 1))
    if raw.startswith(_UTF16_OR_32):
        raise Refusal("The file is not UTF-8, but UTF-16 or UTF-32.", _SAVE_AS_UTF8, (1, 1, 1, 1))
    if 0 in raw:
        raise _binary(raw)
    content = raw.removeprefix(_MARK)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + len(raw) - len(content)
        byte = f"0x{raw[at]:02X}"
        raise Refusal(f"The byte {byte} is not UTF-8 text.", _SAVE_AS_UTF8, _span_of_byte(raw, at)) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (not text.isascii() or raw.translate(None, _CONTROLS) != raw) and (
        match := re.search(_FORBIDDEN, text)
    ):
        raise _forbidden(text, match.start())
    return text


def _binary(raw: bytes) -> Refusal:
    at = raw.index(0)
    head = raw[:64]
    if len(raw) % 2 == 0 and (not any(head[1::2]) or not any(head[::2])):
        return Refusal("The file is not UTF-8, but UTF-16 or UTF-32.", _SAVE_AS_UTF8, (1, 1, 1, 1))
    return Refusal(
        "The file is binary: it holds a NUL byte.", "Replace it with a text file.", _span_of_byte(raw, at)
    )


def _forbidden(text: str, at: int) -> Refusal:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    name = f"U+{ord(text[at]):04X}"
    return Refusal(
        f"The character {name}, which cannot be seen, is not allowed here.",
        f"Remove it, or write it as {escape(text[at])} in double quotes.",
        (line, column, line, column + 1),
    )


def _span_of_byte(raw: bytes, at: int) -> Span:
    before = raw[:at].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return (line, column, line, column + 1)
