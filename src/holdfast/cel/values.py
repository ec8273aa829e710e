"""The values that an expression works on beside plain Python ones."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Protocol, runtime_checkable

from holdfast.model.function import Function
from holdfast.model.unknown import Unknown

__all__ = [
    "BudgetExceededError",
    "CelError",
    "CelEvaluationError",
    "CelSyntaxError",
    "Function",
    "Record",
    "Uint",
    "Unknown",
]


class CelError(Exception):
    """An expression is wrong or cannot be evaluated; `line` and `column` are 1-based in its source."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class CelSyntaxError(CelError):
    """The source is not an expression, is too large, or names what does not exist."""


class CelEvaluationError(CelError):
    """The expression has no value for these bindings."""


class BudgetExceededError(CelError):
    """The evaluation took more steps than it was allowed; no operator absorbs this."""


class Uint(int):
    """An unsigned 64-bit integer, which CEL tells apart from int."""

    __slots__ = ()


@runtime_checkable
class Record(Protocol):
    """An object whose fields are looked up one by one, so that joined objects may be cyclic.

    Two records are equal when their `identity` is.
    """

    @property
    def identity(self) -> Hashable:
        """What makes this record itself."""

    def lookup(self, name: str) -> Any:
        """Return the field's value or an `Unknown`; raise KeyError where there is no such field."""

    def has(self, name: str) -> bool | Unknown:
        """Tell whether the field is set; raise KeyError where there is no such field."""
