"""Suggestions: what exists, and which of it a misspelt name probably means."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from holdfast.model.escape import quoted

_SHOWN = 20
_CLOSE = 0.6
_COMPARED = 500  # comparing is slow, and a list may be hostile


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the name that is spelt most like `name`, or "" if none comes close."""
    from difflib import get_close_matches

    folded = {candidate.lower(): candidate for candidate in sorted(islice(names, _COMPARED), reverse=True)}
    close = get_close_matches(name.lower()[:200], sorted(folded), n=1, cutoff=_CLOSE)
    return folded[close[0]] if close else ""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `Did you mean …? ` for `name`, or ""."""
    close = nearest(name, names)
    return f"Did you mean {quoted(close)}? " if close else ""


def listed(names: Collection[str]) -> str:
    """Return `names`, quoted, as a list in words; a long one is cut."""
    shown = ", ".join(quoted(name) for name in islice(names, _SHOWN))
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
