"""Rules and values in what is said of settings that do not hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from holdfast.model.escape import quoted

MOST_NAMES = 5
"""A message names so many rules."""


def listed(rules: Iterable[str]) -> str:
    """Return rules in words, sorted; of many the first."""
    names = sorted(rules)
    named = ", ".join(map(quoted, names[:MOST_NAMES]))
    return named if len(names) <= MOST_NAMES else f"{named} and {len(names) - MOST_NAMES} more"


def holds(value: Any) -> str:
    """Say that `value` holds."""
    return f"{shown(value)} holds"


def shown(value: Any) -> str:
    """Return a value of a setting as it would be written."""
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
