"""What the static checks collect: errors and warnings, each with its place."""

from typing import Any, NamedTuple

from holdfast.cel.types import DYN, AnyType, fits, show

EMPTY_ALL, ABSENT, CONSTANT = "empty-all", "absent", "constant"
"""The kinds of warnings: `all()` of a list that may be empty, `!=` against what may be absent, a constant."""


class Note(NamedTuple):
    """Something to be said of an expression; `kind` is empty for an error, else which warning it is."""

    line: int
    column: int
    message: str
    kind: str = ""


class Notes:
    """The notes of one expression, in the order in which they were made."""

    def __init__(self) -> None:
        self.errors: list[Note] = []
        self.warnings: list[tuple[str, Note]] = []

    def wrong(self, at: Any, message: str) -> AnyType:
        """Note an error at the place of `at`; nothing is known of what would have come of it."""
        self.errors.append(Note(at.line, at.column, message))
        return DYN

    def needs(self, wanted: AnyType, kind: AnyType, at: Any, what: str) -> None:
        """Note that `what` does not take a value of `kind`, where it takes only `wanted`."""
        if not fits(kind, wanted):
            self.wrong(at, f"{what} needs {show(wanted)} here, not {show(kind)}")

    def warn(self, at: Any, kind: str, message: str, path: str = "") -> None:
        """Note a warning; `path` is the field that it is about."""
        self.warnings.append((path, Note(at.line, at.column, message, kind)))
