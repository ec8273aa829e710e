"""A Python module as text and tree: read as far as it goes, with the place of every node."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

MAX_MISTAKES = 50
"""Statements that are left out before a module counts as unreadable."""

_TYPES = re.compile(r"^(?P<name>\s*(?:class|def|async\s+def)\s+\w+)(?P<types>\[[^()]*\])(?=[(:])")
_ALIAS = re.compile(r"^(?P<indent>\s*)(?P<named>type\s+(?P<name>\w+)\s*(?:\[[^\]]*\])?)(?=\s*=)")
_F_STRING = re.compile(r"(?<!\w)(?P<before>[rR]?)[fF](?P<after>[rR]?)(?=[\"'])")
_INDENT = re.compile(r"[ \t]*")


class ParsedModule(NamedTuple):
    """The tree of a module, empty where it cannot be read, and the line of the first mistake, or 0."""

    tree: ast.Module
    mistake: int = 0


class Places:
    """From the lines and columns of a tree to offsets in its text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._columns: dict[int, list[int]] = {}

    def start(self, node: ast.expr) -> int:
        """Return the offset of a node's first character."""
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        """Return the offset after a node's last character."""
        return self._offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def written(self, node: ast.expr) -> str:
        """Return a node as it is written."""
        return self._text[self.start(node) : self.end(node)]

    def of(self, node: ast.expr, text: str) -> int:
        """Return the offset at which a string's content is written, or that of the node."""
        start = self.start(node)
        at = self._text.find(text, start, self.end(node)) if text else -1
        return start if at < 0 else at

    def _offset(self, line: int, column: int) -> int:
        start = self._lines[line - 1]
        if line not in self._columns:
            end = self._lines[line] if line < len(self._lines) else len(self._text)
            content = self._text[start:end]
            # The columns of a tree count bytes of UTF-8.
            is_plain = content.isascii()
            self._columns[line] = [] if is_plain else [0, *accumulate(len(char.encode()) for char in content)]
        columns = self._columns[line]
        return start + (bisect_left(columns, column) if columns else column)


def parse(text: str) -> ParsedModule:
    """Return the tree of `text`; statements that are no Python of this version are left out."""
    lines = text.split("\n")
    first = 0
    for _ in range(MAX_MISTAKES):
        try:
            with warnings.catch_warnings():  # an invalid escape sequence is its author's business
                warnings.simplefilter("ignore")
                return ParsedModule(ast.parse("\n".join(lines)), first)
        except SyntaxError as error:
            line = min(max(error.lineno or 1, 1), len(lines))
            is_newer = _is_newer(lines, line - 1, error.msg)
        except (ValueError, RecursionError, MemoryError):
            return ParsedModule(ast.Module([], []), first or 1)
        if is_newer:
            continue
        first = first or line
        _leave_out(lines, line - 1)
    return ParsedModule(ast.Module([], []), first)


def start_of_line(text: str, line: int) -> int:
    """Return the offset at which a line of `text` begins, the first of which is 1."""
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])


def _is_newer(lines: list[str], index: int, mistake: str) -> bool:
    """Take away what not every version reads, and no model needs: parameters of types, formats of texts."""
    if mistake.startswith("f-string"):
        return _has_formats(lines, index)
    plain = _TYPES.sub(lambda match: match["name"] + " " * len(match["types"]), lines[index])
    plain = _ALIAS.sub(lambda match: match["indent"] + match["name"].ljust(len(match["named"])), plain)
    is_newer, lines[index] = plain != lines[index], plain
    return is_newer


def _has_formats(lines: list[str], index: int) -> bool:
    """Make the formatted texts plain that end where the mistake is told, after all that are joined."""
    at = next((at for at in range(index, -1, -1) if _F_STRING.search(lines[at])), -1)
    has_some = at >= 0
    while at >= 0 and _F_STRING.search(lines[at]):
        lines[at] = _without_formats(lines[at])
        at -= 1
    return has_some


def _without_formats(line: str) -> str:
    """Return a line as wide whose formatted texts are plain ones, with no quotes in what they are made of."""
    done, at = "", 0
    for match in _F_STRING.finditer(line):
        if match.start() < at:
            continue  # in one before it
        done += line[at : match.start()] + f" {match['before']}{match['after']}"
        at, quote, depth = match.end() + 1, line[match.end()], 0
        done += quote
        while at < len(line) and (depth or line[at] != quote):
            depth += (line[at] == "{") - (line[at] == "}")
            done += "_" if depth > 0 and line[at] in "\"'\\" else line[at]
            at += 1
    return done + line[at:]


def _leave_out(lines: list[str], index: int) -> None:
    """Empty the line of a mistake, or where that has not helped the whole statement around it."""
    indent = _INDENT.match(lines[index])
    replaced = f"{indent[0] if indent else ''}pass"
    if lines[index] != replaced and lines[index].strip():
        lines[index] = replaced
        return
    begin, end = index, index + 1
    while begin and not _is_top(lines, begin):
        begin -= 1
    while end < len(lines) and not _is_top(lines, end):
        end += 1
    lines[begin:end] = [""] * (end - begin)


def _is_top(lines: Sequence[str], index: int) -> bool:
    return bool(lines[index]) and not lines[index][0].isspace() and lines[index][0] not in ")]}#"
