"""The source lines of a place, with carets under what is meant."""

from __future__ import annotations

import re
import unicodedata

from holdfast.model.location import Place
from holdfast.output.strings import CUT, LOG_COMMAND, safe
from holdfast.output.style import BLUE, Style

WINDOW = 100
"""At most so many columns of a source line are shown."""

_BEFORE = 30
# Characters without width, such as accents, would else be without number.
_MOST = 4 * WINDOW
_TAB = "    "


def excerpt(place: Place, style: Style, colour: str) -> list[str]:
    """Return the lines of the excerpt with gutter and carets; none where there is no source.

    A tab is four columns, a wide character two; of a long line the part around the region is shown.
    """
    location = place.location
    sources = [line.rstrip("\r\n") for line in place.excerpt]
    if not any(sources):
        return []
    last = location.line + len(sources) - 1
    width = len(str(last))
    empty = style.paint(BLUE, f"{'':{width}} |")
    lines = [empty]
    for number, source in enumerate(sources, location.line):
        start, end = _columns(place, number, source)
        text, offset, carets = _window(source, start, end)
        lines.append(f"{style.paint(BLUE, f'{number:>{width}} |')} {text}".rstrip())
        lines.append(f"{empty} {' ' * offset}{style.paint(colour, '^' * carets)}")
    if location.end_line > last:
        lines.append(style.paint(BLUE, CUT.rjust(width)))
    return [*lines, empty]


def gutter(place: Place) -> int:
    """Return how many digits the line numbers of `excerpt(place)` have."""
    return len(str(place.location.line + max(len(place.excerpt), 1) - 1))


def _columns(place: Place, number: int, source: str) -> tuple[int, int]:
    """Return the marked part of line `number`, as 0-based start and exclusive end."""
    location = place.location
    first = len(source) - len(source.lstrip())
    start = location.column - 1 if number == location.line else first
    end = location.end_column - 1 if number == location.end_line else len(source)
    start = max(0, min(start, len(source)))
    return start, max(start, min(end, len(source)))


def _window(source: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the shown part of a line, the column at which carets start, and their number.

    The columns are of the shown part and 0-based.
    """
    begin = _begin(source, start, end)
    text = CUT if begin else ""
    used = offset = len(text)
    carets = 0
    cells = _shown(source[begin : begin + _MOST])
    for index, shown in enumerate(cells, begin):
        wide = _width(shown)
        if index == start:
            offset = used
        if used + wide > WINDOW:
            return text + CUT, offset, max(carets, 1)
        text, used = text + shown, used + wide
        if start <= index < end:
            carets += wide
    at_end = start >= begin + len(cells)
    cut = CUT if begin + len(cells) < len(source) else ""
    return text + cut, used if at_end else offset, max(carets, 1)


def _begin(source: str, start: int, end: int) -> int:
    """Return the first shown index: 0, or some columns before the region where it lies far right."""
    if end <= WINDOW and sum(map(_width, _shown(source[:end]))) <= WINDOW:
        return 0
    begin, used = start, 0
    while begin > 0 and used < _BEFORE and start - begin < _BEFORE:
        begin -= 1
        used += _width(_TAB if source[begin] == "\t" else safe(source[begin]))
    return begin


def _shown(source: str) -> list[str]:
    """Return what is shown for each character of `source`."""
    cells = [_TAB if character == "\t" else safe(character) for character in source]
    for match in re.finditer(LOG_COMMAND, source):
        cells[match.start() + 1] = safe("##[")[1:-1]
    return cells


def _width(shown: str) -> int:
    return sum(_cells(character) for character in shown)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
