"""The lists library; `sortBy` is a macro."""

from __future__ import annotations

import math
from typing import Any

from holdfast.cel.budget import LONG, Frame, charge
from holdfast.cel.canonical import InexactError, canonical
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style
from holdfast.cel.operators import ORDERED, equal
from holdfast.cel.values import NOTHING, NUMBERS, Optional, adapt


def distinct(frame: Frame, values: list[Any]) -> list[Any]:
    """`list.distinct()`: without repetition, in order of first occurrence."""
    charge(frame, len(values))
    kept: dict[Any, Any] = {}
    try:
        for value in values:
            kept.setdefault(canonical(value, frame), value)
    except InexactError:
        return _distinct_by_pairs(frame, values)
    return list(kept.values())


def _distinct_by_pairs(frame: Frame, values: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for value in values:
        charge(frame, len(kept))
        if not any(equal(value, other, frame) for other in kept):
            kept.append(value)
    return kept


def flatten(frame: Frame, values: list[Any], depth: int = 1) -> list[Any]:
    """`list.flatten(depth)`: lists within it replaced by their elements, one level deep unless told."""
    if depth < 0:
        raise OperationError("the depth is not negative")
    charge(frame, len(values))
    flat = values
    for _ in range(depth):
        if not any(value.__class__ is list for value in flat):
            break
        # Charged before it is built: shared lists can name far more elements than there are.
        charge(frame, sum(len(value) if value.__class__ is list else 1 for value in flat))
        flat = [item for value in flat for item in (value if value.__class__ is list else (value,))]
    return flat


def slice_of(frame: Frame, values: list[Any], start: int, end: int) -> list[Any]:
    """`list.slice(start, end)`, the end not included."""
    if not 0 <= start <= end <= len(values):
        raise OperationError(f"there is no slice from {start} to {end} of {len(values)} elements")
    charge(frame, end - start)
    return values[start:end]


def ordered(frame: Frame, values: list[Any], sort_keys: list[Any]) -> list[Any]:
    """Return `values` in the order of `sort_keys`, which have one type that has an order."""
    charge(frame, len(values))
    sort_keys = [adapt(key) for key in sort_keys]
    kinds = {key.__class__ for key in sort_keys}
    if not kinds <= NUMBERS | ORDERED:
        raise OperationError("the elements have no order")
    if len(kinds) > 1:
        raise OperationError("the elements are not of one type")
    if not kinds.isdisjoint((str, bytes)):  # each is compared with some log n others
        charge(frame, sum(map(len, sort_keys)) * len(values).bit_length() // LONG)
    if float in kinds:  # nan is neither below nor above: it comes last
        sort_keys = [(math.isnan(key), key) for key in sort_keys]
    order = sorted(range(len(values)), key=sort_keys.__getitem__)
    return [values[position] for position in order]


def sort(frame: Frame, values: list[Any]) -> list[Any]:
    """`list.sort()`, ascending."""
    return ordered(frame, values, values)


def first(values: list[Any]) -> Optional:
    """`list.first()`, optional."""
    return Optional(values[0]) if values else NOTHING


def last(values: list[Any]) -> Optional:
    """`list.last()`, optional."""
    return Optional(values[-1]) if values else NOTHING


def span(frame: Frame, count: int) -> list[int]:
    """`lists.range(n)`: 0 to n - 1."""
    charge(frame, max(count, 0))
    return list(range(count))


_LIST = "list(dyn)"
LIBRARY = (
    Builtin("distinct", (_LIST,), _LIST, distinct, metered=True),
    Builtin("flatten", (_LIST, "int"), _LIST, flatten, optional=1, metered=True),
    Builtin("slice", (_LIST, "int", "int"), _LIST, slice_of, metered=True),
    Builtin("sort", (_LIST,), _LIST, sort, metered=True),
    Builtin("first", (_LIST,), "optional(dyn)", first),
    Builtin("last", (_LIST,), "optional(dyn)", last),
    Builtin("lists.range", ("int",), "list(int)", span, Style.GLOBAL, metered=True),
)
