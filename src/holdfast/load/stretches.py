"""Where the text of a scalar stands in its file, whatever YAML does to its lines and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from holdfast.model.location import Location
from holdfast.model.policy import Stretch

_ANCHOR = re.compile(r"&\S+\s+")
_ESCAPES = {
    "'": re.compile("''"),
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)"),
}


def stretches_of(text: str, lines: Sequence[str], location: Location) -> tuple[Stretch, ...]:
    """Return the stretches of the scalar `text` at `location`, whose source lines are `lines`, in order.

    Folding, indentation and escapes begin new stretches. Empty where the text is not written there, as
    with an alias.
    """
    first, *more = lines
    end = location.end_column - 1
    written = [*lines[:-1], lines[-1][:end]] if location.end_line == location.line + len(more) else lines
    start = location.column - 1
    anchor = _ANCHOR.match(first, start)
    start = anchor.end() if anchor else start
    opening = first[start : start + 1]
    if opening in ("|", ">"):
        written, start = ["", *written[1:]], 0
    elif opening in _ESCAPES:
        written, start = [*written[:-1], written[-1].rstrip()[:-1]], start + 1
    aligner = _Aligner(text, _ESCAPES.get(opening))
    for number, line in enumerate(written):
        if not aligner.line(line, start if number == 0 else 0, location.line + number):
            return ()
    return tuple(aligner.found) if aligner.is_done() else ()


class _Aligner:
    """Walks a text and the lines that it was written on side by side."""

    def __init__(self, text: str, escapes: re.Pattern[str] | None) -> None:
        self.text = text
        self.escapes = escapes
        self.at = 0
        self.found: list[Stretch] = []

    def line(self, line: str, start: int, number: int) -> bool:
        """Take in one line of the file from `start` on; False where the text is another."""
        written = line.rstrip()
        column = len(line) - len(line[start:].lstrip())
        if column >= len(written):
            return True
        self._skip_space()
        for run, begin, stands_for in self._runs(written, column):
            if not self.text.startswith(run, self.at):
                return False
            before = self.text[: self.at]
            self.found.append(
                Stretch(before.count("\n") + 1, self.at - before.rfind("\n"), number, begin + 1)
            )
            self.at += len(run) + stands_for
        return True

    def is_done(self) -> bool:
        self._skip_space()
        return self.at == len(self.text)

    def _runs(self, written: str, column: int) -> Iterator[tuple[str, int, int]]:
        """Yield what stands as it is, where, and how many characters the escape after it stands for."""
        for escape in self.escapes.finditer(written, column) if self.escapes else ():
            yield written[column : escape.start()], column, 0 if escape.group() == "\\" else 1
            column = escape.end()
        yield written[column:], column, 0

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
