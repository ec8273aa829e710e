"""What can go wrong with an expression, and how an unknown travels through it."""

from __future__ import annotations

from collections.abc import Hashable


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

    def __init__(
        self,
        message: str = "the expression takes more steps than it is allowed",
        line: int = 1,
        column: int = 1,
    ) -> None:
        super().__init__(message, line, column)


class UnknownRaised(Exception):  # noqa: N818  # an unknown is no error, it only travels as one
    """An unknown on its way to the first operator that can do without it."""

    def __init__(self, rests_on: frozenset[Hashable]) -> None:
        super().__init__("unknown")
        self.rests_on = rests_on


class OperationError(Exception):
    """An operation does not take these values; the node that called it adds the place."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


ABSORBED = (CelEvaluationError, UnknownRaised)
"""What `&&`, `||`, `all` and `exists` can absorb; exceeding the budget is not among it."""

Absorbed = CelEvaluationError | UnknownRaised


def worse(first: Absorbed | None, second: Absorbed) -> Absorbed:
    """Return one failure for two: unknown wins over error, unknowns merge, else the first stays."""
    if first is None:
        return second
    if isinstance(first, UnknownRaised):
        if isinstance(second, UnknownRaised):
            return UnknownRaised(first.rests_on | second.rests_on)
        return first
    return second if isinstance(second, UnknownRaised) else first
