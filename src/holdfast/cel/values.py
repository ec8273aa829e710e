"""The values that an expression works on beside plain Python ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable


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


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody knows; `rests_on` holds what would have to be known, of any hashable kind."""

    rests_on: frozenset[Hashable]

    @classmethod
    def of(cls, *rests_on: Hashable) -> Unknown:
        """Return the unknown that rests on all of `rests_on`."""
        return cls(frozenset(rests_on))


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


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call.

    A receiver is the first argument: `join(x)` and `x.join()` are the same call. `parameters` and
    `result` are CEL types as text (`list(string)`, `double`, `dyn`); `optional` is how many
    parameters may be left out from the end. `call` takes and returns plain values; a ValueError
    becomes the error of the expression.
    """

    name: str
    parameters: tuple[str, ...]
    result: str
    call: Callable[..., Any]
    optional: int = 0
    summary: str = ""
