"""Values as they were written where a schema wants text: `1.10`, `true`, `2026`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from holdfast.model.document import Document
from holdfast.model.location import Pointer

Schema = Mapping[str, Any]

_ALTERNATIVES = ("anyOf", "oneOf", "allOf")


def as_written(document: Document, schema: Schema) -> Document:
    """Return `document` with each number and boolean as its source text where `schema` wants text.

    An empty value and `null` stay: they are not text, and a schema that wants text says so.
    """
    on_the_way = {pointer[:length] for pointer in document.plain for length in range(len(pointer) + 1)}
    data = _Walk(document.plain, schema, on_the_way).value(document.data, [schema], ())
    return document if data is document.data else document._replace(data=data)


class _Walk:
    """One pass over data and schema; values that do not change are shared with the document."""

    def __init__(self, plain: Mapping[Pointer, str], root: Schema, on_the_way: set[Pointer]) -> None:
        self._plain, self._root, self._on_the_way = plain, root, on_the_way

    def value(self, value: Any, schemas: Sequence[Schema], pointer: Pointer) -> Any:
        if pointer not in self._on_the_way:
            return value
        alternatives = [found for schema in schemas for found in self._alternatives(schema)]
        if isinstance(value, dict):
            changed = {
                key: self.value(child, _members(alternatives, key), (*pointer, key))
                for key, child in value.items()
            }
            return changed if any(changed[key] is not value[key] for key in value) else value
        if isinstance(value, list):
            entries = [
                self.value(child, _entries(alternatives, index), (*pointer, index))
                for index, child in enumerate(value)
            ]
            return entries if any(new is not old for new, old in zip(entries, value, strict=True)) else value
        return self._plain[pointer] if value is not None and _wants_text(alternatives, value) else value

    def _alternatives(self, schema: Schema) -> Iterator[Schema]:
        """Yield `schema` and all that it refers to or offers."""
        todo, seen = [schema], set()
        while todo:
            schema = todo.pop()
            yield schema
            reference = schema.get("$ref", "")
            if reference.startswith("#/$defs/") and reference not in seen:
                seen.add(reference)
                todo.append(self._root["$defs"][reference.removeprefix("#/$defs/")])
            for keyword in _ALTERNATIVES:
                todo.extend(schema.get(keyword, ()))


def _members(alternatives: Sequence[Schema], key: str) -> list[Schema]:
    found = [schema["properties"][key] for schema in alternatives if key in schema.get("properties", ())]
    others = [schema.get("additionalProperties") for schema in alternatives]
    return found or [schema for schema in others if isinstance(schema, Mapping)]


def _entries(alternatives: Sequence[Schema], index: int) -> list[Schema]:
    found = []
    for schema in alternatives:
        prefix = schema.get("prefixItems", ())
        entry = prefix[index] if index < len(prefix) else schema.get("items")
        if isinstance(entry, Mapping):
            found.append(entry)
    return found


def _wants_text(alternatives: Sequence[Schema], value: Any) -> bool:
    types = {name for schema in alternatives for name in _types(schema)}
    if isinstance(value, bool):
        return "string" in types and "boolean" not in types
    return "string" in types and not types & {"number", "integer"}


def _types(schema: Schema) -> list[str]:
    declared = schema.get("type", [])
    if declared:
        return [declared] if isinstance(declared, str) else list(declared)
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return ["string" if isinstance(value, str) else _OTHER.get(type(value), "") for value in values]


_OTHER = {bool: "boolean", int: "number", float: "number"}
