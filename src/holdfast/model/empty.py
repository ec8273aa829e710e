"""The mapping that stands where nothing was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

EMPTY: Final[Mapping[Any, Any]] = {}
