"""The models that a repository names, for machines, as `schemas/references-v1.schema.json` says."""

from __future__ import annotations

from typing import Any

from holdfast.model.reference import Detection, ModelReference
from holdfast.output.references_words import facts_of
from holdfast.output.strings import to_json

VERSION = 1


def render(detection: Detection) -> str:
    """Return `detection` as JSON in ASCII, with a stable order of keys and a final newline."""
    return to_json(
        {
            "version": VERSION,
            "references": [_reference(each) for each in detection.references],
            "choices": [_reference(each) for each in detection.choices],
            "uses": [
                {
                    "library": each.library,
                    "file": each.path,
                    "line": each.line,
                    "column": each.column,
                    "production": each.production,
                }
                for each in detection.uses
            ],
            "notes": detection.notes,
        }
    )


def _reference(reference: ModelReference) -> dict[str, Any]:
    return {
        "id": reference.id,
        "file": reference.path,
        "line": reference.line,
        "column": reference.column,
        **facts_of(reference),
    }
