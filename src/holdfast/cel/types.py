"""The types that the static checks know: what a value may be, as far as it is known.

`dyn` is what nothing is known of; it goes with everything. A type never promises more than evaluation
keeps: where a value may be one of several things it is an `Either`, and only what none of them can do is
wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string; `allowed` are the only values that it can have, None where it can have any."""

    allowed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of elements of one type."""

    element: AnyType
    depth: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        _deepen(self, self.element)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map: the type of its values, and that of its keys."""

    value: AnyType
    key: AnyType
    depth: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        _deepen(self, self.value, self.key)


@dataclass(frozen=True, slots=True)
class OptionalOf:
    """An optional value."""

    value: AnyType
    depth: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        _deepen(self, self.value)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object; `may_be_absent` where nobody need have set it and it has no default."""

    type: AnyType
    may_be_absent: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """An object by its name, which is how messages call it; two of one name have the same fields.

    `rest` is the type of the fields that are not among `fields`, None where there are no others.
    `is_map` says that it is a map whose keys are known, rather than a record.
    """

    name: str
    fields: Mapping[str, Field] = field(compare=False)
    rest: AnyType | None = None
    is_map: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several types; of none, where there is no value at all: the element of an empty list."""

    options: tuple[AnyType, ...]
    depth: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        _deepen(self, *self.options)


def _deepen(kind: AnyType, *parts: AnyType) -> None:
    # Kept, because parts are shared: counting anew could take time exponential in the depth.
    object.__setattr__(kind, "depth", 1 + max((depth_of(part) for part in parts), default=0))


def depth_of(kind: AnyType) -> int:
    """Return how deep the parts of a type nest; an object, whose fields are looked up late, has none."""
    return kind.depth if isinstance(kind, ListOf | MapOf | OptionalOf | Either) else 0


AnyType = Simple | Text | ListOf | MapOf | OptionalOf | Object | Either

DYN, BOOL, INT, UINT, DOUBLE = map(Simple, ("dyn", "bool", "int", "uint", "double"))
BYTES, TIMESTAMP, DURATION, NULL, TYPE = map(Simple, ("bytes", "timestamp", "duration", "null", "type"))
STRING = Text()
LIST, MAP, OPTIONAL = ListOf(DYN), MapOf(DYN, DYN), OptionalOf(DYN)
NOTHING = Either(())
NUMBER = Either((INT, UINT, DOUBLE))
NUMBERS = frozenset({INT, UINT, DOUBLE})

_MOST_OPTIONS = 8


class Lazy(Mapping[str, Field]):
    """Fields that are made when they are first asked for, so that joined objects may be cyclic."""

    def __init__(self, makers: Mapping[str, Callable[[], Field]]) -> None:
        self._makers = makers
        self._made: dict[str, Field] = {}

    def __getitem__(self, name: str) -> Field:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def options_of(kind: AnyType) -> tuple[AnyType, ...] | None:
    """Return what a value of `kind` may be, one by one; None where it may be anything."""
    if kind in (DYN, NOTHING):
        return None
    return kind.options if isinstance(kind, Either) else (kind,)


def join(first: AnyType, second: AnyType) -> AnyType:
    """Return the type of what is one or the other."""
    if second in (first, NOTHING):
        return first
    if first == NOTHING:
        return second
    if DYN in (first, second):
        return DYN
    merged = _merged(first, second)
    if merged is not None:
        return merged
    options: list[AnyType] = []
    for option in (*(options_of(first) or ()), *(options_of(second) or ())):
        for position, known in enumerate(options):
            merged = known if known == option else _merged(known, option)
            if merged is not None:
                options[position] = merged
                break
        else:
            options.append(option)
    return Either(tuple(options)) if len(options) <= _MOST_OPTIONS else DYN


def _merged(first: AnyType, second: AnyType) -> AnyType | None:
    """Return one type for two of a kind; None for two of different kinds."""
    if isinstance(first, Text) and isinstance(second, Text):
        if first.allowed is None or second.allowed is None:
            return STRING
        return Text(tuple(sorted({*first.allowed, *second.allowed})))
    if isinstance(first, ListOf) and isinstance(second, ListOf):
        return ListOf(join(first.element, second.element))
    if isinstance(first, MapOf) and isinstance(second, MapOf):
        return MapOf(join(first.value, second.value), join(first.key, second.key))
    if isinstance(first, OptionalOf) and isinstance(second, OptionalOf):
        return OptionalOf(join(first.value, second.value))
    return None


def comparable(first: AnyType, second: AnyType) -> bool:
    """Tell whether values of the two types can be equal; numbers are compared across types."""
    ours, theirs = options_of(first), options_of(second)
    if ours is None or theirs is None:
        return True
    return any(_can_equal(one, other) for one in ours for other in theirs)


def _can_equal(one: AnyType, other: AnyType) -> bool:
    if one == other or (one in NUMBERS and other in NUMBERS):
        return True
    if isinstance(one, Text) and isinstance(other, Text):
        return True
    if isinstance(one, ListOf) and isinstance(other, ListOf):
        return comparable(one.element, other.element)
    if isinstance(one, OptionalOf) and isinstance(other, OptionalOf):
        return comparable(one.value, other.value)
    if _is_map(one) and _is_map(other):
        if isinstance(one, MapOf) and isinstance(other, MapOf):
            return comparable(one.value, other.value)
        return True
    return False


def _is_map(kind: AnyType) -> bool:
    return isinstance(kind, MapOf) or (isinstance(kind, Object) and kind.is_map)


def fits(given: AnyType, wanted: AnyType) -> bool:
    """Tell whether a value of `given` may be what a parameter of type `wanted` takes."""
    ours, theirs = options_of(given), options_of(wanted)
    if ours is None or theirs is None:
        return True
    return any(_can_be(one, other) for one in ours for other in theirs)


def _can_be(one: AnyType, wanted: AnyType) -> bool:
    if isinstance(one, ListOf) and isinstance(wanted, ListOf):
        return fits(one.element, wanted.element)
    if _is_map(one):
        return _is_map(wanted)
    return one == wanted or (isinstance(one, Text) and isinstance(wanted, Text)) or (
        isinstance(one, OptionalOf) and isinstance(wanted, OptionalOf)
    )  # fmt: skip


def show(kind: AnyType) -> str:
    """Return `kind` as messages name it: `list(string)`, `timestamp or null`, the name of an object."""
    if kind == NUMBER:
        return "number"
    if isinstance(kind, Simple | Object):
        return kind.name
    if isinstance(kind, Text):
        return "string"
    if isinstance(kind, ListOf):
        return "list" if options_of(kind.element) is None else f"list({show(kind.element)})"
    if isinstance(kind, MapOf):
        return "map" if options_of(kind.value) is None else f"map({show(kind.value)})"
    if isinstance(kind, OptionalOf):
        return "optional" if options_of(kind.value) is None else f"optional({show(kind.value)})"
    return " or ".join(dict.fromkeys(map(show, kind.options))) or "nothing"


_NAMED: dict[str, AnyType] = {
    **{kind.name: kind for kind in (BOOL, INT, UINT, DOUBLE, BYTES, TIMESTAMP, DURATION, TYPE)},
    "null_type": NULL,
    "string": STRING,
    "number": NUMBER,
    "list": LIST,
    "map": MAP,
    "optional": OPTIONAL,
}
_PARTS = re.compile(r"(list|optional)\((.*)\)")


@cache
def parse_type(text: str) -> AnyType:
    """Return the type that the declaration of a function names; `dyn` for one that is not known here."""
    alternatives = [_parsed(part.strip()) for part in text.split("|")]
    if DYN in alternatives:
        return DYN
    kind: AnyType = NOTHING
    for alternative in alternatives:
        kind = join(kind, alternative)
    return kind


def _parsed(text: str) -> AnyType:
    matched = _PARTS.fullmatch(text)
    if matched:
        part = _parsed(matched.group(2))
        return ListOf(part) if matched.group(1) == "list" else OptionalOf(part)
    return _NAMED.get(text.partition("(")[0], DYN)
