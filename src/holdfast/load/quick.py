"""The quick way to read YAML: data alone, of files without anything unusual; places when they are asked for.

Most manifests comply, so that nobody asks where anything was written. Whatever is not plain mappings,
lists and scalars is left to the strict reader, which reads it, or says what is wrong with it. So this
must never take what that refuses, or take it for something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from sys import intern
from typing import Any, overload

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from holdfast.load.events import Builder
from holdfast.load.scalars import MAY_NOT_BE_TEXT, NotFiniteError, resolve
from holdfast.load.tables import MAX_DEPTH, MAX_NODES
from holdfast.load.yaml import read_document, text_of
from holdfast.model.document import Document, Span
from holdfast.model.empty import EMPTY
from holdfast.model.location import Pointer


def read_quickly(raw: bytes, path: str) -> Document:
    """Return what `read_document` returns, and raise what it raises; its places are found when needed."""
    text = text_of(raw)
    found = _data(text) if text is not None else None
    if text is None or found is None:
        return read_document(raw, path)
    data, plain = found
    return _document(path, data, _Source(text), plain)


def to_be_kept(document: Document) -> Document:
    """Return `document`, once it was held against its schema, as it takes the least memory.

    Where anything was written is found again where it is asked for.
    """
    lines = document.lines
    if not isinstance(lines, _Lines):
        return document
    return _document(document.path, document.data, _Source(lines.source.text), EMPTY)


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


def _data(text: str) -> tuple[Any, dict[Pointer, str]] | None:  # noqa: C901, PLR0912  # flat: a call for each event would cost as much as the event
    """Return data and plain scalars of `text` as a `Document` has them; None for what is not usual."""
    if len(text) > MAX_NODES:  # each value takes a character at least, so there are no more than that
        return None
    next_event = CParser(text).get_event
    plain: dict[Pointer, str] = {}
    stack: list[tuple[Any, Any]] = []
    root: Any = None
    top: Any = None  # the open mapping or list
    key: Any = None  # the pending key of an open mapping; a list is its own
    try:
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None or top is None:
                    return None
                # Manifests have most of their words in common, and may all be kept.
                value = event.value if event.style else intern(event.value)
                if key is None:
                    if not value or value == "<<" or value in top:
                        return None
                    key = value
                    continue
                if not event.style and (not value or value[0] in MAY_NOT_BE_TEXT):
                    written, value = value, resolve(value)
                    if value.__class__ is not str:
                        plain[_pointer(stack, top, key)] = written
                if key is top:
                    top.append(value)
                else:
                    top[key] = value
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None or len(stack) >= MAX_DEPTH:
                    return None
                opened: Any = {} if kind is MappingStartEvent else []
                if top is None:
                    if root is not None:
                        return None
                    root = opened
                elif key is None:
                    return None
                elif key is top:
                    top.append(opened)
                else:
                    top[key] = opened
                stack.append((top, key))
                top = opened
                key = None if kind is MappingStartEvent else opened
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                top, key = stack.pop()
                if key is not top:
                    key = None
            elif kind is AliasEvent or (kind is DocumentStartEvent and root is not None):
                return None
            elif kind is StreamEndEvent:
                return None if root is None else (root, plain)
    except (yaml.YAMLError, NotFiniteError):
        return None


def _pointer(stack: list[tuple[Any, Any]], top: Any, key: Any) -> Pointer:
    """Return the pointer of the value that comes next."""
    above = [*stack[1:], (top, key)]
    # The entry of a list that is open is its last; the one that comes next is one more.
    return tuple(
        len(container) - (container is not top) if part is container else part for container, part in above
    )
