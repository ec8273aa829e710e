"""A baseline as the text of its file: one entry a line, so that a difference shows what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from holdfast.model.exceptions import Accepted

VERSION = 1


def render(entries: Iterable[Accepted]) -> str:
    """Return the entries as JSON in ASCII with a final newline; the same entries, the same text."""
    lines = ",\n".join(f"    {_line(entry)}" for entry in entries)
    listed = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "tool": "holdfast",\n  "version": {VERSION},\n  "entries": {listed}\n}}\n'


def _line(entry: Accepted) -> str:
    members = {
        "rule": entry.rule,
        "subject": entry.subject,
        "validation": entry.validation,
        **({"lookedAt": entry.looked_at} if entry.looked_at else {}),
        "count": entry.times,
        "fingerprint": entry.fingerprint,
    }
    return json.dumps(members, ensure_ascii=True)
