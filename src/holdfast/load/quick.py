"""The quick way to read YAML: data alone, of files without anything unusual; places when they are asked for.

Most manifests comply, so that nobody asks where anything was written. Whatever is not written in the usual
form is left to the strict reader, which reads it, or says what is wrong with it. libyaml is imported only
for that, and for places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from holdfast.load.decoding import decoded
from holdfast.load.lines import read_lines
from holdfast.load.regions import Refusal
from holdfast.model.document import Document, Span
from holdfast.model.empty import EMPTY
from holdfast.model.location import Pointer

if TYPE_CHECKING:
    from holdfast.load.events import Builder


def read_quickly(raw: bytes, path: str) -> Document:
    """Return what `read_document` returns, and raise what it raises; its places are found when needed."""
    try:
        text = decoded(raw)
    except Refusal:
        return _read_strictly(raw, path)
    found = read_lines(text)
    if found is None:
        return _read_strictly(raw, path)
    data, plain = found
    return _document(path, data, _Source(text), plain)


def _read_strictly(raw: bytes, path: str) -> Document:
    from holdfast.load.yaml import read_document

    return read_document(raw, path)


def to_be_kept(document: Document) -> Document:
    """Return `document`, once it was held against its schema, as it takes the least memory.

    Where anything was written is found again where it is asked for.
    """
    lines = document.lines
    text = lines.source.text if isinstance(lines, _Lines) else "\n".join(lines)
    kept = _document(document.path, document.data, _Source(text), EMPTY)
    return kept._replace(elsewhere=document.elsewhere)


def _document(path: str, data: Any, source: _Source, plain: Mapping[Pointer, str]) -> Document:
    return Document(path, data, _Table(source, "spans"), _Table(source, "keys"), _Lines(source), plain)


class _Source:
    """A text, and the places of what is in it, which cost more than the rest of reading it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def tables(self) -> Builder:
        from holdfast.load.events import Builder

        builder = Builder(self.text)
        builder.build()
        return builder

    def __reduce__(self) -> tuple[type[_Source], tuple[str]]:
        """What can be made again does not travel from process to process."""
        return (_Source, (self.text,))


class _Table(Mapping[Pointer, Span]):
    """The table `name` of a source."""

    __slots__ = ("_name", "_source")

    def __init__(self, source: _Source, name: str) -> None:
        self._source, self._name = source, name

    @property
    def _table(self) -> Mapping[Pointer, Span]:
        table: Mapping[Pointer, Span] = getattr(self._source.tables, self._name)
        return table

    def __getitem__(self, pointer: Pointer) -> Span:
        return self._table[pointer]

    def __contains__(self, pointer: object) -> bool:
        return pointer in self._table

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class _Lines(Sequence[str]):
    """The lines of a source."""

    __slots__ = ("source",)

    def __init__(self, source: _Source) -> None:
        self.source = source

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self.source.lines[index]

    def __len__(self) -> int:
        return len(self.source.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as any sequence that compares
