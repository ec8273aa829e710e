"""Other people's YAML, read as far as it goes: each value with its place, and never an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from holdfast.model.source import Node

MAX_DEPTH = 100
MAX_NODES = 200_000
"""Values of one file, what aliases stand for counted again each time."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_MERGE = "<<"

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What libyaml refuses, or takes for the end of a line."""

_OF_TERRAFORM = re.compile(r"%\{[^\n{}]*\}")
_WHOLE_LINES = re.compile(
    r"^[ \t]*+(?:\{\{[^\n]*\}\}|\{%[^\n]*%\}"
    rf"|(?:(?>\{{\{{[^\n]*?\}}\}}|\{{%[^\n]*?%\}}|{_OF_TERRAFORM.pattern})[ \t]*+)++)[ \t]*$",
    re.MULTILINE,
)
_LONG_COMMENTS = (
    (re.compile(r"\{\{-?\s*/\*"), re.compile(r"\*/\s*-?\}\}")),
    # at the begin of a line: within one it is the length of a variable, as shells have it
    (re.compile(r"^[ \t]*\{#", re.MULTILINE), re.compile(r"#\}[ \t]*$", re.MULTILINE)),
)
"""What comments of Helm and Jinja that may have several lines begin and end with."""

_NEXT = re.compile(r"^[ \t]*[^\s{][^\n]*", re.MULTILINE)
_BLOCK = re.compile(r"(?:^|[\s:-])[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?$")
"""A line after which a block scalar begins."""

_HIDDEN = 0xE000  # of the private use area: ASCII characters of templates are written there
_ASCII = 0x80


class Parsed(NamedTuple):
    """The documents of a text, and what kept it from being read to its end, with the line; or nothing."""

    documents: tuple[Node, ...]
    problem: str = ""
    line: int = 0


class _Open:
    """A mapping or list that is being filled; `key` is the pending key and `at_key` where that starts.

    `before` is how many values had been read when it was opened.
    """

    __slots__ = ("anchor", "at_key", "before", "container", "key", "key_start", "start")

    def __init__(self, container: Any, start: int, key_start: int, anchor: str | None, before: int) -> None:
        self.container, self.start, self.key_start = container, start, key_start
        self.anchor, self.before = anchor, before
        self.key: str | None = None
        self.at_key = 0


def read_other_yaml(text: str, start: int = 0) -> Parsed:
    """Return the documents of `text`. Offsets count from `start`, where `text` stands in its file.

    What comes before a mistake is kept. Templates in double braces are text; lines that hold nothing
    else are left out.
    """
    reader = _Reader(text, start)
    try:
        reader.read()
    except _LimitError as limit:
        return Parsed(tuple(reader.documents), str(limit), 1)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark is not None else len(text)
        return Parsed(reader.finished(at), "it is not valid YAML", text.count("\n", 0, at) + 1)
    return Parsed(tuple(reader.documents))


class _LimitError(Exception):
    """The text holds more than is read."""


def masked(text: str) -> str:
    """Return a text of the same length and lines that libyaml reads, with templates as plain text."""
    if "{{" in text or "{%" in text or "%{" in text:
        lines = (span for span in _on_one_line(text, "{#", "#}") if text[span[0] - 1 : span[0]] != "$")
        text = _replaced(text, lines, _blank)
        for begin, end in _LONG_COMMENTS:
            text = _replaced(text, _between(text, begin, end), _blank)
        text = _WHOLE_LINES.sub(_without, text)
        text = _replaced(text, _on_one_line(text, "{{", "}}"), _hidden)
        text = _replaced(text, _on_one_line(text, "{%", "%}"), _hidden)
        text = _OF_TERRAFORM.sub(lambda match: _hidden(match[0]), text)
    return text if text.isascii() and text.isprintable() else _UNREADABLE.sub(" ", text)


def _on_one_line(text: str, begin: str, end: str) -> Iterator[tuple[int, int]]:
    """Yield where each part of a line is that begins and ends so; the text is gone through once."""
    start, close, line = text.find(begin), 0, -1
    while start >= 0:
        inside = start + len(begin)
        close = close if close >= inside else text.find(end, inside)
        if close < 0:
            return
        if line < start:
            line = text.find("\n", start)
            line = line if line >= 0 else len(text)
        if close < line:
            yield start, close + len(end)
        start = text.find(begin, close + len(end) if close < line else line)


def _between(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where each part is that begins and ends so, over whichever lines."""
    at = 0
    while (first := begin.search(text, at)) and (last := end.search(text, first.end())):
        yield first.start(), last.end()
        at = last.end()


def _replaced(text: str, spans: Iterable[tuple[int, int]], by: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], by(text[start:end])]
        at = end
    return "".join((*pieces, text[at:])) if at else text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without(match: re.Match[str]) -> str:
    """Return what stands in for lines of templates alone: blanks, or at the start of a block scalar itself.

    There libyaml takes no blank line that is longer than the next is indented. Where the template is not
    indented as the block is, many empty lines take its place.
    """
    text, end = match.string, match.start()
    while end and text[end - 1].isspace():
        end -= 1
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if not _BLOCK.search(line):
        return _blank(match[0])
    outer, indent = _indent(line), _indent(match[0])
    below = _NEXT.search(text, match.end())
    is_of_block = outer < indent and (below is None or not outer < _indent(below[0]) < indent)
    return match[0] if is_of_block else "\r" * len(match[0])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _hidden(template: str) -> str:
    return "".join(
        chr(_HIDDEN + ord(char)) if ord(char) < _ASCII and char != "\n" else char for char in template
    )


def _shown(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        chr(ord(char) - _HIDDEN) if _HIDDEN <= ord(char) < _HIDDEN + _ASCII else char for char in text
    )


class _Reader:
    """libyaml's events to nodes; iterative, so that no depth can exhaust the stack."""

    def __init__(self, text: str, start: int) -> None:
        self._parser = CParser(masked(text))
        self._offset = start
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._nodes = 0
        self._root: Node | None = None
        self.documents: list[Node] = []

    def read(self) -> None:
        """Read the whole text into `documents`."""
        next_event = self._parser.get_event
        while True:
            event: Any = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent:
                self._open({}, event)
            elif kind is SequenceStartEvent:
                self._open([], event)
            elif kind in (MappingEndEvent, SequenceEndEvent):
                self._close(event.end_mark.index)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentEndEvent:
                self._end_document()
            elif kind is StreamEndEvent:
                return

    def finished(self, at: int) -> tuple[Node, ...]:
        """Return the documents where reading ended at offset `at`, what was open being closed there."""
        while self._stack:
            self._close(at)
        self._end_document()
        return tuple(self.documents)

    def _end_document(self) -> None:
        if self._root is not None:
            self.documents.append(self._root)
        self._root = None
        self._anchors.clear()

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        start, end = event.start_mark.index, event.end_mark.index
        if self._is_key(event):
            top = self._stack[-1]
            top.key, top.at_key = _shown(text), start + self._offset
            return
        value = None if not event.style and text in _NULL else _shown(text)
        self._put(Node(value, start + self._offset, end + self._offset, self._key_start()), event.anchor)

    def _is_key(self, event: Any) -> bool:
        if not self._stack or type(self._stack[-1].container) is not dict:
            return False
        if self._stack[-1].key is not None:
            return False
        if event.anchor is not None:
            self._anchors[event.anchor] = (Node(_shown(event.value), event.start_mark.index), 1)
        return True

    def _alias(self, event: Any) -> None:
        node, weight = self._anchors.get(event.anchor, (Node(None), 1))
        self._count(weight)
        if self._stack and type(self._stack[-1].container) is dict and self._stack[-1].key is None:
            self._stack[-1].key, self._stack[-1].at_key = node.text, event.start_mark.index + self._offset
            return
        self._put(node._replace(key=self._key_start()), None)

    def _open(self, container: Any, event: Any) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _LimitError(f"it is nested more than {MAX_DEPTH} levels deep")
        start = event.start_mark.index + self._offset
        self._stack.append(_Open(container, start, self._key_start(), event.anchor, self._nodes))

    def _close(self, at: int) -> None:
        top = self._stack.pop()
        if type(top.container) is dict and _MERGE in top.container:
            _merge(top.container)
        node = Node(top.container, top.start, max(at + self._offset, top.start), top.key_start)
        if self._stack and type(self._stack[-1].container) is dict and self._stack[-1].key is None:
            self._stack[-1].key = ""  # a mapping or a list as a key names nothing that anyone looks for
            return
        self._put(node, top.anchor, 1 + self._nodes - top.before)

    def _put(self, node: Node, anchor: str | None, weight: int = 1) -> None:
        self._count(1)
        if anchor is not None:
            self._anchors[anchor] = (node, weight)
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if type(top.container) is dict:
            top.container[top.key] = node
            top.key = None
        else:
            top.container.append(node)

    def _key_start(self) -> int:
        return self._stack[-1].at_key if self._stack else self._offset

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _LimitError(f"it holds more than {MAX_NODES:,} values")


def _merge(container: dict[str, Node]) -> None:
    merged = container.pop(_MERGE)
    for mapping in merged.entries or (merged,):
        for key, node in mapping.fields.items():
            container.setdefault(key, node)
