"""Text from files made safe to show: what a terminal or a reader would not see becomes visible."""

from __future__ import annotations

import re
from functools import cache

QUOTE_LIMIT = 60
"""How many characters of a value a message quotes."""


def escape(text: str, *, keep_newlines: bool = False) -> str:
    r"""Return `text` with each control, direction and invisible character written out.

    ESC becomes `\x1b`, a right-to-left override `\u202e`. Line feeds stay only with `keep_newlines`.
    """
    if text.isprintable():  # so that the expression is made only where there is something to be found
        return text
    return _invisible().sub(lambda match: _written(match[0], keep_newlines=keep_newlines), text)


def quoted(value: object, limit: int = QUOTE_LIMIT) -> str:
    """Return `value` escaped, cut to `limit` characters and in backticks, or quotes if it has backticks."""
    text = escape(str(value))
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f"`{text}`" if "`" not in text else f"'{text}'"


@cache
def _invisible() -> re.Pattern[str]:
    """Return what finds the characters that are written out; `str.isprintable` is true of none."""
    return re.compile(
        "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: terminal escapes start with these
        "\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # direction, lines, nothing at all
        "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"  # annotation, lone surrogates, tags
    )


def _written(character: str, *, keep_newlines: bool) -> str:
    if character == "\n" and keep_newlines:
        return character
    code = ord(character)
    if code < 1 << 8:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
