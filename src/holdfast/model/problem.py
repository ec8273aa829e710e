"""A problem: one thing that is wrong with a file that the user wrote, and what to do about it."""

from typing import Any, NamedTuple

from holdfast.model.document import NAMING_KEYS
from holdfast.model.location import Place, Pointer


class Problem(NamedTuple):
    """What is wrong, where, and what to do next.

    `rule` is the full id (`manifest/syntax`, `manifest/schema`, `manifest/reference` …). `message` is
    one plain sentence; text from the file is escaped in it. `pointer` is the value concerned and
    `logical` the same path by ids (`applications/chat/models/gpt`). `related` names other places.
    """

    rule: str
    message: str
    place: Place
    pointer: Pointer = ()
    logical: str = ""
    help: str = ""
    related: tuple[tuple[str, Place], ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """What problems are sorted by: their place, then their words."""
        location = self.place.location
        return (location.path, location.line, location.column, self.rule, self.message)


def logical_path(data: Any, pointer: Pointer) -> str:
    """Return `pointer` into `data` with each list index replaced by the name of the entry it leads to."""
    parts = []
    for part in pointer:
        data = _child(data, part)
        name = _name(data) if isinstance(part, int) else None
        parts.append(name if isinstance(name, str) else str(part))
    return "/".join(parts)


def _name(data: Any) -> Any:
    return next((data[key] for key in NAMING_KEYS if key in data), None) if isinstance(data, dict) else None


def _child(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
