"""`format` of the strings library: `'%s has %d models'.format([name, count])`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.conversions import double_text, to_string
from holdfast.cel.errors import OperationError
from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import MAPS, NATIVE, Type, Uint, adapt, items

_CLAUSE = r"(?s)%(?:%|(\.\d*)?(.?))"
_PRECISE = 6
_MOST_PRECISE = 1000


def formatted(frame: Frame, template: str, values: list[Any]) -> str:
    """Fill the clauses of `template` with `values` in order; `%%` is a percent sign.

    `%s` takes anything, `%d` numbers, `%f` and `%e` numbers as doubles, `%b` and `%o` integers, `%x` and
    `%X` integers, strings and bytes.
    """
    charge(frame, len(template) >> 3)
    pieces: list[str] = []
    position = used = 0
    for match in re.finditer(_CLAUSE, template):
        pieces.append(template[position : match.start()])
        position = match.end()
        if match.group() == "%%":
            pieces.append("%")
            continue
        precision, verb = match.groups()
        if verb not in _VERBS or precision == ".":
            raise OperationError(f"`{match.group()}` is no clause: %s %d %f %e %b %o %x %X")
        if used == len(values):
            raise OperationError("has more clauses than values")
        piece = _VERBS[verb](frame, adapt(values[used]), verb, _precision(precision))
        used += 1
        charge(frame, len(piece) >> 3)
        pieces.append(piece)
    return "".join([*pieces, template[position:]])


def _precision(written: str | None) -> int:
    digits = written[1:] if written else ""
    if len(digits) > 4 or (digits and int(digits) > _MOST_PRECISE):
        raise OperationError(f"the precision is above {_MOST_PRECISE}")
    return int(digits) if digits else _PRECISE


def _string(frame: Frame, value: Any, _: str, __: int) -> str:
    return _text(frame, value)


def _text(frame: Frame, value: Any) -> str:
    kind = value.__class__
    if kind is str:
        # Here and not for the whole: one text may be written again and again.
        charge(frame, len(value) >> 3)
        return str(value)
    if value is None:
        return "null"
    if kind in _SHOWN:
        return _SHOWN[kind](value)
    if kind is list:
        charge(frame, len(value))
        return "[" + ", ".join([_text(frame, item) for item in value]) + "]"
    if kind in MAPS:
        charge(frame, len(value))
        pairs = [(_text(frame, key), _text(frame, item)) for key, item in items(value)]
        return "{" + ", ".join(f"{key}: {item}" for key, item in sorted(pairs)) + "}"
    adapted = adapt(value)
    if adapted is not value:
        return _text(frame, adapted)
    what = "an optional" if kind in NATIVE else "an object; name one of its fields"
    raise OperationError(f"cannot show {what}")


_SHOWN: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((bool, int, Uint, Duration), to_string),
    Timestamp: Timestamp.shortest,
    float: lambda value: _special(value) or double_text(value),
    bytes: lambda value: str(value, "utf-8", "replace"),
    Type: lambda value: str(value.name),
}


def _special(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return ("Infinity" if value > 0 else "-Infinity") if math.isinf(value) else ""


def _decimal(frame: Frame, value: Any, verb: str, _: int) -> str:
    if value.__class__ in (int, Uint):
        return str(int(value))
    if value.__class__ is str:  # of which only %f and %e take the names of what is no number
        raise OperationError("%d takes a number")
    return _fixed(frame, value, verb, _PRECISE)


def _fixed(_: Frame, value: Any, verb: str, precision: int) -> str:
    if value.__class__ is str and value in ("NaN", "Infinity", "-Infinity"):
        return str(value)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise OperationError(f"%{verb} takes a number")
    number = float(value)
    return _special(number) or f"{number:.{precision}{'e' if verb == 'e' else 'f'}}"


def _binary(_: Frame, value: Any, verb: str, __: int) -> str:
    if value.__class__ not in (int, Uint, bool) or (value.__class__ is bool and verb != "b"):
        raise OperationError(f"%{verb} takes an integer")
    return f"{int(value):{verb}}"


def _hexadecimal(_: Frame, value: Any, verb: str, __: int) -> str:
    kind = value.__class__
    if kind in (int, Uint):
        return f"{int(value):{verb}}"
    if kind not in (str, bytes):
        raise OperationError(f"%{verb} takes an integer, a string or bytes")
    digits: str = (value.encode() if kind is str else value).hex()
    return digits.upper() if verb == "X" else digits


_VERBS = {
    "s": _string,
    "d": _decimal,
    "f": _fixed,
    "e": _fixed,
    "b": _binary,
    "o": _binary,
    "x": _hexadecimal,
    "X": _hexadecimal,
}
