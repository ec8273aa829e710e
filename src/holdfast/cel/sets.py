"""The sets library: lists as sets, their elements compared by value."""

from __future__ import annotations

from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import canonical


def _set(frame: Frame, values: list[Any]) -> set[Any]:
    charge(frame, len(values))
    return {canonical(value, frame) for value in values}


def contains(frame: Frame, values: list[Any], wanted: list[Any]) -> bool:
    """`sets.contains(list, sublist)`."""
    return _set(frame, wanted) <= _set(frame, values)


def equivalent(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.equivalent(list, list)`."""
    return _set(frame, left) == _set(frame, right)


def intersects(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.intersects(list, list)`."""
    return not _set(frame, left).isdisjoint(_set(frame, right))


LIBRARY = tuple(
    Builtin(f"sets.{call.__name__}", ("list(dyn)", "list(dyn)"), "bool", call, Style.GLOBAL, metered=True)
    for call in (contains, equivalent, intersects)
)
