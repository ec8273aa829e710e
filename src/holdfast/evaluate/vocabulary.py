"""The types of everything that policies see: from the manifest's schema, the facts and the joins.

What `world` and `records` bind is described here once more, as types; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from holdfast.cel.types import (
    BOOL,
    DOUBLE,
    DYN,
    INT,
    NULL,
    STRING,
    TIMESTAMP,
    AnyType,
    Field,
    Lazy,
    ListOf,
    Object,
    Text,
    join,
)
from holdfast.evaluate.shapes import Schema, resolve
from holdfast.evaluate.subjects import NAMES
from holdfast.model.fact import BACKEND_FACTS, FACT_NAMES
from holdfast.model.policy import Scope

Makers = dict[str, Callable[[], Field]]

SUBJECTS: Mapping[Scope, str] = {
    Scope.PORTFOLIO: "portfolio",
    Scope.MANIFEST: "manifest",
    Scope.APPLICATION: "app",
    Scope.USE: "use",
    Scope.MODEL: "model",
    Scope.BACKEND: "backend",
    Scope.CONTRACT: "contract",
}
"""How expressions call the subject of each scope."""

_LISTS = {"applications": "app", "uses": "use", "models": "model", "backends": "backend",
          "contracts": "contract"}  # fmt: skip
_FILLED_IN = {"model": ("model",)}
"""What is always there when it is read, because loading fills it in (`from`)."""

_JOINS: Mapping[str, Mapping[str, str]] = {
    "manifest": _LISTS,
    "portfolio": {"manifests": "manifest", **_LISTS},
    "app": {"uses": "use", "models": "use"},
    "model": {"uses": "use"},
    "backend": {"models": "model", "uses": "use"},
    "contract": {"backends": "backend", "models": "model", "uses": "use"},
}
"""The lists of joined objects that each object has."""

_LINKS: Mapping[str, tuple[str, ...]] = {
    "app": ("manifest",),
    "use": ("app", "manifest", "model", "backend"),
    "model": ("backend", "manifest"),
    "backend": ("manifest", "contract"),
    "contract": ("manifest",),
}
"""The single joined objects that each object has, named as what they are."""


class Vocabulary:
    """The types of what policies see, by scope; each object is made once, when it is first asked for."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._definitions: Mapping[str, Schema] = schema.get("$defs", {})
        entries = {name: self._items(schema["properties"][kind]) for kind, name in
                   (("applications", "app"), ("models", "model"), ("backends", "backend"),
                    ("contracts", "contract"))}  # fmt: skip
        entries["use"] = self._items(entries["app"]["properties"]["models"])
        entries["manifest"] = schema
        self._objects: dict[str, Object] = {
            name: self._object(name, entry) for name, entry in entries.items()
        }
        self._objects["portfolio"] = Object("portfolio", Lazy(self._joined("portfolio")))

    def names(self, scope: Scope) -> dict[str, AnyType]:
        """Return the types of what every policy of `scope` sees, without its params and variables."""
        seen: dict[str, AnyType] = {"now": TIMESTAMP, "geo": Object("geo", {})}
        return seen | {name: self._objects[name] for name in ("portfolio", *NAMES[scope])}

    def subject(self, scope: Scope) -> Object:
        """Return the type of the subjects of `scope`."""
        return self._objects[SUBJECTS[scope]]

    def _items(self, schema: Schema) -> Schema:
        return resolve(resolve(schema, self._definitions)["items"], self._definitions)

    def _object(self, name: str, schema: Schema) -> Object:
        makers = self._declared(name, schema)
        if name == "model":
            makers |= self._facts()
        if name == "backend":
            makers |= {fact: lambda: Field(STRING) for fact in BACKEND_FACTS}
            makers["unknown"] = lambda: Field(ListOf(Text(BACKEND_FACTS)))
            makers["operatorIds"] = lambda: Field(ListOf(STRING))
        if name == "contract":
            ids = {field: lambda: Field(ListOf(STRING)) for field in ("counterpartyIds", "providerIds")}
            makers |= ids
        if name == "app":
            makers["routing"] = self._routing
        if name == "manifest":
            makers |= {"name": lambda: Field(STRING), "path": lambda: Field(STRING)}
        return Object(name, Lazy(makers | self._joined(name)))

    def _routing(self) -> Field:
        # Where an application has none of its own, it is the manifest's, and equal to it.
        own, shared = (self.type_of(f"{name}.routing", resolve(self._schema["properties"]["routing"],
                       self._definitions)) for name in ("app", "manifest"))  # fmt: skip
        return Field(join(own, shared))

    def _declared(self, label: str, schema: Schema) -> Makers:
        required = (*schema.get("required", ()), *_FILLED_IN.get(label, ()))
        return {
            name: self._maker(f"{label}.{name}", part, is_required=name in required)
            for name, part in schema["properties"].items()
        }

    def _maker(self, label: str, part: Schema, *, is_required: bool) -> Callable[[], Field]:
        def make() -> Field:
            schema = resolve(part, self._definitions)
            absent = not is_required and "default" not in schema and schema.get("type") != "object"
            return Field(self.type_of(label, schema), absent)

        return make

    def _facts(self) -> Makers:
        facts = resolve(self._objects_schema("model")["properties"]["facts"], self._definitions)["properties"]
        makers: Makers = {
            # Whatever the fact, it may be known to be nothing.
            name: lambda name=name: Field(  # type: ignore[misc]  # a default
                join(self.type_of(f"model.{name}", resolve(facts.get(name, {}), self._definitions)), NULL)
            )
            for name in FACT_NAMES
        }
        return makers | {"unknown": lambda: Field(ListOf(Text(FACT_NAMES)))}

    def _objects_schema(self, name: str) -> Schema:
        return self._items(self._schema["properties"][f"{name}s"])

    def _joined(self, name: str) -> Makers:
        makers: Makers = {}
        for field, kind in _JOINS.get(name, {}).items():
            makers[field] = lambda kind=kind: Field(ListOf(self._objects[kind]))  # type: ignore[misc]  # a default
        for kind in _LINKS.get(name, ()):
            makers[kind] = lambda kind=kind: Field(self._objects[kind], kind == "contract")  # type: ignore[misc]  # a default
        return makers

    def type_of(self, label: str, schema: Schema) -> AnyType:
        """Return the type of what `schema` allows, as `SchemaRecord` gives it; `label` is its name."""
        return _by_type(schema, lambda kind: self._of_kind(label, kind, schema))

    def _of_kind(self, label: str, kind: str, schema: Schema) -> AnyType:
        if kind == "object":
            if "properties" in schema:
                return Object(label, Lazy(self._declared(label, schema)))
            rest = resolve(schema.get("additionalProperties") or {}, self._definitions)
            return Object(label, {}, self.type_of(label, rest))
        if kind == "array":
            return ListOf(self.type_of(label, resolve(schema.get("items", {}), self._definitions)))
        if kind == "string" and schema.get("format") == "date":
            return TIMESTAMP
        return _plain(kind, schema)


def params_type(params: Mapping[str, Mapping[str, Any]]) -> Object:
    """Return the type of `params`; their values are as the configuration gives them, dates as text."""
    fields = {name: Field(_param(schema)) for name, schema in params.items()}
    return Object("params", fields, is_map=True)


def _param(schema: Mapping[str, Any]) -> AnyType:
    kind: str = schema["type"]
    if kind == "array":
        return ListOf(_param(schema["items"]) if "items" in schema else DYN)
    return _plain(kind, schema)


_PLAIN: Mapping[str, AnyType] = {
    "string": STRING,
    "boolean": BOOL,
    "integer": INT,
    # YAML reads `1` as an integer, whatever the schema calls it.
    "number": join(INT, DOUBLE),
    "null": NULL,
}


def _plain(kind: str, schema: Mapping[str, Any]) -> AnyType:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if kind == "string" and isinstance(values, list):
        return Text(tuple(value for value in values if isinstance(value, str)))
    return _PLAIN.get(kind, DYN)


def _by_type(schema: Mapping[str, Any], of_kind: Callable[[str], AnyType]) -> AnyType:
    """Return one type for the alternatives of the keyword `type`."""
    named = schema.get("type", ())
    kinds: Iterable[str] = (named,) if isinstance(named, str) else named
    found: AnyType | None = None
    for kind in kinds:
        made = of_kind(kind)
        found = made if found is None else join(found, made)
    return DYN if found is None else found
