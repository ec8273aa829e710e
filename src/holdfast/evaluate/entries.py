"""The entries of a manifest as records, joined with one another and with their facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from holdfast.cel import Unknown
from holdfast.evaluate import derived
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.known import Facts, KnownRecord, fact_makers
from holdfast.evaluate.records import DECLARED, Maker, SchemaRecord, grouped
from holdfast.evaluate.shapes import Shape
from holdfast.model.fact import BACKEND_FACTS, FACT_NAMES
from holdfast.model.finding import Missing
from holdfast.model.manifest import Entry, Manifest


class EntryRecord(SchemaRecord):
    """A manifest or an entry of it; `view` has the others that it is joined to."""

    __slots__ = ("view",)

    noun: ClassVar[str]
    """How people call one."""

    def __init__(self, view: ManifestView, entry: Entry, shape: Shape) -> None:
        # Written out: there is one of these for each entry of each manifest.
        self.remembered = {}
        self.within = None
        self.manifest = view.source.document.path
        self.document, self.pointer, self.data = entry
        self.shape = shape
        self.view = view

    @property
    def title(self) -> str:
        """How people call it: by its id, and by its manifest where the run has several."""
        return f"{self.noun} `{self.data['id']}`{self.view.suffix}"

    def joined(self, records: Mapping[str, EntryRecord], kind: str, named: str) -> EntryRecord | Unknown:
        """Return the record `named` of the list `kind`; unknown where it is not declared."""
        if named in records:
            return records[named]
        return Unknown.of(
            Missing(
                f"{self.label}.{kind.removesuffix('s')}",
                f"{self.title} names `{named}`, which is not declared",
                f"Declare `{named}` in `{kind}`.",
            )
        )


class ManifestRecord(EntryRecord):
    """`manifest`."""

    __slots__ = ()

    label = "manifest"
    makers = {  # noqa: RUF012  # typed in the class above
        "name": lambda self: self.view.source.name,
        "path": lambda self: self.view.source.document.path,
        "applications": lambda self: list(self.view.applications),
        "uses": lambda self: list(self.view.uses),
        "models": lambda self: list(self.view.models.values()),
        "backends": lambda self: list(self.view.backends.values()),
        "contracts": lambda self: list(self.view.contracts.values()),
        "governance": lambda self: derived.governance_of(self, self.view.source.governance),
        "metadata": lambda self: derived.metadata_of(self, self.view.knowledge, self.view.metadata),
    }

    @property
    def title(self) -> str:
        """How people call it: by its name."""
        return f"manifest `{self.view.source.name}`"


class Application(EntryRecord):
    """`app`; `uses` is set once it exists, because they know it."""

    __slots__ = ("uses",)

    label = "app"
    noun = "application"
    makers = {  # noqa: RUF012  # typed in the class above
        "manifest": lambda self: self.view.record,
        "uses": lambda self: list(self.uses),
        "models": lambda self: list(self.uses),
        "data": lambda self: self._data(),
        "owner": lambda self: derived.owner_of(self, self.view.metadata),
        "routing": lambda self: DECLARED if "routing" in self.data else self.view.record.lookup("routing"),
    }

    uses: list[Use]

    def _data(self) -> derived.Data:
        shape = self.shape.field("data")
        assert shape is not None  # noqa: S101  # a field of the schema
        declared = self.data.get("data")
        return derived.Data(
            self, "data", (*self.pointer, "data"), declared or {}, shape, written=declared is not None
        )


class Use(EntryRecord):
    """`use`: one application's use of one model."""

    __slots__ = ("app", "model")

    label = "use"
    makers = {  # noqa: RUF012  # typed in the class above
        "app": lambda self: self.app,
        "manifest": lambda self: self.view.record,
        "model": lambda self: self.model,
        "backend": lambda self: self.backend,
        "role": lambda self: derived.role_of(self, self.app.uses),
    }

    def __init__(self, view: ManifestView, entry: Entry, shape: Shape, app: Application) -> None:
        super().__init__(view, entry, shape)
        self.app = app
        self.model = self.joined(view.models, "models", entry.data["ref"])
        """The model that is used."""
        # Nearly all that is asked of a use is asked of these.
        self.remembered["app"] = app
        if not isinstance(self.model, Unknown):
            self.remembered["model"] = self.model

    @property
    def title(self) -> str:
        """How people call it: by the model and the application."""
        return f"the use of `{self.data['ref']}` by {self.app.title}"

    @property
    def backend(self) -> EntryRecord | Unknown:
        """What it runs on."""
        model = self.model
        return model if isinstance(model, Unknown) else model.lookup("backend")


class Model(KnownRecord, EntryRecord):
    """`model`: declared fields and facts together."""

    __slots__ = ()

    label = "model"
    noun = "model"
    of_facts = fact_makers(FACT_NAMES)
    makers: ClassVar[Mapping[str, Maker]] = {
        **of_facts,
        "backend": lambda self: self.joined(self.view.backends, "backends", self.data["backend"]),
        "uses": lambda self: list(self.view.uses_of.get(self.data["id"], ())),
        "manifest": lambda self: self.view.record,
    }

    @property
    def facts(self) -> Facts:
        """Every fact, or why it is not known."""
        return self.view.facts[self.data["id"]]


class Backend(KnownRecord, EntryRecord):
    """`backend`: declared fields, and what is known of who runs it."""

    __slots__ = ()

    label = "backend"
    noun = "backend"
    of_facts = fact_makers(BACKEND_FACTS)
    makers: ClassVar[Mapping[str, Maker]] = {
        **of_facts,
        "models": lambda self: list(self.view.models_on.get(self.data["id"], ())),
        "uses": lambda self: list(self.view.uses_on.get(self.data["id"], ())),
        "manifest": lambda self: self.view.record,
        "contract": lambda self: self._contract(),
        "hosting": lambda self: derived.hosting_of(
            self, self.view.knowledge, self.view.metadata, self.view.contracts
        ),
        "operatorIds": lambda self: derived.party_ids(self, "operator", self.view.knowledge),
    }

    @property
    def facts(self) -> Facts:
        """Every fact of its operator, or why it is not known."""
        return self.view.knowledge.backend_facts(self.data)

    def _contract(self) -> Any:
        if "contract" not in self.data:
            return DECLARED
        return self.joined(self.view.contracts, "contracts", self.data["contract"])


class Contract(EntryRecord):
    """`contract`."""

    __slots__ = ()

    label = "contract"
    noun = "contract"
    makers = {  # noqa: RUF012  # typed in the class above
        "backends": lambda self: self._backends(),
        "models": lambda self: [model for each in self._backends() for model in each.lookup("models")],
        "uses": lambda self: [use for each in self._backends() for use in each.lookup("uses")],
        "manifest": lambda self: self.view.record,
        "counterpartyIds": lambda self: derived.party_ids(self, "counterparty", self.view.knowledge),
        "providerIds": lambda self: derived.party_ids(self, "modelProviders", self.view.knowledge),
    }

    def _backends(self) -> list[Backend]:
        return list(self.view.backends_under.get(self.data["id"], ()))


class ManifestView:
    """The records of one manifest, each list made when it is first asked for.

    `suffix` follows the title of every entry, where the run has entries of other manifests.
    """

    def __init__(self, manifest: Manifest, knowledge: Knowledge, suffix: str = "") -> None:
        self.source = manifest
        self.suffix = suffix
        self.knowledge = knowledge

    @cached_property
    def metadata(self) -> Mapping[str, Any]:
        """The metadata of the manifest, with what the organisation says of itself."""
        return {**self.source.data.get("metadata", {}), **self.knowledge.stated}

    @cached_property
    def record(self) -> ManifestRecord:
        """The manifest itself."""
        source = self.source
        return ManifestRecord(self, Entry(source.document, (), source.data), self.knowledge.shape)

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """One record for each application, with its uses, in written order."""
        shape = self.knowledge.entry_shape("applications")
        found = []
        for index, data in enumerate(self.source.data.get("applications", ())):
            app = Application(self, Entry(self.source.document, ("applications", index), data), shape)
            app.uses = self._uses_of(app)
            found.append(app)
        return tuple(found)

    def _uses_of(self, app: Application) -> list[Use]:
        listed = app.shape.field("models")
        assert listed is not None  # noqa: S101  # a field of the schema
        shape, place = listed.items, (*app.pointer, "models")
        return [
            Use(self, Entry(app.document, (*place, index), data), shape, app)
            for index, data in enumerate(app.data["models"])
        ]

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of every application."""
        return [use for app in self.applications for use in app.uses]

    @cached_property
    def uses_of(self) -> Mapping[str, list[Use]]:
        """The uses of each model, by its id."""
        return grouped(self.uses, lambda use: use.data["ref"])

    @cached_property
    def uses_on(self) -> Mapping[str, list[Use]]:
        """The uses of the models on each backend, and those whose requests it routes, by its id."""
        known = [use for use in self.uses if use.data["ref"] in self.source.models]
        found = grouped(known, lambda use: self.source.models[use.data["ref"]].data["backend"])
        shared = self.source.data.get("routing", {})
        routed = grouped(self.uses, lambda use: use.app.data.get("routing", shared).get("backend"))
        for name, uses in routed.items():
            found[name] = list(dict.fromkeys([*found.get(name, ()), *uses]))
        return found

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The models by id, own and included."""
        shape = self.knowledge.entry_shape("models")
        return {name: Model(self, entry, shape) for name, entry in self.source.models.items()}

    @cached_property
    def models_on(self) -> Mapping[str, list[Model]]:
        """The models on each backend, by its id."""
        return grouped(self.models.values(), lambda model: model.data["backend"])

    @cached_property
    def backends(self) -> Mapping[str, Backend]:
        """The backends by id, own and included."""
        shape = self.knowledge.entry_shape("backends")
        return {name: Backend(self, entry, shape) for name, entry in self.source.backends.items()}

    @cached_property
    def backends_under(self) -> Mapping[str, list[Backend]]:
        """The backends of each contract, by its id."""
        return grouped(self.backends.values(), lambda backend: backend.data.get("contract"))

    @cached_property
    def contracts(self) -> Mapping[str, Contract]:
        """The contracts by id, own and included."""
        shape = self.knowledge.entry_shape("contracts")
        return {name: Contract(self, entry, shape) for name, entry in self.source.contracts.items()}

    @cached_property
    def size(self) -> int:
        """How many applications, models and backends there are."""
        source = self.source
        return len(source.data.get("applications", ())) + len(source.models) + len(source.backends)

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What is known of each model, by its id."""
        return self.knowledge.facts_of(self.source)
