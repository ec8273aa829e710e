"""The objects that expressions see: declared fields by schema, joined and computed ones beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from holdfast.cel import Unknown
from holdfast.model.document import Document
from holdfast.model.fact import Fact
from holdfast.model.finding import Missing
from holdfast.model.location import Pointer

Schema = Mapping[str, Any]
Computed = Callable[[], Any]


def timestamp(text: str) -> datetime:
    """Return `YYYY-MM-DD` as 00:00 UTC of that day; ValueError where it is no date."""
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


def _no_fact(_: str) -> Fact | None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class SchemaRecord:
    """One mapping of a manifest, read through its schema.

    `manifest` is the path of the manifest it belongs to, `label` how expressions call it (`app`),
    `title` how people do ("application `chat`"). `computed` fields come first: joined objects, facts,
    and defaults that rest on other fields. A field that the schema knows and nobody wrote is its
    default, else unknown; in a mapping that nobody wrote (`written` false) there are no defaults:
    what nobody declared is not assumed. `fact` is what is known of a field that is one, with its source.
    """

    manifest: str
    label: str
    title: str
    document: Document
    pointer: Pointer
    data: Mapping[str, Any]
    schema: Schema
    definitions: Mapping[str, Schema]
    computed: Mapping[str, Computed] = field(default_factory=dict)
    written: bool = True
    fact: Callable[[str], Fact | None] = _no_fact

    @property
    def identity(self) -> Hashable:
        """The manifest, and the place: an included entry is another one in each manifest."""
        return (self.manifest, self.document.path, self.pointer)

    def lookup(self, name: str) -> Any:
        """Return the field's value, another record, or an Unknown."""
        if name in self.computed:
            return self.computed[name]()
        schema = self._schema_of(name)
        pointer = (*self.pointer, name)
        if name in self.data:
            return self._value(name, self.data[name], schema, pointer)
        if self.written and "default" in schema:
            return self._value(name, schema["default"], schema, pointer)
        if schema.get("type") == "object" and "properties" in schema:
            return self._nested(name, {}, schema, pointer, written=False)
        return self.unset(name)

    def has(self, name: str) -> bool | Unknown:
        """Tell whether the field is set; a computed one is where it has a value."""
        if name in self.computed:
            value = self.computed[name]()
            if not isinstance(value, Unknown):
                return value is not None
            return value if _is_fact(value) else False
        self._schema_of(name)
        return name in self.data

    def unset(self, name: str) -> Unknown:
        """Return the unknown for a field that nobody wrote."""
        return Unknown.of(
            Missing(
                name=f"{self.label}.{name}",
                reason=f"{self.title} does not say",
                remedy=f"Add `{name}` to {self.title}.",
            )
        )

    def _schema_of(self, name: str) -> Schema:
        properties = self.schema.get("properties")
        if properties is None:  # a map of free keys, such as annotations
            if name in self.data:
                return resolve(self.schema.get("additionalProperties", {}), self.definitions)
            return {}
        if name not in properties:
            raise KeyError(f"`{self.label}` has no field `{name}`")
        return resolve(properties[name], self.definitions)

    def _value(self, name: str, value: Any, schema: Schema, pointer: Pointer) -> Any:
        if isinstance(value, Mapping):
            return self._nested(name, value, schema, pointer, written=True)
        if isinstance(value, list):
            items = resolve(schema.get("items", {}), self.definitions)
            return [self._value(name, item, items, (*pointer, index)) for index, item in enumerate(value)]
        if schema.get("format") == "date" and isinstance(value, str):
            return timestamp(value)
        return value

    def _nested(
        self, name: str, value: Mapping[str, Any], schema: Schema, pointer: Pointer, *, written: bool
    ) -> SchemaRecord:
        return SchemaRecord(
            manifest=self.manifest,
            label=f"{self.label}.{name}",
            title=f"`{name}` of {self.title}",
            document=self.document,
            pointer=pointer,
            data=value,
            schema=schema,
            definitions=self.definitions,
            written=written,
        )


def resolve(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Follow `$ref` into `definitions` (`#/$defs/x`); what stands beside it wins over what it names."""
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    target = resolve(definitions[reference.removeprefix("#/$defs/")], definitions)
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


class FactGap(Missing):
    """A fact that is not known, told apart from a field that is not set: `has()` of it is unknown."""

    __slots__ = ()


def _is_fact(value: Unknown) -> bool:
    return any(isinstance(missing, FactGap) for missing in value.rests_on)


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """A record of computed fields only, such as `portfolio` or `variables`."""

    label: str
    computed: Mapping[str, Computed]

    @property
    def identity(self) -> Hashable:
        """The label: there is one of each in an evaluation."""
        return self.label

    def lookup(self, name: str) -> Any:
        """Return the field's value."""
        if name not in self.computed:
            raise KeyError(f"`{self.label}` has no field `{name}`")
        return self.computed[name]()

    def has(self, name: str) -> bool | Unknown:
        """Tell whether there is such a field and what it holds is not null."""
        value = self.lookup(name)
        return value if isinstance(value, Unknown) else value is not None
