"""Conversions between types, and the types as values."""

from __future__ import annotations

import math
import re
from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import TYPE_NAMES, type_name
from holdfast.cel.time import SECOND, Duration, Timestamp
from holdfast.cel.values import INT_MAX, INT_MIN, UINT_MAX, Type, Uint

_WHOLE = r"[+-]?[0-9]{1,400}"
_DOUBLE = r"(?ai)[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|infinity|nan)"
_BOOLS = dict.fromkeys(("1", "t", "true", "TRUE", "True"), True) | dict.fromkeys(
    ("0", "f", "false", "FALSE", "False"), False
)


def to_int(value: Any) -> int:
    """`int(x)`: towards zero; seconds since 1970 of a timestamp."""
    kind = value.__class__
    if kind is float:
        if not INT_MIN < value < INT_MAX:
            raise OperationError("the double does not fit into 64 bits")
        return int(value)
    if kind is Timestamp:
        return int(value.nanoseconds // SECOND)
    number = _whole(value, "an int") if kind is str else int(value)
    if not INT_MIN <= number <= INT_MAX:
        raise OperationError("the number does not fit into 64 bits")
    return number


def to_uint(value: Any) -> Uint:
    """`uint(x)`: towards zero."""
    kind = value.__class__
    if kind is float:
        if not 0 <= value < UINT_MAX:
            raise OperationError("the double does not fit into 64 bits without sign")
        return Uint(value)
    if kind is str and value[:1] == "-":
        raise OperationError("the string is not a uint")
    number = _whole(value, "a uint") if kind is str else int(value)
    if not 0 <= number <= UINT_MAX:
        raise OperationError("the number does not fit into 64 bits without sign")
    return Uint(number)


def _whole(text: str, what: str) -> int:
    if not re.fullmatch(_WHOLE, text):
        raise OperationError(f"the string is not {what}")
    return int(text)


def to_double(frame: Frame, value: Any) -> float:
    """`double(x)`."""
    _read(frame, value)
    if value.__class__ is str and not re.fullmatch(_DOUBLE, value):
        raise OperationError("the string is not a double")
    return float(value)


def to_bool(value: Any) -> bool:
    """`bool(x)`."""
    if value.__class__ is bool:
        return bool(value)
    if value not in _BOOLS:
        raise OperationError("the string is not a bool")
    return _BOOLS[value]


def _read(frame: Frame, value: Any) -> None:
    """Charge for what is read from end to end, or copied."""
    if value.__class__ is str or value.__class__ is bytes:
        charge(frame, len(value) >> 3)


def to_bytes(frame: Frame, value: Any) -> bytes:
    """`bytes(x)`: UTF-8."""
    _read(frame, value)
    return value.encode() if value.__class__ is str else bytes(value)


def to_string(value: Any) -> str:
    """Return the text of a value that has one."""
    kind = value.__class__
    if kind is bool:
        return "true" if value else "false"
    if kind is float:
        return double_text(value)
    if kind is bytes:
        try:
            return str(value, "utf-8")
        except UnicodeDecodeError:
            raise OperationError("the bytes are not UTF-8") from None
    return str(int(value)) if kind is Uint else str(value)


def double_text(value: float) -> str:
    """Return the shortest text that reads back as `value`, with an exponent from 1e6 on or below 1e-4."""
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    # As many digits as it takes: with more, the exponent of 1e150 would be 149.
    scientific = f"{value:.{_digits(repr(value)) - 1}e}"
    if -4 <= int(scientific.partition("e")[2]) < 6:
        return repr(value).removesuffix(".0")
    return scientific


def _digits(text: str) -> int:
    return len(text.lstrip("-").partition("e")[0].replace(".", "").strip("0")) or 1


def string_of(frame: Frame, value: Any) -> str:
    """`string(x)`."""
    if value.__class__ is bytes:
        charge(frame, len(value) >> 3)
    return to_string(value)


def to_timestamp(frame: Frame, value: Any) -> Timestamp:
    """`timestamp(x)`: of RFC 3339 or of seconds since 1970."""
    _read(frame, value)
    if value.__class__ is str:
        return Timestamp.parse(value)
    return Timestamp.at(value * SECOND) if value.__class__ is int else value


def to_duration(frame: Frame, value: Any) -> Duration:
    """`duration(x)`."""
    _read(frame, value)
    return Duration.parse(value) if value.__class__ is str else value


def type_of(value: Any) -> Type:
    """`type(x)`."""
    return Type(type_name(value))


def _conversion(name: str, takes: str, call: Any, *, metered: bool = False) -> Builtin:
    return Builtin(name, (takes,), name, call, Style.GLOBAL, metered=metered)


LIBRARY = (
    _conversion("int", "number|string|timestamp", to_int),
    _conversion("uint", "number|string", to_uint),
    _conversion("double", "number|string", to_double, metered=True),
    _conversion("bool", "bool|string", to_bool),
    _conversion("bytes", "bytes|string", to_bytes, metered=True),
    _conversion("string", "bool|number|string|bytes|timestamp|duration", string_of, metered=True),
    _conversion("timestamp", "timestamp|string|int", to_timestamp, metered=True),
    _conversion("duration", "duration|string", to_duration, metered=True),
    _conversion("type", "dyn", type_of),
    _conversion("dyn", "dyn", lambda value: value),
)
TYPES = frozenset(TYPE_NAMES.values())
"""Names that are types where no variable has them."""

_KINDS: tuple[tuple[str, type, Any], ...] = (
    ("Bool", bool, False),
    ("Bytes", bytes, b""),
    ("Double", float, 0.0),
    ("Float", float, 0.0),
    ("Int32", int, 0),
    ("Int64", int, 0),
    ("String", str, ""),
    ("UInt32", Uint, Uint(0)),
    ("UInt64", Uint, Uint(0)),
)
_RANGES: dict[str, tuple[float, float]] = {
    "Int32": (-(2**31), 2**31 - 1),
    "Int64": (INT_MIN, INT_MAX),
    "UInt32": (0, 2**32 - 1),
    "UInt64": (0, UINT_MAX),
}
WRAPPERS: dict[str, tuple[Any, Any, tuple[float, float] | None]] = {
    f"google.protobuf.{name}Value": (kind, default, _RANGES.get(name)) for name, kind, default in _KINDS
}
"""The wrapper messages of protocol buffers, which are their values in CEL: class, default and range."""


def _single(value: float) -> float:
    """Return the single-precision number nearest to `value`, infinite where it is too large."""
    import struct

    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def wrapped(name: str, value: Any) -> Any:
    """Return what the wrapper `name` holds; OperationError where it cannot hold `value`."""
    kind, _, limits = WRAPPERS[name]
    if value.__class__ is not kind or (limits is not None and not limits[0] <= value <= limits[1]):
        raise OperationError(f"`{name}` does not hold this value")
    if name == "google.protobuf.FloatValue":
        return _single(value)
    return value
