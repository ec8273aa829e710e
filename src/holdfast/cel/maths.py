"""The math library."""

from __future__ import annotations

import math
import operator
from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import checked_int, compare
from holdfast.cel.values import NUMBERS, UINT_MAX, Uint, adapt

_BITS = 64


def _extreme(frame: Frame, values: tuple[Any, ...], *, greatest: bool) -> Any:
    if len(values) == 1 and values[0].__class__ is list:
        values = tuple(map(adapt, values[0]))
    charge(frame, len(values))
    if not values or any(value.__class__ not in NUMBERS for value in values):
        raise OperationError("takes numbers, or one list of them that is not empty")
    better = operator.gt if greatest else operator.lt
    best = values[0]
    for value in values[1:]:
        if compare(better, value, best, frame):
            best = value
    return best


def greatest(frame: Frame, *values: Any) -> Any:
    """`math.greatest(a, b, …)`; of equal ones the first."""
    return _extreme(frame, values, greatest=True)


def least(frame: Frame, *values: Any) -> Any:
    """`math.least(a, b, …)`."""
    return _extreme(frame, values, greatest=False)


def _rounded(value: float, how: Any) -> float:
    return math.copysign(float(how(value)), value) if math.isfinite(value) else value


def ceil(value: float) -> float:
    """`math.ceil(x)`."""
    return _rounded(value, math.ceil)


def floor(value: float) -> float:
    """`math.floor(x)`."""
    return _rounded(value, math.floor)


def trunc(value: float) -> float:
    """`math.trunc(x)`."""
    return _rounded(value, math.trunc)


def round_half_away(value: float) -> float:
    """`math.round(x)`, a half away from zero."""
    if not math.isfinite(value):
        return value
    whole = math.trunc(value)
    if abs(value - whole) >= 0.5:  # exact: both are doubles of one exponent or less
        whole += 1 if value > 0 else -1
    return math.copysign(float(whole), value)


def absolute(value: Any) -> Any:
    """`math.abs(x)`."""
    if value.__class__ is int:
        return checked_int(abs(value))
    return value if value.__class__ is Uint else abs(value)


def sign(value: Any) -> Any:
    """`math.sign(x)`: -1, 0 or 1 of the same type; nan of nan."""
    if value.__class__ is float and math.isnan(value):
        return value
    return value.__class__((value > 0) - (value < 0))


def square_root(value: Any) -> float:
    """`math.sqrt(x)`; nan of a negative number."""
    return math.sqrt(value) if value >= 0 else math.nan


def _signed(bits: int) -> int:
    bits &= UINT_MAX
    return bits - (1 << _BITS) if bits >> (_BITS - 1) else bits


def _same(left: Any, right: Any) -> None:
    if left.__class__ is not right.__class__:
        raise OperationError("takes two ints or two uints")


def bit_and(left: Any, right: Any) -> Any:
    """`math.bitAnd(a, b)`."""
    _same(left, right)
    return left.__class__(int(left) & int(right))


def bit_or(left: Any, right: Any) -> Any:
    """`math.bitOr(a, b)`."""
    _same(left, right)
    return left.__class__(int(left) | int(right))


def bit_xor(left: Any, right: Any) -> Any:
    """`math.bitXor(a, b)`."""
    _same(left, right)
    return left.__class__(int(left) ^ int(right))


def bit_not(value: Any) -> Any:
    """`math.bitNot(a)`."""
    return Uint(UINT_MAX ^ int(value)) if value.__class__ is Uint else ~value


def shift_left(value: Any, count: int) -> Any:
    """`math.bitShiftLeft(a, count)`; what leaves the 64 bits is gone."""
    _check_shift(count)
    shifted = int(value) << count if count < _BITS else 0
    return Uint(shifted & UINT_MAX) if value.__class__ is Uint else _signed(shifted)


def shift_right(value: Any, count: int) -> Any:
    """`math.bitShiftRight(a, count)`; zeros come in from the left, whatever the sign."""
    _check_shift(count)
    shifted = (int(value) & UINT_MAX) >> count if count < _BITS else 0
    return Uint(shifted) if value.__class__ is Uint else _signed(shifted)


def _check_shift(count: int) -> None:
    if count < 0:
        raise OperationError("a shift is not negative")


def _function(name: str, parameters: tuple[str, ...], result: str, call: Any) -> Builtin:
    return Builtin(f"math.{name}", parameters, result, call, Style.GLOBAL)


_WHOLE = "int|uint"
LIBRARY = (
    Builtin("math.greatest", ("dyn",), "dyn", greatest, Style.GLOBAL, variadic=True, metered=True),
    Builtin("math.least", ("dyn",), "dyn", least, Style.GLOBAL, variadic=True, metered=True),
    _function("ceil", ("double",), "double", ceil),
    _function("floor", ("double",), "double", floor),
    _function("round", ("double",), "double", round_half_away),
    _function("trunc", ("double",), "double", trunc),
    _function("abs", ("number",), "dyn", absolute),
    _function("sign", ("number",), "dyn", sign),
    _function("sqrt", ("number",), "double", square_root),
    _function("isNaN", ("double",), "bool", math.isnan),
    _function("isInf", ("double",), "bool", math.isinf),
    _function("isFinite", ("double",), "bool", math.isfinite),
    _function("bitAnd", (_WHOLE, _WHOLE), "dyn", bit_and),
    _function("bitOr", (_WHOLE, _WHOLE), "dyn", bit_or),
    _function("bitXor", (_WHOLE, _WHOLE), "dyn", bit_xor),
    _function("bitNot", (_WHOLE,), "dyn", bit_not),
    _function("bitShiftLeft", (_WHOLE, "int"), "dyn", shift_left),
    _function("bitShiftRight", (_WHOLE, "int"), "dyn", shift_right),
)
