"""The values that an expression works on beside plain Python ones, and the way in and out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

from holdfast.cel.errors import OperationError, UnknownRaised
from holdfast.cel.time import Duration, Timestamp
from holdfast.model.unknown import Unknown

INT_MIN, INT_MAX, UINT_MAX = -(2**63), 2**63 - 1, 2**64 - 1


class Uint(int):
    """An unsigned 64-bit integer, which CEL tells apart from int."""

    __slots__ = ()


class Type:
    """A type as a value, by its name in CEL: `int`, `list`, `google.protobuf.Timestamp`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Type) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Type({self.name!r})"


class Optional:
    """A value that may be missing: `optional.of(1)`; NOTHING where it is."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


NOTHING = Optional(None)
"""`optional.none()`: there is one, compared by identity, because an optional may well hold null."""


@runtime_checkable
class Record(Protocol):
    """An object whose fields are looked up one by one, so that joined objects may be cyclic.

    Two records are equal when their `identity` is.
    """

    @property
    def identity(self) -> Hashable:
        """What makes this record itself."""

    def lookup(self, name: str) -> Any:
        """Return the field's value or an `Unknown`; raise KeyError where there is no such field."""

    def has(self, name: str) -> bool | Unknown:
        """Tell whether the field is set; raise KeyError where there is no such field."""


class Remembering:
    """A record that keeps the fields that were read, as values of CEL: to read one again is one look-up.

    Only what has a value is kept, and nothing of a record may change while it is used. Decisions that ask
    of nothing but this record keep what they came to beside its fields.
    """

    __slots__ = ("remembered",)

    def __init__(self) -> None:
        self.remembered: dict[Hashable, Any] = {}

    def lookup(self, name: str) -> Any:
        """Return the field's value, as of any record."""
        raise NotImplementedError

    def has(self, name: str) -> bool | Unknown:
        """Tell whether the field is set, as of any record."""
        raise NotImplementedError

    def read(self, name: str) -> Any:
        """Return the field's value as one of CEL, and keep it; raise what `lookup` and `adapt` raise."""
        value = self.lookup(name)
        kind = value.__class__
        if kind is int or kind not in NATIVE:
            value = adapt(value)
        self.remembered[name] = value
        return value


@lru_cache(maxsize=1024)
def is_record(kind: type) -> bool:
    """Tell whether instances of `kind` are records; isinstance() of a protocol takes microseconds."""
    return hasattr(kind, "lookup") and hasattr(kind, "has")


class BoolKey:
    """A boolean as the key of a map: to Python, True and 1 are one key."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:  # noqa: FBT001  # it is the value
        self.value = value


TRUE_KEY, FALSE_KEY = BoolKey(value=True), BoolKey(value=False)


class Map(dict[Any, Any]):
    """A map that CEL made: string, int and uint keys as they are, booleans as TRUE_KEY and FALSE_KEY."""

    __slots__ = ()


MISSING: Any = object()
NATIVE = frozenset(
    {type(None), bool, int, Uint, float, str, bytes, list, dict, Map, Timestamp, Duration, Type, Optional}
)
"""The classes that operations take as they are; all else goes through `adapt` first."""

NUMBERS = frozenset({int, Uint, float})
MAPS = frozenset({dict, Map})


_BASES: tuple[tuple[type, Callable[[Any], Any]], ...] = tuple(
    (kind, kind) for kind in (Uint, int, float, str, bytes, list)
)


def adapt(value: Any) -> Any:
    """Return `value` as one of NATIVE or a record; raise UnknownRaised or OperationError where it is none."""
    kind = value.__class__
    if kind is int and not INT_MIN <= value <= INT_MAX:
        raise OperationError("the integer does not fit into 64 bits")
    if kind in NATIVE or is_record(kind):
        return value
    if kind is Unknown:
        raise UnknownRaised(value.rests_on)
    if isinstance(value, datetime):
        return Timestamp.of(value)
    if isinstance(value, timedelta):
        return Duration.of(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    for base, convert in _BASES:
        if isinstance(value, base):
            return adapt(convert(value))
    raise OperationError(f"there is no CEL value for {kind.__name__}")


def key_of(value: Any) -> Any:
    """Return `value` as the key of a Map; OperationError where CEL has no such key."""
    kind = value.__class__
    if kind is str or kind is int or kind is Uint:
        return value
    if kind is bool:
        return TRUE_KEY if value else FALSE_KEY
    if kind in NATIVE:
        raise OperationError("a key is a string, an int, a uint or a bool")
    return key_of(adapt(value))


def look_up(mapping: dict[Any, Any], key: Any) -> Any:
    """Return what `mapping` holds under `key`, numbers by value; MISSING where it holds nothing."""
    kind = key.__class__
    if kind is str:
        return mapping.get(key, MISSING)
    if kind is bool:
        if mapping.__class__ is Map:
            return mapping.get(TRUE_KEY if key else FALSE_KEY, MISSING)
        return _scan(mapping, bool, key)
    if kind not in NUMBERS or key != key:  # noqa: PLR0124  # only nan differs from itself
        return MISSING
    if mapping.__class__ is dict and key in (0, 1):
        return _scan(mapping, int, key)
    return mapping.get(key, MISSING)


def _scan(mapping: dict[Any, Any], kind: type, key: Any) -> Any:
    """Look through a plain dict, to which True and 1 are one key."""
    for found, value in mapping.items():
        if found == key and isinstance(found, bool) is (kind is bool):
            return value
    return MISSING


def keys(mapping: dict[Any, Any]) -> Iterator[Any]:
    """Yield the keys as CEL sees them."""
    if mapping.__class__ is Map:
        return (key.value if key.__class__ is BoolKey else key for key in mapping)
    return iter(mapping)


def items(mapping: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield keys and values as CEL sees them."""
    return zip(keys(mapping), mapping.values(), strict=True)


_CHANGING = frozenset({list, Map, Timestamp, Duration, Optional, Unknown})
"""What must be converted on the way out, or may hold it; a plain dict is the caller's own."""


def to_plain(value: Any) -> Any:
    """Return `value` as the caller's Python: datetime and timedelta where they suffice, else ours.

    An unknown anywhere inside makes the whole unknown; an optional is its value, None where it has none.
    """
    kind = value.__class__
    if kind is bool or kind is str or kind is int or value is None:
        return value
    unknowns: set[Hashable] = set()
    plain = _plain(value, {}, unknowns)
    return Unknown(frozenset(unknowns)) if unknowns else plain


def _plain(value: Any, seen: dict[int, Any], unknowns: set[Hashable]) -> Any:
    # `seen` keeps the conversion of shared values linear: a few nested binds can name 2^100 elements.
    kind = value.__class__
    if kind is Timestamp or kind is Duration:
        return value.plain()
    if kind is Optional:
        return None if value is NOTHING else _plain(value.value, seen, unknowns)
    if kind is Unknown:
        unknowns |= value.rests_on
    elif kind is list:
        if _CHANGING.isdisjoint(map(type, value)):
            return list(value)
        if id(value) not in seen:
            seen[id(value)] = [_plain(item, seen, unknowns) for item in value]
        return seen[id(value)]
    elif kind is Map:
        if id(value) not in seen:
            seen[id(value)] = {key: _plain(item, seen, unknowns) for key, item in items(value)}
        return seen[id(value)]
    return value
