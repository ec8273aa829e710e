"""A portfolio as expressions see it: the manifests with their records, and what is above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from holdfast.cel import Unknown
from holdfast.evaluate.entries import Application, Backend, Contract, ManifestRecord, Model, Use
from holdfast.evaluate.knowledge import Facts, Knowledge
from holdfast.evaluate.records import Computed, Fields
from holdfast.model.finding import Missing
from holdfast.model.manifest import Entry, Manifest, Portfolio


class ManifestView:
    """The records of one manifest, each list made when it is first asked for.

    `suffix` follows the title of every entry, where the run has entries of other manifests.
    """

    def __init__(self, manifest: Manifest, knowledge: Knowledge, suffix: str = "") -> None:
        self.source = manifest
        self.suffix = suffix
        self._knowledge = knowledge

    @cached_property
    def record(self) -> ManifestRecord:
        """The manifest itself."""
        source = self.source
        return ManifestRecord(self, Entry(source.document, (), source.data), self._knowledge.shape)

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """One record for each application, with its uses, in written order."""
        shape = self._knowledge.entry_shape("applications")
        document = self.source.document
        found = []
        for index, data in enumerate(self.source.data.get("applications", ())):
            app = Application(self, Entry(document, ("applications", index), data), shape)
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
        return _grouped(self.uses, lambda use: use.data["ref"])

    @cached_property
    def uses_on(self) -> Mapping[str, list[Use]]:
        """The uses of the models on each backend, by its id."""
        models = self.source.models
        return _grouped(
            self.uses,
            lambda use: models[use.data["ref"]].data["backend"] if use.data["ref"] in models else None,
        )

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The models by id, own and included."""
        shape = self._knowledge.entry_shape("models")
        return {name: Model(self, entry, shape) for name, entry in self.source.models.items()}

    @cached_property
    def models_on(self) -> Mapping[str, list[Model]]:
        """The models on each backend, by its id."""
        return _grouped(self.models.values(), lambda model: model.data["backend"])

    @cached_property
    def backends(self) -> Mapping[str, Backend]:
        """The backends by id, own and included."""
        shape = self._knowledge.entry_shape("backends")
        return {name: Backend(self, entry, shape) for name, entry in self.source.backends.items()}

    @cached_property
    def backends_under(self) -> Mapping[str, list[Backend]]:
        """The backends of each contract, by its id."""
        return _grouped(self.backends.values(), lambda backend: backend.data.get("contract"))

    @cached_property
    def contracts(self) -> Mapping[str, Contract]:
        """The contracts by id, own and included."""
        shape = self._knowledge.entry_shape("contracts")
        return {name: Contract(self, entry, shape) for name, entry in self.source.contracts.items()}

    @cached_property
    def size(self) -> int:
        """How many applications, models and backends there are."""
        source = self.source
        return len(source.data.get("applications", ())) + len(source.models) + len(source.backends)

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What is known of each model, by its id."""
        return self._knowledge.facts_of(self.source)


_Record = TypeVar("_Record", Use, Model, Backend)


def _grouped(records: Iterable[_Record], key: Callable[[_Record], str | None]) -> Mapping[str, list[_Record]]:
    groups: dict[str, list[_Record]] = {}
    for record in records:
        name = key(record)
        if name is not None:
            groups.setdefault(name, []).append(record)
    return groups


class Geo(Fields):
    """What `geo` is: `geo.expand(['eu'])`."""

    __slots__ = ("_knowledge",)

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__("geo", {})
        self._knowledge = knowledge

    def expand(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the countries of the groups; ValueError for a name that is neither."""
        return self._knowledge.expand(names)


class World:
    """All that expressions can reach in a run."""

    def __init__(self, portfolio: Portfolio, knowledge: Knowledge) -> None:
        self.views = tuple(
            # Ids are unique in a manifest only.
            ManifestView(manifest, knowledge, f" of `{manifest.name}`" if portfolio.has_several else "")
            for manifest in portfolio.manifests
        )
        self.unreadable = portfolio.unreadable
        as_of = knowledge.as_of
        self.now = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        self.geo = Geo(knowledge)

    @cached_property
    def size(self) -> int:
        """How many applications, models and backends there are."""
        return sum(view.size for view in self.views)

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
