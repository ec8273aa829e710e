"""Where something was written: pointers into data, and the lines and columns they stand for."""

from typing import NamedTuple

Pointer = tuple[str | int, ...]
"""A path into plain data: mapping keys (str) and list indexes (int); `()` is the whole document."""


def pointer_text(pointer: Pointer) -> str:
    """Return `pointer` as an RFC 6901 JSON pointer, `/applications/0/owner`; `""` for the root."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


class Location(NamedTuple):
    """A region of a file.

    `path` is POSIX and relative to the repository (with several repositories it starts with the
    target's name). Lines and columns are 1-based and count code points; the end is exclusive, as
    in SARIF: `a: bc` has the value at 1:4 to 1:6.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Place(NamedTuple):
    """A location together with its source text, so that it can be shown without reading again.

    `excerpt` holds the source lines from `location.line` on (at most a few, without line ends).
    """

    location: Location
    excerpt: tuple[str, ...] = ()
