"""A lock as the text of its file: one value a line, so that a difference shows what changed."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.model.lock import LockedPack
from holdfast.output.strings import to_json

VERSION = 1


def render(packs: Iterable[LockedPack]) -> str:
    """Return the packs as JSON in ASCII with a final newline; the same packs, the same text."""
    listed = {
        pack.id: {
            "version": pack.version,
            "source": pack.source,
            "digest": pack.digest,
            "files": dict(sorted(pack.files.items())),
            "rules": {rule: dict(fields) for rule, fields in sorted(pack.rules.items())},
        }
        for pack in sorted(packs, key=lambda pack: pack.id)
    }
    return to_json({"tool": "holdfast", "version": VERSION, "packs": listed})
