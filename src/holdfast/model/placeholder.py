"""Words that people write where they have nothing to say."""

from __future__ import annotations

_LONGEST = 24

PLACEHOLDERS = frozenset((
    "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "??", "???", "_", "/", "#", "n/a", "n.a.",
    "n.a", "na", "nil", "null", "none", "no", "nothing", "missing", "unknown", "pending", "tbd", "tbc",
    "tba", "tbd.", "t.b.d.", "todo", "fixme", "xxx", "placeholder", "nein", "kein", "keine", "keiner",
    "keines", "nichts", "fehlt", "offen", "ausstehend", "unbekannt", "entfällt", "k.a.", "k.a", "to do",
    "to be done", "to be defined", "to be determined", "k. a.", "n. a.", "not available",
))  # fmt: skip


def is_placeholder(text: str) -> bool:
    """Tell whether `text`, also as the name of a group or a user, says nothing, whatever its case."""
    if len(text) > _LONGEST:
        return False
    plain = text.casefold().strip(" <>[](){}*'\"").removeprefix("group:").removeprefix("user:")
    return not plain or plain in PLACEHOLDERS
