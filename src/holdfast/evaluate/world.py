"""A portfolio as expressions see it: records of everything declared, joined, with their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import Any

from holdfast import facts
from holdfast.cel import Unknown
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.records import Computed, FactGap, Fields, Schema, SchemaRecord, resolve, timestamp
from holdfast.model.fact import FACT_NAMES, Fact, Gap
from holdfast.model.finding import Missing
from holdfast.model.manifest import REGULATED_CLASSES, Entry, Manifest, Portfolio

DATE_FACTS = ("deprecated", "retires")


class ManifestView:
    """The records of one manifest. Joins are looked up when they are read, so they may be cyclic.

    `suffix` follows the title of every entry, where the run has entries of other manifests.
    """

    def __init__(self, manifest: Manifest, knowledge: Knowledge, suffix: str = "") -> None:
        self.source = manifest
        self._knowledge = knowledge
        self._suffix = suffix

    @cached_property
    def record(self) -> SchemaRecord:
        """The manifest itself."""
        computed: dict[str, Computed] = {
            "name": lambda: self.source.name,
            "path": lambda: self.source.document.path,
            "applications": lambda: list(self.applications),
            "uses": lambda: self.uses,
            "models": lambda: list(self.models.values()),
            "backends": lambda: list(self.backends.values()),
            "contracts": lambda: list(self.contracts.values()),
        }
        if self.source.governance is not None:
            computed["governance"] = lambda: self._governance
        return self._record(
            "manifest",
            f"manifest `{self.source.name}`",
            Entry(self.source.document, (), self.source.data),
            self._knowledge.schema,
            computed,
        )

    @cached_property
    def applications(self) -> tuple[SchemaRecord, ...]:
        """One record for each application, in written order."""
        schema = self._knowledge.entry_schema("applications")
        return tuple(
            self._application(Entry(self.source.document, ("applications", index), data), schema)
            for index, data in enumerate(self.source.data.get("applications", ()))
        )

    @cached_property
    def uses_by_application(self) -> Mapping[str, list[SchemaRecord]]:
        """The uses of each application by its id, in written order."""
        return {app.data["id"]: list(self._uses_of(app)) for app in self.applications}

    @property
    def uses(self) -> list[SchemaRecord]:
        """Every use of every application."""
        return [use for uses in self.uses_by_application.values() for use in uses]

    @cached_property
    def models(self) -> Mapping[str, SchemaRecord]:
        """The models by id, own and included."""
        schema = self._knowledge.entry_schema("models")
        return {name: self._model(entry, schema) for name, entry in self.source.models.items()}

    @cached_property
    def backends(self) -> Mapping[str, SchemaRecord]:
        """The backends by id, own and included."""
        schema = self._knowledge.entry_schema("backends")
        return {name: self._backend(entry, schema) for name, entry in self.source.backends.items()}

    @cached_property
    def contracts(self) -> Mapping[str, SchemaRecord]:
        """The contracts by id, own and included."""
        schema = self._knowledge.entry_schema("contracts")
        return {name: self._contract(entry, schema) for name, entry in self.source.contracts.items()}

    @cached_property
    def _governance(self) -> SchemaRecord:
        entry = self.source.governance
        assert entry is not None  # noqa: S101  # only asked for where it is written
        schema = resolve(self._knowledge.schema["properties"]["governance"], self._knowledge.definitions)
        return self._record("manifest.governance", "`governance`", entry, schema, {})

    def _application(self, entry: Entry, schema: Schema) -> SchemaRecord:
        name = entry.data["id"]
        metadata = self.source.data.get("metadata", {})
        computed: dict[str, Computed] = {
            "manifest": lambda: self.record,
            "uses": lambda: self.uses_by_application[name],
            "models": lambda: self.uses_by_application[name],
            "data": lambda: data,
        }
        if "owner" not in entry.data and "owner" in metadata:
            computed["owner"] = lambda: metadata["owner"]
        if "routing" not in entry.data:
            computed["routing"] = lambda: self.record.lookup("routing")
        record = self._record("app", f"application `{name}`{self._suffix}", entry, schema, computed)
        data = self._data_of(record, resolve(schema["properties"]["data"], self._knowledge.definitions))
        return record

    def _data_of(self, application: SchemaRecord, schema: Schema) -> SchemaRecord:
        declared = application.data.get("data")
        computed: dict[str, Computed] = {}
        # An empty list of classes says nothing, and what nobody said is not assumed.
        if declared is not None and "regulated" not in declared and declared.get("classes"):
            regulated = not set(REGULATED_CLASSES).isdisjoint(declared["classes"])
            computed["regulated"] = lambda: regulated
        return SchemaRecord(
            manifest=self.source.document.path,
            label="app.data",
            title=f"`data` of {application.title}",
            document=application.document,
            pointer=(*application.pointer, "data"),
            data=declared or {},
            schema=schema,
            definitions=self._knowledge.definitions,
            computed=computed,
            written=declared is not None,
        )

    def _uses_of(self, application: SchemaRecord) -> Iterable[SchemaRecord]:
        listed = resolve(application.schema["properties"]["models"], self._knowledge.definitions)
        schema = resolve(listed["items"], self._knowledge.definitions)
        for index, data in enumerate(application.data["models"]):
            reference = data["ref"]
            entry = Entry(application.document, (*application.pointer, "models", index), data)
            title = f"the use of `{reference}` by {application.title}"
            computed: dict[str, Computed] = {
                "app": partial(_itself, application),
                "manifest": lambda: self.record,
                "model": partial(self._joined, self.models, "use.model", "models", reference, title),
                "backend": partial(self._backend_of_model, reference, title),
            }
            yield self._record("use", title, entry, schema, computed)

    def _backend_of_model(self, reference: str, title: str) -> SchemaRecord | Unknown:
        model = self._joined(self.models, "use.model", "models", reference, title)
        return model if isinstance(model, Unknown) else model.lookup("backend")

    def _model(self, entry: Entry, schema: Schema) -> SchemaRecord:
        name = entry.data["id"]
        title = f"model `{name}`{self._suffix}"
        computed: dict[str, Computed] = {fact: partial(self._fact, name, fact) for fact in FACT_NAMES}
        computed |= {
            "unknown": lambda: [fact for fact, known in self._facts[name].items() if isinstance(known, Gap)],
            "backend": partial(
                self._joined, self.backends, "model.backend", "backends", entry.data["backend"], title
            ),
            "uses": lambda: [use for use in self.uses if use.data["ref"] == name],
            "manifest": lambda: self.record,
        }
        record = self._record("model", title, entry, schema, computed)
        return replace(record, fact=partial(self._known_fact, name))

    def _backend(self, entry: Entry, schema: Schema) -> SchemaRecord:
        name = entry.data["id"]
        title = f"backend `{name}`{self._suffix}"
        computed: dict[str, Computed] = {
            "models": lambda: [model for model in self.models.values() if model.data["backend"] == name],
            "uses": lambda: [use for use in self.uses if self._uses_backend(use, name)],
            "manifest": lambda: self.record,
        }
        if "contract" in entry.data:
            computed["contract"] = lambda: self._joined(
                self.contracts, "backend.contract", "contracts", entry.data["contract"], title
            )
        known = self._knowledge.backend_facts(entry.data)
        computed |= {fact: partial(_value, title, "backend", known[fact]) for fact in known}
        computed["unknown"] = lambda: [fact for fact, value in known.items() if isinstance(value, Gap)]
        record = self._record("backend", title, entry, schema, computed)
        return replace(record, fact=partial(_if_known, known))

    def _contract(self, entry: Entry, schema: Schema) -> SchemaRecord:
        name = entry.data["id"]

        def backends() -> list[SchemaRecord]:
            return [backend for backend in self.backends.values() if backend.data.get("contract") == name]

        computed: dict[str, Computed] = {
            "backends": backends,
            "models": lambda: [model for backend in backends() for model in backend.lookup("models")],
            "uses": lambda: [use for backend in backends() for use in backend.lookup("uses")],
            "manifest": lambda: self.record,
        }
        record = self._record("contract", f"contract `{name}`{self._suffix}", entry, schema, computed)
        computed["counterpartyIds"] = partial(self._party_ids, record, "counterparty")
        computed["providerIds"] = partial(self._party_ids, record, "modelProviders")
        return record

    def _party_ids(self, record: SchemaRecord, name: str) -> list[str] | Unknown:
        """Return the ids of the parties that a field names, and of their owners."""
        written = record.data.get(name)
        if written is None:
            return record.unset(name)
        return self._knowledge.party_ids([written] if isinstance(written, str) else written)

    def _uses_backend(self, use: SchemaRecord, backend: str) -> bool:
        model = self.models.get(use.data["ref"])
        return model is not None and model.data["backend"] == backend

    @cached_property
    def _facts(self) -> Mapping[str, Mapping[str, Fact | Gap]]:
        models = facts.with_bases({name: entry.data for name, entry in self.source.models.items()})
        return {
            name: self._knowledge.model_facts(model, self._entry_data(self.source.backends, model["backend"]))
            for name, model in models.items()
        }

    @staticmethod
    def _entry_data(entries: Mapping[str, Entry], name: str) -> Mapping[str, Any] | None:
        entry = entries.get(name)
        return entry.data if entry else None

    def _fact(self, model: str, name: str) -> Any:
        return _value(f"model `{model}`{self._suffix}", "model", self._facts[model][name])

    def _known_fact(self, model: str, name: str) -> Fact | None:
        return _if_known(self._facts[model], name)

    @staticmethod
    def _joined(
        records: Mapping[str, SchemaRecord], label: str, kind: str, name: str, title: str
    ) -> SchemaRecord | Unknown:
        if name in records:
            return records[name]
        return Unknown.of(
            Missing(label, f"{title} names `{name}`, which is not declared", f"Declare `{name}` in `{kind}`.")
        )

    def _record(
        self, label: str, title: str, entry: Entry, schema: Schema, computed: Mapping[str, Computed]
    ) -> SchemaRecord:
        return SchemaRecord(
            manifest=self.source.document.path,
            label=label,
            title=title,
            document=entry.document,
            pointer=entry.pointer,
            data=entry.data,
            schema=schema,
            definitions=self._knowledge.definitions,
            computed=computed,
        )


def _value(title: str, label: str, known: Fact | Gap) -> Any:
    """Return the value of a fact of what expressions call `label` and people `title`, or an Unknown."""
    if isinstance(known, Gap):
        return Unknown.of(FactGap(f"{label}.{known.name}", f"{title}: {known.reason}", known.remedy))
    if known.name in DATE_FACTS and isinstance(known.value, str):
        return timestamp(known.value)
    if known.name in DATE_FACTS and isinstance(known.value, date):
        return datetime(known.value.year, known.value.month, known.value.day, tzinfo=UTC)
    return known.value


def _if_known(known: Mapping[str, Fact | Gap], name: str) -> Fact | None:
    found = known.get(name)
    return found if isinstance(found, Fact) else None


def _itself(record: SchemaRecord) -> SchemaRecord:
    return record


@dataclass(frozen=True, slots=True, eq=False)
class Geo(Fields):
    """What `geo` is: `geo.expand(['eu'])`."""

    knowledge: Knowledge

    def expand(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the countries of the groups; ValueError for a name that is neither."""
        return facts.expand(self.knowledge.catalogue, names, self.knowledge.as_of)


class World:
    """All that expressions can reach in a run."""

    def __init__(self, portfolio: Portfolio, knowledge: Knowledge) -> None:
        several = len(portfolio.manifests) > 1
        self.views = tuple(
            # Ids are unique in a manifest only.
            ManifestView(manifest, knowledge, f" of `{manifest.name}`" if several else "")
            for manifest in portfolio.manifests
        )
        self.unreadable = portfolio.unreadable
        as_of = knowledge.as_of
        self.now = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        self.geo = Geo("geo", {}, knowledge)

    @cached_property
    def portfolio(self) -> Fields | Unknown:
        """`portfolio`; unknown while a manifest of the run cannot be read."""
        if self.unreadable:
            return Unknown(frozenset(map(_unread, self.unreadable)))
        lists: dict[str, Computed] = {
            "manifests": lambda: [view.record for view in self.views],
            "applications": lambda: [app for view in self.views for app in view.applications],
            "uses": lambda: [use for view in self.views for use in view.uses],
            "models": lambda: [model for view in self.views for model in view.models.values()],
            "backends": lambda: [backend for view in self.views for backend in view.backends.values()],
            "contracts": lambda: [contract for view in self.views for contract in view.contracts.values()],
        }
        return Fields("portfolio", lists)


def _unread(path: str) -> Missing:
    return Missing("portfolio", f"{path} could not be read, so nobody knows what it holds", f"Mend {path}.")
