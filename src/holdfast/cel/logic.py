"""Closures of `!`, `-`, `&&`, `||` and `?:`: what is decided without a failure absorbs it."""

from __future__ import annotations

from typing import Any

from holdfast.cel import core, operators
from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, Absorbed, CelEvaluationError, worse
from holdfast.cel.failures import Closure, at, placed, unfit


def unary_closure(node: core.Unary, operand: Closure) -> Closure:
    """Return the closure of `!` or `-` before a compiled operand."""
    if node.operator == "-":
        return placed(node, lambda frame: operators.negate(operand(frame)))
    wrong = at(node, "the operator does not take this value")

    def negation(frame: Frame) -> bool:
        value = operand(frame)
        if value is True:
            return False
        if value is False:
            return True
        unfit(value)
        raise wrong.with_traceback(None)

    return negation


def logic_closure(node: core.Logic, operands: tuple[Closure, ...]) -> Closure:
    """Return the closure of `&&` or `||` between compiled operands."""
    wrong = tuple(at(operand, "a boolean was expected here") for operand in node.operands)
    if len(operands) == 2:
        return _pair(operands[0], operands[1], wrong, decisive=node.operator == "||")
    return _chain(operands, wrong, decisive=node.operator == "||")


def _chain(
    operands: tuple[Closure, ...], wrong: tuple[CelEvaluationError, ...], *, decisive: bool
) -> Closure:
    steps = tuple(zip(operands, wrong, strict=True))

    def chain(frame: Frame) -> Any:
        failure: Absorbed | None = None
        for operand, error in steps:
            try:
                value = operand(frame)
                if value is decisive:
                    return decisive
                if value is not True and value is not False:
                    unfit(value)
                    failure = worse(failure, error)
            except ABSORBED as met:
                met.__traceback__ = None
                failure = worse(failure, met)
        if failure is not None:
            raise failure.with_traceback(None)
        return not decisive

    return chain


def _pair(  # noqa: C901  # flat, and run more often than anything else
    left: Closure, right: Closure, wrong: tuple[CelEvaluationError, ...], *, decisive: bool
) -> Closure:
    def pair(frame: Frame) -> Any:
        try:
            value = left(frame)
            if value is decisive:
                return decisive
            if value is not True and value is not False:
                unfit(value)
                raise wrong[0].with_traceback(None)
        except ABSORBED as failure:
            return settled(failure, frame)
        other = right(frame)
        if other is True:
            return True
        if other is False:
            return False
        unfit(other)
        raise wrong[1].with_traceback(None)

    def settled(failure: Absorbed, frame: Frame) -> Any:
        """Evaluate the right side where the left one failed."""
        failure.__traceback__ = None
        try:
            value = right(frame)
            if value is decisive:
                return decisive
            if value is not True and value is not False:
                unfit(value)
        except ABSORBED as error:
            error.__traceback__ = None
            failure = worse(failure, error)
        raise failure.with_traceback(None)

    return pair


def conditional_closure(
    node: core.Conditional, condition: Closure, then: Closure, otherwise: Closure
) -> Closure:
    """Return the closure of `?:` between compiled operands."""
    wrong = at(node, "the condition of ?: is not a boolean")

    def conditional(frame: Frame) -> Any:
        value = condition(frame)
        if value is True:
            return then(frame)
        if value is False:
            return otherwise(frame)
        unfit(value)
        raise wrong.with_traceback(None)

    return conditional
