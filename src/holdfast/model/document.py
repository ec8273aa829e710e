"""A parsed YAML file: plain data, and where each value of it was written."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.location import Location, Place, Pointer

Span = tuple[int, int, int, int]
"""Line, column, end line, end column: 1-based, counted in code points, end exclusive."""

NAMING_KEYS = ("id", "ref", "name", "type", "metric", "by")
"""What names an entry of a list; a finding about the whole entry points at the first that is written."""

EXCERPT_LINES = 3


class Document(NamedTuple):
    """One YAML file, read strictly.

    `data` is plain JSON data (dict, list, str, int, float, bool, None). `spans` has the region of
    each value, `keys` the region of each mapping key, both by pointer. `plain` has the source text
    of each plain scalar that did not resolve to a string (`1.10`, `true`), so that a schema that
    wants a string can have what was written. `lines` are the source lines without line ends. `elsewhere`
    has the places of values that were filled in, and are written in another file.
    """

    path: str
    data: Any
    spans: Mapping[Pointer, Span]
    keys: Mapping[Pointer, Span]
    lines: Sequence[str]
    plain: Mapping[Pointer, str] = EMPTY
    elsewhere: Mapping[Pointer, Location] = EMPTY

    def locate(self, pointer: Pointer) -> Location:
        """Return the smallest region that stands for `pointer`.

        A scalar is its own region; a mapping or list is its key; an entry of a list is the value
        that names it. What was not written resolves to its nearest written ancestor.
        """
        if pointer in self.elsewhere:
            return self.elsewhere[pointer]
        while pointer and pointer not in self.spans:
            pointer = pointer[:-1]
        return Location(self.path, *self._region(pointer))

    def locate_key(self, pointer: Pointer) -> Location:
        """Return the region of the key that `pointer` ends in; of the value where it has no key."""
        if pointer in self.keys:
            return Location(self.path, *self.keys[pointer])
        return self.locate(pointer)

    def place(self, location: Location) -> Place:
        """Return `location` with its source lines; of another file, which may hold keys, without."""
        if location.path != self.path:
            return Place(location)
        last = min(location.end_line, location.line + EXCERPT_LINES - 1)
        return Place(location, tuple(self.lines[location.line - 1 : last]))

    def _region(self, pointer: Pointer) -> Span:
        value = self._value(pointer)
        if not isinstance(value, dict | list) or not value:
            return self.spans.get(pointer, (1, 1, 1, 1))
        if pointer in self.keys:
            return self.keys[pointer]
        if isinstance(value, dict):
            named = next((key for key in NAMING_KEYS if key in value), next(iter(value)))
            child = (*pointer, named)
            if not isinstance(value[named], dict | list) and child in self.spans:
                return self.spans[child]
            return self.keys.get(child, self.spans.get(pointer, (1, 1, 1, 1)))
        return self._region((*pointer, 0))

    def _value(self, pointer: Pointer) -> Any:
        value = self.data
        for part in pointer:
            value = value[part]
        return value
