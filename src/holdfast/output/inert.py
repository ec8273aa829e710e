"""Strings from files as Markdown that shows them letter by letter, on GitHub and on GitLab."""

from __future__ import annotations

import re

from holdfast.output.strings import safe

# An entity is no letter: what follows it belongs to no mention and to no reference, and nobody sees it.
_APART = "&#8203;"

_QUOTED = re.compile(r"`([^`|\\]+)`")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&$!]")
_LINKED = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_REFERRED = re.compile(r"@|#(?=\w)|!(?=\d)|\bGH-(?=\d)", re.IGNORECASE)
# `:100:` and `:1234:` are emoji too, and in the middle of a place (`x.yaml:100:9`); no other number is.
_EMOJI = re.compile(r":(?=(?:100|1234|\d*[a-z+_-][\w+-]*):)", re.IGNORECASE)


def inert(text: str) -> str:
    """Return the safe `text` as Markdown without markup, links, emoji, mentions and references to issues.

    What it has in backticks is code. It is meant for the middle of a line: nothing is done about what only
    begins a block.
    """
    pieces = _QUOTED.split(text)
    return "".join(f"`{piece}`" if at % 2 else _escaped(piece) for at, piece in enumerate(pieces))


def code(text: str) -> str:
    """Return `text` as a span of code; where that cannot hold it, as inert text."""
    text = safe(text)
    if not text.strip() or set("`|\\") & set(text):
        return _escaped(text)
    return f"`{text}`"


def fenced(lines: list[str]) -> list[str]:
    """Return safe `lines` as a block of code that none of them ends."""
    runs = re.findall("`{3,}", "\n".join(lines))
    fence = "`" * (1 + max(map(len, runs), default=2))
    return [fence, *lines, fence]


def _escaped(text: str) -> str:
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    escaped = _LINKED.sub(r"\\\g<0>", escaped)
    return _EMOJI.sub(rf":{_APART}", _REFERRED.sub(rf"\g<0>{_APART}", escaped))
