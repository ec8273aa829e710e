"""Where the values of a YAML document were written, also those that an alias or a merge repeats."""

from __future__ import annotations

from typing import Any, NoReturn

from holdfast.load.regions import Refusal
from holdfast.model.document import Span
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer

MAX_DEPTH = 64
MAX_NODES = 100_000

MERGE = -1
"""Stands for the merge key `<<` in a mapping that is being read; real keys are text."""


class Tables:
    """The tables `spans`, `keys` and `plain` of a `Document` while it is being read.

    Values that aliases repeat are shared; each repetition has a pointer of its own, so all count.
    """

    def __init__(self) -> None:
        self.spans: dict[Pointer, Span] = {}
        self.keys: dict[Pointer, Span] = {}
        self.plain: dict[Pointer, str] = {}
        self._merged: list[tuple[Any, Pointer]] = []

    def refuse_more(self, span: Span) -> NoReturn:
        """Refuse the file because of the value at `span`, which is one too many."""
        message = f"The file holds more than {MAX_NODES:,} values, counting what its aliases repeat."
        raise Refusal(message, "Split it, or use fewer aliases.", span)

    def copy_below(self, value: Any, source: Pointer, target: Pointer, at: Span) -> None:
        """Give what is in `value`, written at `source`, the same places at `target`, repeated at `at`."""
        todo = [(value, source, target)]
        while todo:
            value, source, target = todo.pop()
            if len(target) > MAX_DEPTH:
                raise Refusal(f"This is nested more than {MAX_DEPTH} levels deep.", "Nest less.", at)
            for part, child in _children(value):
                origin, copy = (*source, part), (*target, part)
                self._copy(origin, copy)
                if len(self.spans) > MAX_NODES:
                    self.refuse_more(at)
                todo.append((child, origin, copy))

    def merge(self, mapping: dict[Any, Any], pointer: Pointer) -> None:
        """Take into `mapping` the keys of what its `<<` names; written keys win, then the first named."""
        place: Pointer = (*pointer, MERGE)
        named = mapping.pop(MERGE)
        sources = [(named, place)]
        if isinstance(named, list):
            sources = [(entry, (*place, index)) for index, entry in enumerate(named)]
        for source, origin in sources:
            if not isinstance(source, dict):
                raise Refusal(
                    f"Only a mapping, or a list of mappings, can be merged with {quoted('<<')}.",
                    "Name an anchor of a mapping: `<<: *name`. A key that is really << goes in quotes.",
                    self.spans[origin],
                )
            for key in [key for key in source if key not in mapping]:
                mapping[key] = source[key]
                self._copy((*origin, key), (*pointer, key))
                at = self.spans[*pointer, key]
                self.copy_below(source[key], (*origin, key), (*pointer, key), at)
        self._merged.append((named, place))

    def forget_merged(self) -> None:
        """Drop the places of what stood under `<<`: it is not in the data."""
        todo = self._merged
        while todo:
            value, pointer = todo.pop()
            for table in (self.spans, self.keys, self.plain):
                table.pop(pointer, None)
            todo.extend((child, (*pointer, part)) for part, child in _children(value))

    def _copy(self, source: Pointer, target: Pointer) -> None:
        self.spans[target] = self.spans[source]
        if source in self.keys:
            self.keys[target] = self.keys[source]
        if source in self.plain:
            self.plain[target] = self.plain[source]


def _children(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
