"""The optionals library; selection, `or` and `orValue`, `optMap` and `optFlatMap` are nodes of their own."""

from __future__ import annotations

from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style
from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import NOTHING, Optional

_EMPTIES = (bool, int, float, str, bytes, list, dict)
_ZEROS: tuple[Any, ...] = (Duration(0), Timestamp(0))


def of_non_zero(value: Any) -> Optional:
    """`optional.ofNonZeroValue(x)`: nothing where x is null, false, 0, empty, or the beginning of time."""
    if value is None or value is NOTHING or (isinstance(value, _EMPTIES) and not value) or value in _ZEROS:
        return NOTHING
    return Optional(value)


def value_of(optional: Optional) -> Any:
    """`x.value()`."""
    if optional is NOTHING:
        raise OperationError("the optional has no value")
    return optional.value


def unwrap(frame: Frame, values: list[Any]) -> list[Any]:
    """`optional.unwrap(list)`: the values that there are."""
    charge(frame, len(values))
    if not all(value.__class__ is Optional for value in values):
        raise OperationError("takes a list of optionals")
    return [value.value for value in values if value is not NOTHING]


_DYN = "optional(dyn)"
LIBRARY = (
    Builtin("optional.of", ("dyn",), _DYN, Optional, Style.GLOBAL),
    Builtin("optional.none", (), _DYN, lambda: NOTHING, Style.GLOBAL),
    Builtin("optional.ofNonZeroValue", ("dyn",), _DYN, of_non_zero, Style.GLOBAL),
    Builtin("optional.unwrap", ("list(dyn)",), "list(dyn)", unwrap, Style.GLOBAL, metered=True),
    Builtin("unwrapOpt", ("list(dyn)",), "list(dyn)", unwrap, metered=True),
    Builtin("hasValue", (_DYN,), "bool", lambda optional: optional is not NOTHING),
    Builtin("value", (_DYN,), "dyn", value_of),
)
