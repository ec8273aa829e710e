"""What a verdict rests on: the manifest's values and the facts that its expression read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from holdfast import cel
from holdfast.evaluate.records import Fields, SchemaRecord
from holdfast.evaluate.subjects import VARIABLES
from holdfast.model.document import NAMING_KEYS
from holdfast.model.escape import escape, quoted
from holdfast.model.fact import Fact
from holdfast.model.finding import Evidence
from holdfast.model.location import Place, Pointer

MOST_EVIDENCE = 25
MOST_ITEMS = 5
MOST_SOURCE = 160

_NAME: Pointer = ("metadata", "name")


def evidence_of(trace: cel.Trace, variables: Mapping[str, cel.Trace]) -> tuple[Evidence, ...]:
    """Return what the traced verdict rests on, by place, at most MOST_EVIDENCE.

    `variables` are the traces of the variables that were read. Where a list was filtered, the
    entries that it kept are evidence by their names, unless something else is shown at their place.
    What is unknown is no evidence: the finding says what is missing.
    """
    collector = _Collector(variables)
    if trace.root is not None:
        collector.walk(trace.root)
    shown = {found.place.location for found in collector.read}
    named = {found for found in collector.kept if found.place.location not in shown}
    return tuple(sorted(collector.read | named, key=Evidence.sort_key)[:MOST_EVIDENCE])


class _Collector:
    """Follows what tells, from a verdict down to the fields that were read."""

    def __init__(self, variables: Mapping[str, cel.Trace]) -> None:
        self.variables = variables
        self.read: set[Evidence] = set()
        self.kept: set[Evidence] = set()
        self.followed: set[str] = set()

    def walk(self, part: cel.Part) -> None:
        read = part.read
        if read is not None:
            self._field(part, read)
        for inner in part.telling():
            if part.takes_elements and inner.index < 0 and _is_list_of_records(inner.value):
                continue  # what was taken from it tells; how it was listed does not
            if inner.chose and isinstance(inner.element, SchemaRecord):
                self.kept.add(_named(inner.element))
                continue
            self.walk(inner)

    def _field(self, part: cel.Part, read: cel.Read) -> None:
        if isinstance(read.record, Fields) and read.record.label == VARIABLES:
            self._variable(read.field)
        elif _is_list_of_records(read.value):
            self.kept.update(map(_named, read.value[:MOST_EVIDENCE]))
        elif isinstance(read.record, SchemaRecord):
            self.read.update(_evidence(read, read.record, _user(part)))

    def _variable(self, name: str) -> None:
        trace = self.variables.get(name)
        if name not in self.followed and trace is not None and trace.root is not None:
            self.followed.add(name)
            self.walk(trace.root)


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], SchemaRecord)


def _named(record: SchemaRecord) -> Evidence:
    """Return a record by what names it: `use.ref is gpt`."""
    if not record.pointer:
        return Evidence("manifest.name", shown(record.lookup("name")), _place(record, _NAME))
    key = next((key for key in NAMING_KEYS if key in record.data), "")
    if not key:
        return Evidence(record.label, record.title, _place(record, ()))
    return Evidence(f"{record.label}.{key}", shown(record.data[key]), _place(record, (key,)))


def _user(part: cel.Part) -> SchemaRecord | None:
    """Return the use through which a field of a model was read, as in `use.model.origin`."""
    read = part.parts[0].read
    owner = read.record if read is not None and read.field == "model" else None
    return owner if isinstance(owner, SchemaRecord) and owner.label == "use" else None


def _evidence(read: cel.Read, record: SchemaRecord, user: SchemaRecord | None) -> Iterator[Evidence]:
    name, label = read.field, f"{record.label}.{read.field}"
    fact = record.fact(name)
    if fact is not None:
        yield Evidence(label, shown(fact.value), _place_of_fact(record, fact, user), _source(fact))
    elif read.is_test and read.value is False and not record.is_computed(name):
        yield Evidence(label, "not set", _place(record, (name,)))
    elif not isinstance(read.value, cel.Unknown | cel.CelError) and name != "unknown":
        value = record.lookup(name) if read.is_test else read.value
        if not isinstance(value, SchemaRecord | Fields | cel.Unknown) and not _is_list_of_records(value):
            yield Evidence(label, shown(value), _place(record, (name,)), _default(record, name))


def _default(record: SchemaRecord, name: str) -> str:
    if name in record.data or (name == "name" and not record.pointer):
        return ""
    return "from what else is declared" if record.is_computed(name) else "by default"


def _place(record: SchemaRecord, field_path: Pointer) -> Place:
    document = record.document
    pointer = _NAME if field_path == ("name",) and not record.pointer else (*record.pointer, *field_path)
    return document.place(document.locate(pointer))


def _place_of_fact(record: SchemaRecord, fact: Fact, user: SchemaRecord | None) -> Place:
    """Return where a fact was declared; else where the model was named: by its use, or by its entry."""
    if fact.provenance == "declared" and fact.name in record.data.get("facts", {}):
        return _place(record, ("facts", fact.name))
    if record.label == "backend":
        return _place(record, (fact.name if fact.name in record.data else "operator",))
    return _place(user, ("ref",)) if user is not None else _place(record, ("model",))


def _source(fact: Fact) -> str:
    if fact.provenance == "declared":
        return "declared"
    who = "catalogue" if fact.provenance == "catalogue" else "by its base"
    source = escape(fact.source)
    source = source if len(source) <= MOST_SOURCE else source[:MOST_SOURCE] + "…"
    return f"{who}: {source}" + (f", checked {fact.checked_on.isoformat()}" if fact.checked_on else "")


def shown(value: Any) -> str:
    """Return a value as short text: quoted in backticks, a list with at most MOST_ITEMS of its items."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return str(value)
    value = value.plain() if isinstance(value, cel.Timestamp) else value
    if isinstance(value, datetime):
        return quoted(value.isoformat().removesuffix("T00:00:00+00:00"))
    if isinstance(value, list | tuple):
        items = [quoted(item, 30) if isinstance(item, str) else shown(item) for item in value[:MOST_ITEMS]]
        more = [f"{len(value) - MOST_ITEMS:,} more"] if len(value) > MOST_ITEMS else []
        return f"[{', '.join([*items, *more])}]"
    if isinstance(value, SchemaRecord):
        named = _named(value)
        return f"{value.label} {named.value}" if named.name != value.label else value.title
    return quoted(value)
