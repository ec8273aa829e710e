"""Nouns as JSON and back: a table of values, each of which names those that it is made of."""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

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
    Only what is named here is ever made of data, whatever that is. `by_part` names fields of nouns that
    are large mappings of which a run asks for little: their values are made when they are asked for.
    """

    def __init__(
        self,
        nouns: Iterable[Any],
        words: Mapping[Any, Word] = EMPTY,
        by_part: Mapping[Any, Sequence[str]] = EMPTY,
    ) -> None:
        nouns = tuple(nouns)
        makers: dict[Any, Callable[[Row], Any]] = {kind: make for kind, (make, _) in _CONTAINERS.items()}
        makers |= {kind: partial(tuple.__new__, kind) for kind in nouns}
        makers |= {kind: partial(_first, find) for kind, (_, find) in words.items()}
        self._makers = {kind.__name__: make for kind, make in makers.items()}
        self._fields: dict[str, list[str]] = {kind.__name__: list(kind._fields) for kind in nouns}
        self._parts: dict[type, Callable[[Any], Iterable[Any]]] = {
            **{kind: parts for kind, (_, parts) in _CONTAINERS.items()},
            **dict.fromkeys(nouns, tuple),
            **{kind: partial(_divided, frozenset(names)) for kind, names in by_part.items()},
            **{kind: partial(_alone, scalar) for kind, (scalar, _) in words.items()},
        }

    def to_text(self, value: object) -> str:
        """Return `value` as lines of JSON: itself, then the values that are made when they are asked for.

        Raises TypeError for what is none of the kinds that are kept.
        """
        written: list[object] = [value]
        tables: list[_Table] = []
        for part in written:  # which grows meanwhile
            tables.append(_Table(self._parts, written))
            tables[-1].add(part)
        kinds = set().union(*(table.kinds for table in tables))
        fields = {name: fields for name, fields in self._fields.items() if name in kinds}
        lines = [[fields, *tables[0].written()], *(table.written() for table in tables[1:])]
        return "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)

    def from_text(self, text: str) -> Any:
        """Return the value that `to_text` gave `text` for.

        Raises LookupError, TypeError or ValueError where no Codec of these nouns wrote it.
        """
        first, *others = text.split("\n")
        fields, scalars, groups = json.loads(first)
        if any(self._fields.get(name) != names for name, names in fields.items()):
            raise ValueError("these are other nouns")

        def part(line: str) -> Any:
            scalars, groups = json.loads(line)
            return _made(scalars, groups, makers)

        makers: dict[str, Callable[[Row], Any]] = {
            **self._makers,
            Parts.__name__: partial(Parts, others, part),
        }
        return _made(scalars, groups, makers)


def _made(values: list[Any], groups: Iterable[Any], makers: Mapping[str, Callable[[Row], Any]]) -> Any:
    """Return the last of the values that `groups` make of those before them, the first being scalars."""
    at = values.__getitem__
    for name, width, parts in groups:
        # One iterator for all columns: each row takes its parts from it.
        rows = zip(*[map(at, parts)] * width, strict=True) if width else ((),)
        values.extend(map(makers[name], rows))
    return values[-1]


class Parts(Mapping[Any, Any]):
    """A mapping that was kept by part: each value is made of a line of its own when it is asked for.

    `row` is the number of the first value's line, and then the keys. `make` makes a value of its line.
    """

    def __init__(self, lines: Sequence[str], make: Callable[[str], Any], row: Row) -> None:
        start, *keys = row
        self._lines = dict(zip(keys, lines[start : start + len(keys)], strict=True))
        self._make = make
        self._made: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key in self._made:
            return self._made[key]
        line = self._lines[key]
        try:
            self._made[key] = self._make(line)
        except LookupError as error:  # which would say that there is no such key
            raise ValueError("this is no part of an entry") from error
        return self._made[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __repr__(self) -> str:
        return repr(dict(self))


class _Divided(NamedTuple):
    """A mapping that is to be kept by part."""

    whole: Mapping[Any, Any]


def _divided(names: Container[str], noun: Any) -> Row:
    return tuple(
        _Divided(value) if name in names else value for name, value in zip(noun._fields, noun, strict=True)
    )


def _first(find: Callable[[Any], Any], row: Row) -> Any:
    return find(row[0])


def _alone(scalar: Callable[[Any], Any], value: Any) -> Row:
    return (scalar(value),)


class _Table:
    """Values, each once, in groups of one kind and width; a group is made of what earlier ones hold.

    `lines` has what is written on each line of the text: the table adds what it puts on lines of its own.
    """

    def __init__(self, parts: Mapping[type, Callable[[Any], Iterable[Any]]], lines: list[object]) -> None:
        self.kinds: set[str] = set()
        self._parts = parts
        self._lines = lines
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._rows: list[tuple[int, str, tuple[Any, ...]]] = []
        """Of each value: how deep it nests, its kind, and the numbers of its parts; of a scalar itself."""

    def add(self, value: Any) -> int:
        """Add `value`, after its parts, if it is not there, and return its number."""
        kind = type(value)
        if kind in _SCALARS:
            # 1 equals True and 1.0, and 0.0 equals -0.0, but none is the other.
            return self._number((kind, repr(value)), (0, "", (value,)))
        if kind is _Divided:
            return self._add_row(Parts.__name__, self._apart(value.whole))
        if kind not in self._parts:
            raise TypeError(f"a {kind.__name__} is not kept")
        return self._add_row(kind.__name__, self._parts[kind](value))

    def _add_row(self, kind: str, values: Iterable[Any]) -> int:
        self.kinds.add(kind)
        parts = tuple([self.add(part) for part in values])
        level = 1 + max((self._rows[part][0] for part in parts), default=0)
        return self._number((kind, parts), (level, kind, parts))

    def _apart(self, whole: Mapping[Any, Any]) -> Row:
        """Put each value on a line of its own, and return the row that stands for them, see `Parts`."""
        start = len(self._lines) - 1  # the first line is for what is not apart
        self._lines.extend(whole.values())
        return (start, *whole)

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
