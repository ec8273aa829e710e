"""Plain Python values to cel-python's and back; records stay lazy."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta
from typing import Any

from celpy import celtypes
from celpy.evaluation import CELEvalError

from holdfast.cel.values import Record, Uint, Unknown


class UnknownValue(CELEvalError):  # noqa: N818  # an unknown is no error, it travels as one
    """An unknown on its way through cel-python, which passes errors on as values."""

    def __init__(self, rests_on: frozenset[Hashable]) -> None:
        super().__init__("unknown")
        self.rests_on = rests_on


class RecordMap(celtypes.MapType):
    """A record that cel-python takes for a map, without its entries."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record

    def __eq__(self, other: object) -> Any:
        same = isinstance(other, RecordMap) and self.record.identity == other.record.identity
        return celtypes.BoolType(same)

    def __ne__(self, other: object) -> Any:
        return celtypes.BoolType(not self == other)

    def __hash__(self) -> int:  # type: ignore[override]  # a record has an identity, a map has none
        return hash(self.record.identity)


def to_cel(value: Any) -> Any:
    """Return `value` as cel-python's; a value that CEL cannot hold becomes an error value."""
    if isinstance(value, Unknown):
        return UnknownValue(value.rests_on)
    if value is None or isinstance(value, celtypes.MapType):
        return value
    if isinstance(value, Record):
        return RecordMap(value)
    if isinstance(value, list | tuple):
        return celtypes.ListType([to_cel(item) for item in value])
    if isinstance(value, Mapping):
        return celtypes.MapType({celtypes.StringType(key): to_cel(item) for key, item in value.items()})
    for kind, convert in _SCALARS:
        if isinstance(value, kind):
            try:
                return convert(value)
            except ValueError as error:  # an int beyond 64 bits
                return CELEvalError(str(error))
    raise TypeError(f"no CEL value for {type(value).__name__}")


_SCALARS: tuple[tuple[type, Any], ...] = (
    (bool, celtypes.BoolType),
    (Uint, celtypes.UintType),
    (int, celtypes.IntType),
    (float, celtypes.DoubleType),
    (str, celtypes.StringType),
    (bytes, celtypes.BytesType),
    (datetime, celtypes.TimestampType),
    (timedelta, celtypes.DurationType),
)


def from_cel(value: Any) -> Any:
    """Return cel-python's `value` as plain Python; an error value is returned as it is."""
    if isinstance(value, RecordMap):
        return value.record
    if isinstance(value, celtypes.ListType | list):
        return [from_cel(item) for item in value]
    if isinstance(value, celtypes.MapType):
        return {from_cel(key): from_cel(item) for key, item in value.items()}
    for kind, convert in _PLAIN:
        if isinstance(value, kind):
            return convert(value)
    return value


_PLAIN: tuple[tuple[type, Any], ...] = (
    (celtypes.BoolType, bool),
    (celtypes.UintType, lambda value: Uint(int(value))),
    (celtypes.IntType, int),
    (celtypes.DoubleType, float),
    (celtypes.StringType, str),
    (celtypes.BytesType, bytes),
)
