"""The manifest's schema as records read it: a tree that is made where it is walked, and once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.model.placeholder import is_placeholder

Schema = Mapping[str, Any]

_TEXTS = ("\\S", "^(group|user):[^\\s:]+$")
"""The patterns of free text and of names. A unit has another one: `s` says something there."""

NOTHING: Any = object()
"""Stands for a default that there is not."""


def resolve(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Follow `$ref` into `definitions` (`#/$defs/x`); what stands beside it wins over what it names."""
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    target = resolve(definitions[reference.removeprefix("#/$defs/")], definitions)
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


class Shape:
    """What the schema says of one value: its fields or its entries, its default, whether it is a date.

    `is_free`: its keys are whatever somebody wrote, as those of annotations. `is_object`: its fields
    are those of the schema, also where nobody wrote it. `is_text`: it is free text, or the name of a group
    or a user. `verbatim` has fields that were read and found to be other text: it means what it says.
    """

    __slots__ = (
        "_definitions",
        "_fields",
        "_items",
        "_schema",
        "default",
        "is_date",
        "is_free",
        "is_object",
        "is_text",
        "verbatim",
    )

    def __init__(self, schema: Schema, definitions: Mapping[str, Schema]) -> None:
        self._schema = schema = resolve(schema, definitions)
        self._definitions = definitions
        self._fields: dict[str, Shape] = {}
        self._items: Shape | None = None
        self.verbatim: set[str] = set()
        self.default = schema.get("default", NOTHING)
        self.is_date = schema.get("format") == "date"
        self.is_free = "properties" not in schema
        self.is_text = schema.get("type") == "string" and schema.get("pattern") in _TEXTS
        self.is_object = schema.get("type") == "object" and not self.is_free

    def says_nothing(self, value: Any) -> bool:
        """Tell whether a placeholder stands where text is wanted, or nothing else in a list of texts."""
        if isinstance(value, list):
            return bool(value) and self.items.is_text and all(map(is_placeholder, value))
        return self.is_text and is_placeholder(value)

    @property
    def items(self) -> Shape:
        """The shape of each entry, where this is a list."""
        if self._items is None:
            self._items = Shape(self._schema.get("items", {}), self._definitions)
        return self._items

    def field(self, name: str) -> Shape | None:
        """Return the shape of a field; None where the schema knows no such field."""
        if self.is_free:
            name = ""  # one for all: whoever writes keys is not to decide how many shapes are kept
        if name not in self._fields:
            part = self._schema.get("additionalProperties") if self.is_free else self._declared(name)
            if part is None and not self.is_free:
                return None
            self._fields[name] = Shape(part if isinstance(part, Mapping) else {}, self._definitions)
        return self._fields[name]

    def _declared(self, name: str) -> Schema | None:
        found: Schema | None = self._schema["properties"].get(name)
        return found

    @property
    def names(self) -> frozenset[str]:
        """The fields that the schema knows."""
        return frozenset(self._schema.get("properties", ()))
