"""Other people's TOML, read as far as it goes: each value with its place, and never an exception."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from holdfast.model.source import Node

MAX_DEPTH = 100
"""Of tables, lists and the parts of a key."""

MAX_NODES = 200_000

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_END_OF_LINE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_WORD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.Z+-]*|[^\s,\[\]{}#\"'=]+")
"""A number, a truth, or a time, which may have a space before the hour."""


class ParsedToml(NamedTuple):
    """The document of a text, and what kept it from being read to its end, with the line; or nothing."""

    document: Node
    problem: str = ""
    line: int = 0


class _NotReadError(Exception):
    """Reading ended before the text did."""

    def __init__(self, problem: str = "it is not valid TOML") -> None:
        super().__init__(problem)


def read_other_toml(text: str) -> ParsedToml:
    """Return the document of `text`; what comes before a mistake is kept, and of a repeated key the last."""
    reader = _Reader(text)
    document = Node(reader.root, 0, len(text))
    try:
        reader.read()
    except _NotReadError as problem:
        return ParsedToml(document, str(problem), text.count("\n", 0, reader.at) + 1)
    return ParsedToml(document)


class _Reader:
    """A text and how far it was read; `at` is the start of what is being read."""

    def __init__(self, text: str) -> None:
        self.root: dict[str, Node] = {}
        self.at = 0
        self._text = text
        self._nodes = 0

    def read(self) -> None:
        """Read the whole text into `root`."""
        table = self.root
        while self._skip(_BLANK) < len(self._text):
            if self._text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table, 0)
            self._match(_END_OF_LINE)

    def _header(self) -> dict[str, Node]:
        opened = "[[" if self._text.startswith("[[", self.at) else "["
        self.at += len(opened)
        *way, (last, start) = self._key()
        self._expect("]" * len(opened))
        table = self._below(self.root, way)
        if opened == "[":
            return self._table(table, last, start)
        known = table.get(last)
        if known is None or not isinstance(known.value, list):
            known = table[last] = self._node([], start, start)
        new: dict[str, Node] = {}
        known.value.append(self._node(new, start, start))  # type: ignore[union-attr]  # it is a list
        return new

    def _pair(self, table: dict[str, Node], depth: int) -> None:
        *way, (last, start) = self._key()
        self._expect("=")
        self._skip(_SPACE)
        node = self._value(start, depth + len(way))
        self._below(table, way)[last] = node

    def _key(self) -> list[tuple[str, int]]:
        """Read a key, and return its parts with where each starts."""
        parts: list[tuple[str, int]] = []
        while True:
            start = self._skip(_SPACE)
            is_quoted = self._text[start : start + 1] in ('"', "'")
            parts.append((self._string() if is_quoted else self._match(_BARE_KEY), start))
            if len(parts) > MAX_DEPTH:
                raise _NotReadError(f"it is nested more than {MAX_DEPTH} levels deep")
            self._skip(_SPACE)
            if self._text[self.at : self.at + 1] != ".":
                return parts
            self.at += 1

    def _below(self, table: dict[str, Node], way: list[tuple[str, int]]) -> dict[str, Node]:
        for name, start in way:
            table = self._table(table, name, start)
        return table

    def _table(self, table: dict[str, Node], name: str, start: int) -> dict[str, Node]:
        """Return the table called `name`, the last of a list of tables; a new one where there is none."""
        value = table[name].value if name in table else None
        if isinstance(value, list) and value:
            value = value[-1].value
        if isinstance(value, dict):
            return value
        new: dict[str, Node] = {}
        table[name] = self._node(new, start, start)
        return new

    def _value(self, key: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _NotReadError(f"it is nested more than {MAX_DEPTH} levels deep")
        start = self.at
        first = self._text[start : start + 1]
        value: Any
        if first == "[":
            value = self._list(depth)
        elif first == "{":
            value = self._inline(depth)
        elif first in ('"', "'"):
            value = self._string()
        else:
            value = self._match(_WORD)
        return self._node(value, start, key)

    def _list(self, depth: int) -> list[Node]:
        found: list[Node] = []
        self.at += 1
        while not self._closed("]", _BLANK):
            found.append(self._value(self.at, depth + 1))
            if self._skip(_BLANK) == len(self._text) or self._text[self.at] != "]":
                self._expect(",")
        return found

    def _inline(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        self.at += 1
        while not self._closed("}", _BLANK):  # 1.1 of the standard allows line ends there
            self._pair(found, depth + 1)
            if self._skip(_BLANK) == len(self._text) or self._text[self.at] != "}":
                self._expect(",")
        return found

    def _closed(self, bracket: str, between: re.Pattern[str]) -> bool:
        is_closed = self._text.startswith(bracket, self._skip(between))
        self.at += is_closed
        return is_closed

    def _string(self) -> str:
        start = self.at
        written = self._match(_STRING)
        if "\\" not in written and not written.startswith(('"""', "'''")):
            return written[1:-1]
        try:
            return str(tomllib.loads(f"x={written}")["x"])
        except tomllib.TOMLDecodeError:
            self.at = start
            raise _NotReadError from None

    def _node(self, value: Any, start: int, key: int) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _NotReadError(f"it holds more than {MAX_NODES:,} values")
        return Node(value, start, self.at, key)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self.at)
        if match is None:
            raise _NotReadError
        self.at = match.end()
        return match[0]

    def _expect(self, text: str) -> None:
        self._skip(_SPACE)
        if not self._text.startswith(text, self.at):
            raise _NotReadError
        self.at += len(text)
