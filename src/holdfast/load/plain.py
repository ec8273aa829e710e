"""Nouns as data of JSON and back: a table of values, each of which names those that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from holdfast.model.empty import EMPTY

Row = tuple[Any, ...]
Word = tuple[Callable[[Any], Any], Callable[[Any], Any]]

_SCALARS = (str, bool, int, float, type(None))
_CONTAINERS: Mapping[type, tuple[Callable[[Row], Any], Callable[[Any], Iterable[Any]]]] = {
    tuple: (tuple, tuple),
    list: (list, tuple),
    frozenset: (frozenset, sorted),
    dict: (
        lambda row: dict(zip(row[::2], row[1::2], strict=True)),
        lambda value: chain.from_iterable(value.items()),
    ),
    bytes: (lambda row: bytes.fromhex(row[0]), lambda value: (value.hex(),)),
    date: (lambda row: date.fromisoformat(row[0]), lambda value: (value.isoformat(),)),
}
"""By class: how a value of it is made of its parts, and what these are."""


class Codec:
    """Writes values made of plain data, of `nouns`, which are named tuples, and of `words`.

    A word is written as one scalar: by its class there is what gives that, and what finds the word by it.
    Only what is named here is ever made of data, whatever that is.
    """

    def __init__(self, nouns: Iterable[Any], words: Mapping[Any, Word] = EMPTY) -> None:
        nouns = tuple(nouns)
        makers: dict[Any, Callable[[Row], Any]] = {kind: make for kind, (make, _) in _CONTAINERS.items()}
        makers |= {kind: partial(tuple.__new__, kind) for kind in nouns}
        makers |= {kind: partial(_first, find) for kind, (_, find) in words.items()}
        self._makers = {kind.__name__: make for kind, make in makers.items()}
        self._fields: dict[str, list[str]] = {kind.__name__: list(kind._fields) for kind in nouns}
        self._parts: dict[type, Callable[[Any], Iterable[Any]]] = {
            **{kind: parts for kind, (_, parts) in _CONTAINERS.items()},
            **dict.fromkeys(nouns, tuple),
            **{kind: partial(_alone, scalar) for kind, (scalar, _) in words.items()},
        }

    def to_plain(self, value: object) -> Any:
        """Return `value` as data of JSON. Raises TypeError for what is none of the kinds that are kept."""
        table = _Table(self._parts)
        table.add(value)
        scalars, groups = table.written()
        fields = {name: fields for name, fields in self._fields.items() if name in table.kinds}
        return {"fields": fields, "scalars": scalars, "groups": groups}

    def from_plain(self, plain: Any) -> Any:
        """Return the value that `to_plain` gave `plain` for.

        Raises LookupError, TypeError or ValueError where no Codec of these nouns wrote it.
        """
        if any(self._fields.get(name) != fields for name, fields in plain["fields"].items()):
            raise ValueError("these are other nouns")
        values: list[Any] = list(plain["scalars"])
        at = values.__getitem__
        for name, width, parts in plain["groups"]:
            # One iterator for all columns: each row takes its parts from it.
            rows = zip(*[map(at, parts)] * width, strict=True) if width else ((),)
            values.extend(map(self._makers[name], rows))
        return values[-1]


def _first(find: Callable[[Any], Any], row: Row) -> Any:
    return find(row[0])


def _alone(scalar: Callable[[Any], Any], value: Any) -> Row:
    return (scalar(value),)


class _Table:
    """Values, each once, in groups of one kind and width; a group is made of what earlier ones hold."""

    def __init__(self, parts: Mapping[type, Callable[[Any], Iterable[Any]]]) -> None:
        self.kinds: set[str] = set()
        self._parts = parts
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._rows: list[tuple[int, str, tuple[Any, ...]]] = []
        """Of each value: how deep it nests, its kind, and the numbers of its parts; of a scalar itself."""

    def add(self, value: Any) -> int:
        """Add `value`, after its parts, if it is not there, and return its number."""
        kind = type(value)
        if kind in _SCALARS:
            # 1 equals True and 1.0, and 0.0 equals -0.0, but none is the other.
            return self._number((kind, repr(value)), (0, "", (value,)))
        if kind not in self._parts:
            raise TypeError(f"a {kind.__name__} is not kept")
        self.kinds.add(kind.__name__)
        parts = tuple([self.add(part) for part in self._parts[kind](value)])
        level = 1 + max((self._rows[part][0] for part in parts), default=0)
        return self._number((kind, parts), (level, kind.__name__, parts))

    def _number(self, key: tuple[Any, ...], row: tuple[int, str, tuple[Any, ...]]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._rows)
            self._rows.append(row)
        return self._numbers[key]

    def written(self) -> tuple[list[Any], list[list[Any]]]:
        """Return the scalars; and for each group its kind, its width, and the parts of all its values."""
        grouped: dict[tuple[int, str, int], list[int]] = {}
        for number, (level, name, parts) in enumerate(self._rows):
            grouped.setdefault((level, name, len(parts)), []).append(number)
        ordered = sorted(grouped.items())
        places = {number: at for at, number in enumerate(n for _, numbers in ordered for n in numbers)}
        scalars = [
            self._rows[number][2][0] for (level, _, _), numbers in ordered if not level for number in numbers
        ]
        groups = [
            [name, width, [places[part] for number in numbers for part in self._rows[number][2]]]
            for (level, name, width), numbers in ordered
            if level
        ]
        return scalars, groups
