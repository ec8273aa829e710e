"""Values as they were written where a schema wants text: `1.10`, `true`, `2026`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from holdfast.model.document import Document
from holdfast.model.location import Pointer

Schema = Mapping[str, Any]

_ALTERNATIVES = ("anyOf", "oneOf", "allOf")


def as_written(document: Document, texts: Texts) -> Document:
    """Return `document` with each number and boolean as its source text where a schema wants text.

    An empty value and `null` stay: they are not text, and a schema that wants text says so. Values
    that do not change are shared with `document`.
    """
    wanted = {
        pointer: text for pointer, text in document.plain.items() if _wanted(document.data, texts, pointer)
    }
    if not wanted:
        return document
    on_the_way = {pointer[:length] for pointer in wanted for length in range(len(pointer))}
    return document._replace(data=_replaced(document.data, (), wanted, on_the_way))


class Texts:
    """Where a schema wants text: what it says of a value, and of what is in it, made when it is asked."""

    def __init__(self, schemas: Iterable[Schema], root: Schema) -> None:
        self._root = root
        self._schemas = [found for schema in schemas for found in _alternatives(schema, root)]
        self._below: dict[Any, Texts] = {}
        self._prefix = max((len(schema.get("prefixItems", ())) for schema in self._schemas), default=0)

    def wants(self, value: Any) -> bool:
        """Tell whether `value`, a number or a boolean, is to be text."""
        types = self._types
        if isinstance(value, bool):
            return "string" in types and "boolean" not in types
        return "string" in types and not types & {"number", "integer"}

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(name for schema in self._schemas for name in _types(schema))

    def below(self, part: str | int) -> Texts:
        """Return what the schema says of the member or the entry `part`."""
        known = self._below.get(part)
        if known is not None:
            return known
        schemas = self._schemas
        if isinstance(part, str):
            # One for all keys that somebody makes up: they are not to decide how much is kept.
            named = any(part in schema.get("properties", ()) for schema in schemas)
            kept: Any = part if named else None
        else:
            kept = min(part, self._prefix)
        if kept not in self._below:
            find = _members if isinstance(part, str) else _entries
            self._below[kept] = Texts(find(schemas, part), self._root)  # type: ignore[arg-type]  # by its kind
        return self._below[kept]


def _wanted(data: Any, texts: Texts, pointer: Pointer) -> bool:
    for part in pointer:
        data, texts = data[part], texts.below(part)
    return data is not None and texts.wants(data)


def _replaced(
    value: Any, pointer: Pointer, wanted: Mapping[Pointer, str], on_the_way: Collection[Pointer]
) -> Any:
    if pointer in wanted:
        return wanted[pointer]
    if pointer not in on_the_way:
        return value
    if isinstance(value, dict):
        return {key: _replaced(child, (*pointer, key), wanted, on_the_way) for key, child in value.items()}
    return [_replaced(child, (*pointer, index), wanted, on_the_way) for index, child in enumerate(value)]


def _alternatives(schema: Schema, root: Schema) -> Iterator[Schema]:
    """Yield `schema` and all that it refers to or offers."""
    todo, seen = [schema], set()
    while todo:
        schema = todo.pop()
        yield schema
        reference = schema.get("$ref", "")
        if reference.startswith("#/$defs/") and reference not in seen:
            seen.add(reference)
            todo.append(root["$defs"][reference.removeprefix("#/$defs/")])
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


def _types(schema: Schema) -> list[str]:
    declared = schema.get("type", [])
    if declared:
        return [declared] if isinstance(declared, str) else list(declared)
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return ["string" if isinstance(value, str) else _OTHER.get(type(value), "") for value in values]


_OTHER = {bool: "boolean", int: "number", float: "number"}
