"""Markdown of what strangers wrote: their words are shown, and never obeyed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from holdfast.model.escape import escape

_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "\\*_[]~|$"} | {"&": "&amp;", "<": "&lt;", "`": "&#96;"}
)
_OPENING = re.compile(r"^([#>=+-]|\d+(?=[.)]))")
"""What begins a heading, a quotation, a list or a rule."""

_SCHEME = re.compile(r"\b(ftp|mailto|xmpp):", re.IGNORECASE)
"""What GitHub makes a link of, beside http and https."""

_NOT_IN_A_SPAN = re.compile(r"[`|\\]")
_LINK = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_OF_A_URL = ":/?#@!$&'*+,;=%~-._"


def prose(text: str) -> str:
    """Return sentences on one line, in which `code` in single backquotes is the only Markdown."""
    pieces = _CODE.split(escape(" ".join(text.split())))
    pieces[::2] = [_SCHEME.sub(r"\1\\:", piece.translate(_SPECIAL)) for piece in pieces[::2]]
    pieces[1::2] = [code(piece) for piece in pieces[1::2]]
    return "".join(pieces)


def paragraph(text: str) -> str:
    """Return `prose` that begins a line, where more is Markdown than within one."""
    return _OPENING.sub(lambda match: match[0] + "\\" if match[0].isdigit() else "\\" + match[0], prose(text))


def code(text: str) -> str:
    """Return text as code, on one line."""
    shown = escape(" ".join(text.split()))
    if shown and not _NOT_IN_A_SPAN.search(shown):
        return f"`{shown}`"
    # Within backquotes a table's `|` and a backslash mean now this, now that.
    entities = re.sub(r"[`|\\*_\[\]~$]", lambda match: f"&#{ord(match[0])};", html.escape(shown, quote=False))
    return f"<code>{entities}</code>"


def link(said: str, url: str) -> str:
    """Return a link to an http or https address; the words alone where `url` is none."""
    return f"[{prose(said)}]({quote(url, safe=_OF_A_URL)})" if _LINK.match(url) else prose(said)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already, as `prose`, `code` and `link` make it."""
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fenced(text: str, language: str) -> str:
    """Return text as a block of code, whatever fences it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{escape(text, keep_newlines=True).rstrip()}\n{fence}"


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
