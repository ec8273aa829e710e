"""Other people's JSON, read as far as it goes: each value with its place, and never an exception."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from holdfast.model.source import NOTHING, Node

MAX_DEPTH = 100
MAX_NODES = 500_000

_TOKEN = re.compile(
    r"""[\s,:]*(?:(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<open>[{\[])|(?P<close>[}\]])"""
    r"""|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<word>[^\s,:"{}\[\]/]+))""",
    re.DOTALL,
)
"""Separators are skipped: of a file that other tools read, they say nothing that the rest does not."""


class ParsedJson(NamedTuple):
    """The document of a text, and what kept it from being read to its end, with the line; or nothing."""

    document: Node
    problem: str = ""
    line: int = 0


class _Open:
    """An object or a list that is being filled; `key` is the pending key and `at_key` where that starts."""

    __slots__ = ("at_key", "container", "key", "key_start", "start")

    def __init__(self, container: Any, start: int, key_start: int) -> None:
        self.container, self.start, self.key_start = container, start, key_start
        self.key: str | None = None
        self.at_key = 0


def read_other_json(text: str) -> ParsedJson:
    """Return the first document of `text`; comments and trailing commas are allowed.

    What comes before a mistake is kept.
    """
    reader = _Reader(text)
    problem, at = reader.read()
    return ParsedJson(reader.finished(at), problem, text.count("\n", 0, at) + 1 if problem else 0)


class _Reader:
    """Tokens to nodes; iterative, so that no depth can exhaust the stack."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Open] = []
        self._nodes = 0
        self._root: Node | None = None

    def read(self) -> tuple[str, int]:
        """Read one document; return what is wrong with it, and where reading ended."""
        at = 0
        while self._root is None:
            match = _TOKEN.match(self._text, at)
            if match is None:
                return "it is not valid JSON", at
            at = match.end()
            problem = self._take(match)
            if problem:
                return problem, at
        return "", at

    def finished(self, at: int) -> Node:
        """Return the document, with what is open at offset `at` closed there."""
        while self._stack:
            self._close(at)
        return self._root or NOTHING

    def _take(self, match: re.Match[str]) -> str:
        kind, start, end = match.lastgroup, match.start(match.lastgroup or 0), match.end()
        if kind == "open":
            if len(self._stack) >= MAX_DEPTH:
                return f"it is nested more than {MAX_DEPTH} levels deep"
            self._stack.append(_Open({} if match["open"] == "{" else [], start, self._key_start()))
        elif kind == "close":
            closing = dict if match["close"] == "}" else list
            if not self._stack or type(self._stack[-1].container) is not closing:
                return "it is not valid JSON"
            self._close(end)
        elif kind != "comment":
            self._scalar(match[kind or 0], start, end)
        return f"it holds more than {MAX_NODES:,} values" if self._nodes > MAX_NODES else ""

    def _scalar(self, written: str, start: int, end: int) -> None:
        value = _string(written) if written[0] == '"' else written
        top = self._stack[-1] if self._stack else None
        if top is not None and type(top.container) is dict and top.key is None:
            top.key, top.at_key = value, start
            return
        self._put(Node(None if written == "null" else value, start, end, self._key_start()))

    def _close(self, at: int) -> None:
        top = self._stack.pop()
        self._put(Node(top.container, top.start, at, top.key_start))

    def _put(self, node: Node) -> None:
        self._nodes += 1
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if type(top.container) is list:
            top.container.append(node)
        elif top.key is not None:
            top.container[top.key] = node
            top.key = None

    def _key_start(self) -> int:
        return self._stack[-1].at_key if self._stack else 0


def _string(written: str) -> str:
    try:
        return str(json.loads(written, strict=False))
    except ValueError:
        return written[1:-1]
