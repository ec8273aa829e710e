"""Where libyaml's events are in the text, and how to say that what is there is refused."""

from __future__ import annotations

import re
from typing import Any

from holdfast.model.document import Span
from holdfast.model.problem import Problem

_BLANK = " \t\r\n"
"""What YAML calls white space and line breaks; a no-break space is a letter like any other."""

_ANCHOR = r"&[^\s,\[\]{}]*(?:\s|#.*)*"


class Refusal(Exception):  # noqa: N818 - no error of ours: the file is refused, and this says why
    """The file is not what we read; `span` is where, `related` a second place and what is there."""

    def __init__(
        self,
        message: str,
        help: str,  # noqa: A002 - as in Problem
        span: Span,
        related: tuple[str, Span] | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.help, self.span, self.related = message, help, span, related


class YamlError(Exception):
    """The file cannot be read; `problem` says why, where, and what to do next."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def region(event: Any) -> Span:
    """Return the region that libyaml gives for `event`."""
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def trimmed(event: Any, text: str) -> Span:
    """Return the region of a scalar without its anchor, and without the empty lines after a block."""
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    index, end = event.start_mark.index, event.end_mark.index
    if event.anchor is not None:
        match = re.compile(_ANCHOR).match(text, index)
        content = min(match.end(), end) if match else index
        line, column = advance(line, column, text[index:content])
        index = content
    return (line, column, *advance(line, column, text[index:end].rstrip(_BLANK)))


def after_anchor(event: Any, text: str) -> tuple[int, int]:
    """Return where a mapping or list starts that has an anchor before it."""
    mark = event.start_mark
    match = re.compile(_ANCHOR).match(text, mark.index)
    return advance(mark.line + 1, mark.column + 1, match[0] if match else "")


def advance(line: int, column: int, text: str) -> tuple[int, int]:
    """Return where one is after `text`, which starts at `line` and `column`."""
    breaks = text.count("\n")
    if not breaks:
        return line, column + len(text)
    return line + breaks, len(text) - text.rfind("\n")
