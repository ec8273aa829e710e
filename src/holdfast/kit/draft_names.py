"""Ids and places of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from holdfast.model.reference import ModelReference

_NO_ID = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return `text` as the id of a manifest, empty where nothing of it can be part of one."""
    return _NO_ID.sub("-", text.lower()).strip("-")


def told_apart(entries: Sequence[tuple[str, str]]) -> list[str]:
    """Return ids by names and what tells them apart; `claude-opus-4-2` for a second one reads as another."""
    names = [name for name, _ in entries]
    return unique(
        f"{name}-{other}" if other and name in names[:at] else name
        for at, (name, other) in enumerate(entries)
    )


def unique(names: Iterable[str]) -> list[str]:
    """Return the names, each later one that is there already with a number."""
    found: list[str] = []
    for name in names:
        number, chosen = 1, name
        while chosen in found:
            number += 1
            chosen = f"{name}-{number}"
        found.append(chosen)
    return found


def places(references: Iterable[ModelReference]) -> tuple[str, ...]:
    """Return where references are, as `path:line`, each once."""
    return tuple(dict.fromkeys(f"{each.path}:{each.line}" for each in references))
