"""The sets library: lists as sets, their elements compared by value."""

from __future__ import annotations

from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import canonical


def _set(frame: Frame, values: list[Any]) -> set[Any]:
    charge(frame, len(values))
    return {canonical(value, frame) for value in values}


def _within(wanted: set[Any], values: set[Any]) -> bool:
    # Not `<=`, which compares sizes first: two large integers may equal one double.
    return all(map(values.__contains__, wanted))


def contains(frame: Frame, values: list[Any], wanted: list[Any]) -> bool:
    """`sets.contains(list, sublist)`."""
    return _within(_set(frame, wanted), _set(frame, values))


def equivalent(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.equivalent(list, list)`."""
    one, other = _set(frame, left), _set(frame, right)
    return _within(one, other) and _within(other, one)


def intersects(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.intersects(list, list)`."""
    return not _set(frame, left).isdisjoint(_set(frame, right))


LIBRARY = tuple(
    Builtin(f"sets.{call.__name__}", ("list(dyn)", "list(dyn)"), "bool", call, Style.GLOBAL, metered=True)
    for call in (contains, equivalent, intersects)
)
