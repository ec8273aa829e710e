"""Strings from files, made safe and short for the line on which they are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from holdfast.model.escape import escape

CUT = "..."
MAX_PROSE = 1000
WIDTH = 100

# Azure Pipelines, TeamCity and GitHub obey `##[…`, `##vso[…` and `##teamcity[…` anywhere in a line.
LOG_COMMAND = r"##(?=\w{0,20}\[)"


def safe(text: str) -> str:
    """Return `text` on one line: controls made visible, nothing that a build log would obey."""
    shown = escape(well_formed(text))
    return re.sub(LOG_COMMAND, r"#\\x23", shown) if "##" in shown else shown


def prose(text: str) -> str:
    """Return sentences from a file on one safe line of bounded length, without their line breaks."""
    line = safe(re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", text.strip()[: 2 * MAX_PROSE]))
    return line if len(line) <= MAX_PROSE else line[:MAX_PROSE].rstrip() + CUT


def well_formed(text: str) -> str:
    r"""Return `text` with lone surrogates spelt out (`\udc80`), so that it can be written as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def pieces_of(text: str, room: int) -> list[str]:
    """Return the words of `text` in lines of at most `room` columns; a longer word has a line of its own.

    That is `textwrap.wrap` for one line of words apart by one space. Its import would cost every run.
    """
    pieces: list[str] = []
    for word in filter(None, text.split(" ")):
        if pieces and len(pieces[-1]) + 1 + len(word) <= room:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces


def wrap(label: str, text: str, indent: str) -> list[str]:
    """Return `label` and the safe `text` in lines of about `WIDTH` columns, the rest under the first.

    No further line starts with what a build log takes for a command, so `text` may stay over-long.
    """
    room = max(WIDTH - len(indent) - len(label), WIDTH // 2)
    pieces = pieces_of(text, room)
    lines = [indent + label + (pieces[0] if pieces else "")]
    for piece in pieces[1:]:
        if piece.strip().startswith(("::", "##")):
            lines[-1] += " " + piece
        else:
            lines.append(indent + " " * len(label) + piece)
    return [line.rstrip() for line in lines]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 finding`, `2 findings`, `2 policies`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Sequence[str], limit: int) -> str:
    """Return the safe `items` with commas, at most `limit` of them, and how many more there are."""
    shown = ", ".join(safe(item) for item in items[:limit])
    return shown if len(items) <= limit else f"{shown} and {len(items) - limit:,} more"


def fitting(texts: Iterable[str], room: float) -> list[str]:
    """Return the first of `texts`, lines or blocks of them, that fit into `room` bytes together."""
    kept: list[str] = []
    for text in texts:
        room -= size_of([text])
        if room < 0:
            break
        kept.append(text)
    return kept


def size_of(lines: Iterable[str]) -> int:
    """Return how many bytes the lines have in UTF-8, each with its end."""
    return sum(len(line.encode("utf-8")) + 1 for line in lines)


def to_json(value: Any) -> str:
    """Return plain data as JSON text in ASCII, two spaces deep, with a final newline."""
    return json.dumps(_clean(value), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
