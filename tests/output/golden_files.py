"""Compares what a format renders with the file that holds what it should."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def golden(name: str, actual: str) -> str:
    """Return the expected text; with HOLDFAST_UPDATE_GOLDEN set, `actual` becomes that first."""
    path = FOLDER / name
    if os.environ.get("HOLDFAST_UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8", newline="\n")
    return path.read_bytes().decode("utf-8")
