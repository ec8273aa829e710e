"""The parts of timestamps and durations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin
from holdfast.cel.time import PARTS, SECOND, Timestamp

_UNITS = {"getHours": 3600 * SECOND, "getMinutes": 60 * SECOND, "getSeconds": SECOND}


_ZONE = 32
"""Steps that a time zone costs: one that there is not is looked for in files."""


def _part(name: str, frame: Frame, value: Any, zone: str = "UTC") -> int:
    if zone != "UTC":
        charge(frame, _ZONE)
    if value.__class__ is Timestamp:
        return int(value.part(name, zone))
    if zone != "UTC":
        raise OperationError("a duration has no time zone")
    if name == "getMilliseconds":  # of the second, not of the whole
        return int(value.whole(10**6) % 1000 if value.nanoseconds >= 0 else -(-value.whole(10**6) % 1000))
    return int(value.whole(_UNITS[name]))


def _accessor(name: str) -> Builtin:
    takes = "timestamp|duration" if name in _UNITS or name == "getMilliseconds" else "timestamp"
    call: Callable[..., int] = partial(_part, name)
    return Builtin(name, (takes, "string"), "int", call, optional=1, metered=True)


LIBRARY = tuple(_accessor(name) for name in PARTS)
