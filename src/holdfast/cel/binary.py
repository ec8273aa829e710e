"""Closures of operators between two values: arithmetic, comparison, equality and `in`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from holdfast.cel import core, operators
from holdfast.cel.budget import LONG, Frame
from holdfast.cel.errors import ABSORBED, BudgetExceededError, CelEvaluationError, OperationError
from holdfast.cel.failures import Closure, at, both
from holdfast.cel.values import INT_MAX, INT_MIN, NATIVE, adapt
from holdfast.model.unknown import Unknown


def binary_closure(node: core.Binary, left: Closure, right: Closure) -> Closure:
    """Return the closure of one operator between two compiled operands."""
    if node.operator in ("==", "!="):
        return _equality(node, left, right)
    if node.operator in operators.COMPARISON:
        return _comparison(node, left, right)
    if node.operator == "in":
        return _membership(node, left, right)
    return _step(node, left, right)


def _equality(node: core.Binary, left: Closure, right: Closure) -> Closure:
    equal, same = operators.equal, node.operator == "=="
    if isinstance(node.right, core.Constant) and _is_short(node.right.value):
        constant, kind = node.right.value, node.right.value.__class__

        def equals_constant(frame: Frame) -> bool:
            value = left(frame)
            if value.__class__ is kind:
                return (value == constant) is same
            return _placed_equal(value, constant, frame, node) is same

        return equals_constant

    def equals(frame: Frame) -> bool:
        try:
            one = left(frame)
        except ABSORBED as error:
            raise both(error, (right,), frame) from None
        other = right(frame)
        kind = one.__class__
        if kind is other.__class__ and (len(one) <= LONG if kind is str else kind in _SHORT):
            return (one == other) is same
        try:
            return equal(one, other, frame) is same
        except OperationError as error:
            raise at(node, error.message) from None

    return equals


_SHORT = operators.SCALARS - {bytes, str}
"""The classes whose values are compared at once."""


def _is_short(value: Any) -> bool:
    """Tell whether a value is compared with another of its class in no time worth counting."""
    if value.__class__ is str or value.__class__ is bytes:
        return len(value) <= LONG
    return value.__class__ in operators.SCALARS


def _placed_equal(one: Any, other: Any, frame: Frame, node: core.Binary) -> bool:
    try:
        return operators.equal(one, other, frame)
    except OperationError as error:
        raise at(node, error.message) from None


def _comparison(node: core.Binary, left: Closure, right: Closure) -> Closure:
    compared, compare = operators.COMPARISON[node.operator], operators.compare

    def comparison(frame: Frame) -> bool:
        try:
            one = left(frame)
        except ABSORBED as error:
            raise both(error, (right,), frame) from None
        other = right(frame)
        if one.__class__ is int and other.__class__ is int:
            return compared(one, other)
        try:
            return compare(compared, one, other, frame)
        except OperationError as error:
            raise at(node, error.message) from None

    return comparison


def _membership(node: core.Binary, left: Closure, right: Closure) -> Closure:
    constants = _constant_strings(node.right)
    if constants is not None:
        return _in_strings(node, left, constants)
    contains = operators.contains
    # A loop asks the same list for one string after another: from the second time on, a set answers.
    known: list[Any] = [None, None]

    def membership(frame: Frame) -> bool:
        try:
            item = left(frame)
        except ABSORBED as error:
            raise both(error, (right,), frame) from None
        holder = right(frame)
        if item.__class__ is str and len(item) <= LONG:
            if holder.__class__ is dict:
                return item in holder
            if holder.__class__ is list and not holder:
                return False
            # Strings equal only strings, which C finds; an unknown among them has to be met.
            if holder.__class__ is list and (holder is known[0] or _UNKNOWN.isdisjoint(map(type, holder))):
                frame[0] -= len(holder)
                if frame[0] < 0:
                    raise BudgetExceededError(line=node.line, column=node.column)
                return item in _strings(known, holder)
        try:
            return contains(item, holder, frame)
        except OperationError as error:
            raise at(node, error.message) from None

    return membership


_UNKNOWN = frozenset({Unknown})
_FEW = 4
"""In a list of so many strings one is found as fast as in a set."""


def _strings(known: list[Any], holder: list[Any]) -> Collection[Any]:
    """Return `holder`, or its strings as a set where it is a longer list that was looked into before."""
    if known[0] is not holder:
        known[:] = (holder, None) if holder[0].__class__ is str else (None, None)
    elif len(holder) > _FEW and known[1] is None:
        known[1] = frozenset(each for each in holder if each.__class__ is str)
    return known[1] or holder


def _in_strings(node: core.Binary, left: Closure, strings: frozenset[str]) -> Closure:
    def membership(frame: Frame) -> bool:
        item = left(frame)
        if item.__class__ is str:
            return item in strings
        try:
            return item.__class__ not in NATIVE and adapt(item).__class__ is str and str(item) in strings
        except OperationError as error:
            raise at(node, error.message) from None

    return membership


def _constant_strings(node: core.Node) -> frozenset[str] | None:
    if not isinstance(node, core.ListOf):
        return None
    values = [element.value for element, _ in node.elements if isinstance(element, core.Constant)]
    if len(values) < len(node.elements) or any(optional for _, optional in node.elements):
        return None
    return frozenset(values) if all(value.__class__ is str for value in values) else None


def _step(node: core.Binary, left: Closure, right: Closure) -> Closure:
    """Return one step of arithmetic; what two ints make is done inline where it fits."""
    operate, fast = operators.ARITHMETIC[node.operator], operators.FAST.get(node.operator)

    def step(frame: Frame) -> Any:
        try:
            one = left(frame)
        except ABSORBED as error:
            raise both(error, (right,), frame) from None
        other = right(frame)
        if fast is not None and one.__class__ is int and other.__class__ is int:
            value = fast(one, other)
            if INT_MIN <= value <= INT_MAX:
                return value
        try:
            return operate(one, other, frame)
        except OperationError as error:
            raise at(node, error.message) from None

    return step


def arithmetic_closure(node: core.Arithmetic, first: Closure, operands: tuple[Closure, ...]) -> Closure:
    """Return the closure of a chain of arithmetic whose operands are compiled."""
    steps = tuple(
        (operators.ARITHMETIC[sign], operand, line, column)
        for operand, (sign, _, line, column) in zip(operands, node.steps, strict=True)
    )

    def arithmetic(frame: Frame) -> Any:
        done = 0
        try:
            value = first(frame)
            for operate, operand, line, column in steps:
                done += 1
                other = operand(frame)
                try:
                    value = operate(value, other, frame)
                except OperationError as error:
                    raise CelEvaluationError(error.message, line, column) from None
        except ABSORBED as error:
            raise both(error, operands[done:], frame) from None
        return value

    return arithmetic
