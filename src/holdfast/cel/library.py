"""A function of the language: its types, whether it is a method, and the check of its arguments."""

from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import MAPS, NUMBERS, Optional, Type, Uint


class Style(Enum):
    """How a function may be called."""

    GLOBAL = "f(x)"
    METHOD = "x.f()"
    BOTH = "f(x) or x.f()"


class Builtin(NamedTuple):
    """A function of the language or of one of its libraries.

    `parameters` and `result` are CEL types as text, alternatives apart by `|`; a receiver is the first
    parameter. `optional` is how many may be left out from the end; `variadic` means that the last
    repeats. A `metered` call takes the frame first, to charge for what grows. `call` gets values of the
    classes of `parameters` and raises OperationError where it has no result.
    """

    name: str
    parameters: tuple[str, ...]
    result: str
    call: Callable[..., Any]
    style: Style = Style.METHOD
    optional: int = 0
    variadic: bool = False
    metered: bool = False

    def classes(self, count: int) -> tuple[frozenset[type] | None, ...]:
        """Return the classes that each of `count` arguments may have; None where any may."""
        names = self.parameters + self.parameters[-1:] * (count - len(self.parameters))
        return tuple(classes_of(name) for name in names[:count])


_CLASSES: dict[str, frozenset[type]] = {
    "null_type": frozenset({type(None)}),
    "bool": frozenset({bool}),
    "int": frozenset({int}),
    "uint": frozenset({Uint}),
    "double": frozenset({float}),
    "number": NUMBERS,
    "string": frozenset({str}),
    "bytes": frozenset({bytes}),
    "list": frozenset({list}),
    "map": MAPS,
    "timestamp": frozenset({Timestamp}),
    "duration": frozenset({Duration}),
    "type": frozenset({Type}),
    "optional": frozenset({Optional}),
}


def classes_of(name: str) -> frozenset[type] | None:
    """Return the classes of values of the type `name`; None where any may have it."""
    kinds: frozenset[type] = frozenset()
    for alternative in name.split("|"):
        found = _CLASSES.get(alternative.partition("(")[0])
        if found is None:
            return None
        kinds |= found
    return kinds
