"""How closures fail: errors with places, failures that are kept or met before, unknowns that merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, Absorbed, CelEvaluationError, OperationError, worse
from holdfast.cel.values import NATIVE, adapt

Closure = Callable[[Frame], Any]
"""Evaluates one node in a frame; raises CelEvaluationError, UnknownRaised or BudgetExceededError."""


class Raised:
    """A failure kept in a slot until its name is read; without the frames that led to it, which hold it."""

    __slots__ = ("error",)

    def __init__(self, error: Absorbed) -> None:
        self.error = error.with_traceback(None)


def at(node: Any, message: str) -> CelEvaluationError:
    """Return an error with the place of `node`."""
    return CelEvaluationError(message, node.line, node.column)


def both(first: Absorbed, others: tuple[Closure, ...], frame: Frame) -> Absorbed:
    """Return what `first` comes to when the other operands are evaluated too: unknowns merge."""
    first.__traceback__ = None
    for other in others:
        try:
            other(frame)
        except ABSORBED as error:
            error.__traceback__ = None
            first = worse(first, error)
    return first


def unfit(value: Any) -> None:
    """Raise the unknown that `value`, which is not what was wanted, may be."""
    if value.__class__ not in NATIVE:
        try:
            adapt(value)
        except OperationError:
            return


def placed(node: Any, evaluate: Closure) -> Closure:
    """Give the failures of operations in `evaluate` the place of `node`."""

    def evaluate_placed(frame: Frame) -> Any:
        try:
            return evaluate(frame)
        except OperationError as error:
            raise at(node, error.message) from None

    return evaluate_placed
