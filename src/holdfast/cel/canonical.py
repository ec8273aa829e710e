"""Keys by which Python's sets tell values apart as CEL does: for the sets library and `distinct`."""

from __future__ import annotations

import math
from typing import Any

from holdfast.cel.budget import Frame, charge, weigh
from holdfast.cel.values import MAPS, NATIVE, NOTHING, Optional, Uint, adapt, is_record, items

_EXACT = float(1 << 53)


class InexactError(Exception):
    """There is a double that equals several integers, which do not equal each other: no key can say that."""


def canonical(value: Any, frame: Frame) -> Any:
    """Return what is hashable and equal where values are: for sets and `distinct`; may raise InexactError."""
    kind = value.__class__
    if kind is str or kind is bytes:
        weigh(frame, value)
        return value
    if kind is int or value is None or kind is Uint:
        return value
    if kind is bool:
        return (bool, value)
    if kind is float:
        return _canonical_double(value)
    if kind is list:
        charge(frame, len(value))
        return (list, *[canonical(item, frame) for item in value])
    if kind in MAPS:
        charge(frame, len(value))
        pairs = ((canonical(key, frame), canonical(item, frame)) for key, item in items(value))
        return (dict, frozenset(pairs))
    if kind is Optional:
        return (Optional, None if value is NOTHING else (canonical(value.value, frame),))
    if kind not in NATIVE:
        if is_record(kind):
            return ("record", value.identity)
        return canonical(adapt(value), frame)
    return value


def _canonical_double(value: float) -> Any:
    if _EXACT <= abs(value) < math.inf:
        raise InexactError
    return object() if math.isnan(value) else value
