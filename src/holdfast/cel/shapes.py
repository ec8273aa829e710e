"""What type an operation gives for the types of its operands; None where it takes none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from holdfast.cel import types
from holdfast.cel.types import (
    BOOL,
    BYTES,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    NOTHING,
    NUMBERS,
    STRING,
    TIMESTAMP,
    UINT,
    AnyType,
    ListOf,
    MapOf,
    Object,
    OptionalOf,
    Text,
    join,
    options_of,
)

_SUMS: dict[tuple[AnyType, AnyType], AnyType] = {
    (INT, INT): INT,
    (UINT, UINT): UINT,
    (DOUBLE, DOUBLE): DOUBLE,
    (BYTES, BYTES): BYTES,
    (DURATION, DURATION): DURATION,
    (TIMESTAMP, DURATION): TIMESTAMP,
    (DURATION, TIMESTAMP): TIMESTAMP,
}
_DIFFERENCES: dict[tuple[AnyType, AnyType], AnyType] = {
    (INT, INT): INT,
    (UINT, UINT): UINT,
    (DOUBLE, DOUBLE): DOUBLE,
    (DURATION, DURATION): DURATION,
    (TIMESTAMP, DURATION): TIMESTAMP,
    (TIMESTAMP, TIMESTAMP): DURATION,
}
_PRODUCTS: dict[tuple[AnyType, AnyType], AnyType] = {
    (INT, INT): INT,
    (UINT, UINT): UINT,
    (DOUBLE, DOUBLE): DOUBLE,
}
_REMAINDERS: dict[tuple[AnyType, AnyType], AnyType] = {(INT, INT): INT, (UINT, UINT): UINT}
_TABLES = {"+": _SUMS, "-": _DIFFERENCES, "*": _PRODUCTS, "/": _PRODUCTS, "%": _REMAINDERS}

_ORDERED = frozenset({BOOL, BYTES, TIMESTAMP, DURATION})


def arithmetic(operator: str, left: AnyType, right: AnyType) -> AnyType | None:
    """Return the type of `left operator right`."""
    ours, theirs = options_of(left), options_of(right)
    if ours is None or theirs is None:
        return DYN
    made: AnyType = NOTHING
    for one in ours:
        for other in theirs:
            made = join(made, _step(operator, one, other) or NOTHING)
    return None if made == NOTHING else made


def _step(operator: str, one: AnyType, other: AnyType) -> AnyType | None:
    if operator == "+":
        if isinstance(one, Text) and isinstance(other, Text):
            return STRING
        if isinstance(one, ListOf) and isinstance(other, ListOf):
            return ListOf(join(one.element, other.element))
    return _TABLES[operator].get((one, other))


def have_order(left: AnyType, right: AnyType) -> bool:
    """Tell whether `left < right` has an answer."""
    ours, theirs = options_of(left), options_of(right)
    if ours is None or theirs is None:
        return True
    return any(
        (one in NUMBERS and other in NUMBERS)
        or (isinstance(one, Text) and isinstance(other, Text))
        or (one == other and one in _ORDERED)
        for one in ours
        for other in theirs
    )


def walked(kind: AnyType) -> tuple[AnyType, AnyType, AnyType] | None:
    """Return what a loop over `kind` walks: its elements or keys, and for two variables both of a pair."""
    options = options_of(kind)
    if options is None:
        return DYN, DYN, DYN
    found: list[tuple[AnyType, AnyType, AnyType]] = []
    for option in options:
        if isinstance(option, ListOf):
            found.append((option.element, INT, option.element))
        elif isinstance(option, MapOf):
            found.append((option.key, option.key, option.value))
        elif isinstance(option, Object) and option.is_map:
            found.append((STRING, STRING, DYN))
    if not found:
        return None
    return found[0] if len(found) == 1 else (DYN, DYN, DYN)


def element_of(kind: AnyType) -> AnyType:
    """Return the type of the elements of a list."""
    return kind.element if isinstance(kind, ListOf) else DYN


def inside(kind: AnyType) -> AnyType:
    """Return the type of what an optional holds."""
    return kind.value if isinstance(kind, OptionalOf) else DYN


def _kept(arguments: Sequence[AnyType]) -> AnyType:
    first = arguments[0]
    if isinstance(first, Text):
        return STRING
    return first if isinstance(first, ListOf) else DYN


def _flat(arguments: Sequence[AnyType]) -> AnyType:
    inner = options_of(element_of(arguments[0]))
    if inner is None or len(arguments) > 1:
        return types.LIST
    flat: AnyType = NOTHING
    for option in inner:
        flat = join(flat, option.element if isinstance(option, ListOf) else option)
    return ListOf(flat)


def _extreme(arguments: Sequence[AnyType]) -> AnyType:
    given = [element_of(arguments[0])] if isinstance(arguments[0], ListOf) else arguments
    made: AnyType = NOTHING
    for kind in given:
        made = join(made, kind)
    return made if made in NUMBERS else DYN


def _number(arguments: Sequence[AnyType]) -> AnyType:
    return arguments[0] if arguments[0] in NUMBERS else DYN


def _first(arguments: Sequence[AnyType]) -> AnyType:
    return OptionalOf(element_of(arguments[0]))


def _optional(arguments: Sequence[AnyType]) -> AnyType:
    return OptionalOf(arguments[0])


_RESULTS: dict[str, Callable[[Sequence[AnyType]], AnyType]] = {
    **dict.fromkeys(("distinct", "sort", "slice", "reverse"), _kept),
    **dict.fromkeys(("first", "last"), _first),
    **dict.fromkeys(("optional.of", "optional.ofNonZeroValue"), _optional),
    **dict.fromkeys(("math.greatest", "math.least"), _extreme),
    **dict.fromkeys(
        (f"math.{name}" for name in ("abs", "sign", "bitNot", "bitAnd", "bitOr", "bitXor")), _number
    ),
    "flatten": _flat,
    "value": lambda arguments: inside(arguments[0]),
    "optional.none": lambda _: OptionalOf(NOTHING),
    "optional.unwrap": lambda arguments: ListOf(inside(element_of(arguments[0]))),
    "unwrapOpt": lambda arguments: ListOf(inside(element_of(arguments[0]))),
}
"""The functions of the language whose result depends on what they are given."""


def result_of(name: str, declared: str, arguments: Sequence[AnyType]) -> AnyType:
    """Return the type of a call of the language's function `name`, whose declared result is `declared`."""
    made = _RESULTS.get(name)
    return made(arguments) if made else types.parse_type(declared)
