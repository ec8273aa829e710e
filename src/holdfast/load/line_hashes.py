"""What code scanning knows a line by: a hash of the text that begins there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from holdfast.load.discovery import Repository
from holdfast.load.reading import UnreadableError, read_inside
from holdfast.model.location import Location

_WINDOW = 100
_BASE = 37
_MASK = (1 << 64) - 1
_END = "\uffff"

_LINE_BREAK = re.compile(r"\r\n?")
_BLANKS = re.compile(r"[ \t]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def line_hashes(source: str, lines: Collection[int]) -> dict[int, str]:
    """Return for each of `lines` (1-based) its hash in hexadecimal, `:` and which line with it this is.

    It is what GitHub's action for uploads works out as `primaryLocationLineHash`: a polynomial, modulo 2^64,
    over the first 100 UTF-16 units of the line and what follows, without spaces and tabs; at the end stand
    0xFFFF and then zeros. A line that there is not has none.
    """
    units = _ASTRAL.sub(_surrogates, _BLANKS.sub("", _LINE_BREAK.sub("\n", source)))
    wanted = frozenset(lines)
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for number, window in enumerate(_windows(units), 1):
        if len(found) == len(wanted):
            break
        seen[window] += 1
        if number in wanted:
            found[number] = f"{_hash(window):x}:{seen[window]}"
    return found


def hashes_of(
    locations: Iterable[Location], repositories: Iterable[Repository]
) -> Mapping[tuple[str, int], str]:
    """Return the hashes of the lines on which `locations` begin, by path and line.

    The files are read once more, and only within `repositories`. Of one that cannot be read there is none.
    """
    found: dict[tuple[str, int], str] = {}
    by_label = {repository.label: repository for repository in repositories}
    starts = sorted({(location.path, location.line) for location in locations})
    for path, lines in groupby(starts, key=lambda start: start[0]):
        source = _source(path, by_label)
        if source is not None:
            hashes = line_hashes(source, [line for _, line in lines])
            found.update(((path, line), value) for line, value in hashes.items())
    return found


def _windows(units: str) -> Iterator[str]:
    padded = units + _END + "\0" * _WINDOW
    start = 0
    while True:
        yield padded[start : start + _WINDOW]
        end = units.find("\n", start)
        if end < 0:
            return
        start = end + 1


def _hash(window: str) -> int:
    value = 0
    for unit in window:
        value = (value * _BASE + ord(unit)) & _MASK
    return value


def _surrogates(match: re.Match[str]) -> str:
    high, low = divmod(ord(match[0]) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


def _source(path: str, repositories: Mapping[str, Repository]) -> str | None:
    """Return the text of what output calls `path`, which begins with the label of its repository."""
    parts = path.split("/")
    for length in reversed(range(len(parts))):
        repository = repositories.get("/".join(parts[:length]))
        if repository is not None:
            try:
                raw = read_inside(repository.root, repository.root.joinpath(*parts[length:]))
            except (UnreadableError, ValueError):  # ValueError: a NUL, in what is no path of a file
                return None
            return raw.decode("utf-8", "replace")
    return None
