"""The sets library: lists as sets, their elements compared by value."""

from __future__ import annotations

from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.canonical import InexactError, canonical
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import equal


def _set(frame: Frame, values: list[Any]) -> set[Any]:
    charge(frame, len(values))
    return {canonical(value, frame) for value in values}


def _held(frame: Frame, wanted: list[Any], values: list[Any]) -> list[bool]:
    """Tell of each of `wanted` whether it is among `values`, pair by pair."""
    charge(frame, len(wanted) * len(values))
    return [any(equal(one, other, frame) for other in values) for one in wanted]


def contains(frame: Frame, values: list[Any], wanted: list[Any]) -> bool:
    """`sets.contains(list, sublist)`."""
    try:
        return _set(frame, wanted) <= _set(frame, values)
    except InexactError:
        return all(_held(frame, wanted, values))


def equivalent(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.equivalent(list, list)`."""
    try:
        return _set(frame, left) == _set(frame, right)
    except InexactError:
        return all(_held(frame, left, right)) and all(_held(frame, right, left))


def intersects(frame: Frame, left: list[Any], right: list[Any]) -> bool:
    """`sets.intersects(list, list)`."""
    try:
        return not _set(frame, left).isdisjoint(_set(frame, right))
    except InexactError:
        return any(_held(frame, left, right))


LIBRARY = tuple(
    Builtin(f"sets.{call.__name__}", ("list(dyn)", "list(dyn)"), "bool", call, Style.GLOBAL, metered=True)
    for call in (contains, equivalent, intersects)
)
