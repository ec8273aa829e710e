"""Operators on all values: arithmetic with overflow as error, comparison across types, deep equality.

What closures do inline for the usual classes ends here for the others.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from holdfast.cel.budget import Frame, charge, weigh
from holdfast.cel.errors import OperationError
from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import (
    INT_MAX,
    INT_MIN,
    MAPS,
    MISSING,
    NATIVE,
    NOTHING,
    NUMBERS,
    UINT_MAX,
    Map,
    Optional,
    Type,
    Uint,
    adapt,
    is_record,
    items,
    look_up,
)

SCALARS = frozenset({str, int, Uint, float, bytes, bool, type(None)})
"""Classes whose values Python compares as CEL does where both sides have the same."""

NO_OPERATOR = "the operator does not take these values"


def overflow(what: str) -> OperationError:
    """Return the error of a result that does not fit."""
    return OperationError(f"{what} overflow")


def checked_int(value: int) -> int:
    """Return `value` if it fits into a signed 64-bit integer."""
    if INT_MIN <= value <= INT_MAX:
        return value
    raise overflow("integer")


def checked_uint(value: int) -> Uint:
    """Return `value` if it fits into an unsigned 64-bit integer."""
    if 0 <= value <= UINT_MAX:
        return Uint(value)
    raise overflow("unsigned integer")


def add(left: Any, right: Any, frame: Frame) -> Any:
    """`a + b`; what grows is charged by its length."""
    left, right = adapt(left), adapt(right)
    kind, other = left.__class__, right.__class__
    if kind is not other:
        if (kind is Timestamp and other is Duration) or (kind is Duration and other is Timestamp):
            return Timestamp.at(left.nanoseconds + right.nanoseconds)
        raise OperationError(NO_OPERATOR)
    if kind is int:
        return checked_int(left + right)
    if kind is float:
        return left + right
    if kind is Uint:
        return checked_uint(int(left) + right)
    if kind is str or kind is bytes:
        charge(frame, len(left) + len(right) >> 3)
        return left + right
    if kind is list:
        charge(frame, len(left) + len(right))
        return left + right
    if kind is Duration:
        return Duration.lasting(left.nanoseconds + right.nanoseconds)
    raise OperationError(NO_OPERATOR)


def subtract(left: Any, right: Any, _: Frame) -> Any:
    """`a - b`."""
    left, right = adapt(left), adapt(right)
    kind, other = left.__class__, right.__class__
    if kind is Timestamp:
        if other is Timestamp:
            return Duration.lasting(left.nanoseconds - right.nanoseconds)
        if other is Duration:
            return Timestamp.at(left.nanoseconds - right.nanoseconds)
    elif kind is other:
        if kind is int:
            return checked_int(left - right)
        if kind is float:
            return left - right
        if kind is Uint:
            return checked_uint(int(left) - right)
        if kind is Duration:
            return Duration.lasting(left.nanoseconds - right.nanoseconds)
    raise OperationError(NO_OPERATOR)


def multiply(left: Any, right: Any, _: Frame) -> Any:
    """`a * b`."""
    left, right = adapt(left), adapt(right)
    kind = left.__class__
    if kind is right.__class__:
        if kind is int:
            return checked_int(left * right)
        if kind is float:
            return left * right
        if kind is Uint:
            return checked_uint(int(left) * right)
    raise OperationError(NO_OPERATOR)


def divide(left: Any, right: Any, _: Frame) -> Any:
    """`a / b`, towards zero for integers; a double by zero is infinite."""
    left, right = adapt(left), adapt(right)
    kind = left.__class__
    if kind is not right.__class__ or kind not in NUMBERS:
        raise OperationError(NO_OPERATOR)
    if kind is float:
        return left / right if right else _by_zero(left, right)
    if not right:
        raise OperationError("division by zero")
    if kind is Uint:
        return Uint(left // right)
    return checked_int(left // right if (left < 0) is (right < 0) else -(-left // right))


def modulo(left: Any, right: Any, _: Frame) -> Any:
    """`a % b`, with the sign of `a`."""
    left, right = adapt(left), adapt(right)
    kind = left.__class__
    if kind is not right.__class__ or kind not in (int, Uint):
        raise OperationError(NO_OPERATOR)
    if not right:
        raise OperationError("modulus by zero")
    if kind is Uint:
        return Uint(left % right)
    if left == INT_MIN and right == -1:
        raise overflow("integer")
    return int(math.copysign(1, left)) * (abs(left) % abs(right))


def _by_zero(left: float, right: float) -> float:
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def negate(value: Any) -> Any:
    """`-a`."""
    value = adapt(value)
    if value.__class__ is int:
        return checked_int(-value)
    if value.__class__ is float:
        return -value
    raise OperationError("the operator does not take this value")


ARITHMETIC: dict[str, Callable[[Any, Any, Frame], Any]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
}
FAST: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
"""What two ints need where the result fits."""

COMPARISON: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
KEYS = NUMBERS | {str, bool}
"""What may be looked for among the keys of a map; a double finds the integer it equals."""

ORDERED = frozenset({bool, str, bytes, Timestamp, Duration})


def compare(compared: Callable[[Any, Any], bool], left: Any, right: Any, frame: Frame) -> bool:
    """`a < b` and its like, numbers across types; OperationError where there is no order."""
    left, right = adapt(left), adapt(right)
    kind, other = left.__class__, right.__class__
    if kind in NUMBERS and other in NUMBERS:
        # A double compares with an integer as doubles do, as in Google's implementations.
        if kind is float or other is float:
            return compared(float(left), float(right))
        return compared(left, right)
    if kind is other and kind in ORDERED:
        if kind is str or kind is bytes:
            weigh(frame, left)
        return compared(left, right)
    raise OperationError(NO_OPERATOR)


def equal(left: Any, right: Any, frame: Frame) -> bool:
    """`a == b`: deep, numbers by value, unlike types unequal, records by identity."""
    kind, other = left.__class__, right.__class__
    if kind is other and kind in SCALARS:
        if kind is str or kind is bytes:
            weigh(frame, left)
        return bool(left == right)
    if kind in NUMBERS and other in NUMBERS:
        return float(left) == float(right) if kind is float or other is float else bool(left == right)
    if kind not in NATIVE or other not in NATIVE:
        return _equal_foreign(left, right, frame)
    if kind is list and other is list:
        if len(left) != len(right):
            return False
        charge(frame, len(left))
        return all(equal(a, b, frame) for a, b in zip(left, right, strict=True))
    if kind in MAPS and other in MAPS:
        return _equal_maps(left, right, frame)
    if kind is Optional and other is Optional:
        if left is NOTHING or right is NOTHING:
            return left is right
        return equal(left.value, right.value, frame)
    return kind is other and bool(left == right)


def _equal_foreign(left: Any, right: Any, frame: Frame) -> bool:
    left, right = adapt(left), adapt(right)
    if left.__class__ in NATIVE and right.__class__ in NATIVE:
        return equal(left, right, frame)
    if is_record(left.__class__) and is_record(right.__class__):
        return bool(left.identity == right.identity)
    return False


def _equal_maps(left: dict[Any, Any], right: dict[Any, Any], frame: Frame) -> bool:
    if len(left) != len(right):
        return False
    charge(frame, len(left))
    for key, value in items(left):
        found = look_up(right, key)
        if found is MISSING or not equal(value, found, frame):
            return False
    return True


def contains(item: Any, holder: Any, frame: Frame) -> bool:
    """`a in b` of a list or a map's keys."""
    item, holder = adapt(item), adapt(holder)
    kind = holder.__class__
    if kind is list:
        charge(frame, len(holder))
        return any(equal(item, each, frame) for each in holder)
    if kind in MAPS:
        if item.__class__ not in KEYS:
            raise OperationError("a key is a string, a number or a bool")
        if item.__class__ is str:
            weigh(frame, item)
        return look_up(holder, item) is not MISSING
    raise OperationError("`in` needs a list or a map")


def type_name(value: Any) -> str:
    """Return CEL's name of the value's type; a record counts as a map."""
    return TYPE_NAMES.get(adapt(value).__class__, "map")


TYPE_NAMES = {
    type(None): "null_type",
    bool: "bool",
    int: "int",
    Uint: "uint",
    float: "double",
    str: "string",
    bytes: "bytes",
    list: "list",
    dict: "map",
    Map: "map",
    Timestamp: "google.protobuf.Timestamp",
    Duration: "google.protobuf.Duration",
    Optional: "optional_type",
    Type: "type",
}
