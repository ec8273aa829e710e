"""The subjects of each scope, with the names that expressions see there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from holdfast import cel
from holdfast.evaluate.entries import Application, ManifestView
from holdfast.evaluate.records import SchemaRecord
from holdfast.evaluate.world import World
from holdfast.model.document import NAMING_KEYS, Document
from holdfast.model.finding import Related
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.policy import Scope

NAMES: Mapping[Scope, tuple[str, ...]] = {
    Scope.PORTFOLIO: (),
    Scope.MANIFEST: ("manifest",),
    Scope.APPLICATION: ("app", "manifest"),
    Scope.USE: ("use", "app", "model", "backend", "manifest"),
    Scope.MODEL: ("model", "backend", "manifest"),
    Scope.BACKEND: ("backend", "manifest"),
    Scope.CONTRACT: ("contract", "manifest"),
}
"""What expressions see in each scope beside `params variables now geo portfolio`."""

MANIFEST_NAME: Pointer = ("metadata", "name")
"""Where a finding about a whole manifest, or a whole portfolio, points."""

PORTFOLIO = "portfolio"
"""The one name that leads from a manifest to the others of a run."""

VARIABLES = "variables"
"""The label of the record that holds a policy's variables."""

COMMON_NAMES = ("params", VARIABLES, "now", "geo", PORTFOLIO)


_BEHIND = (("model", "model"), ("backend", "operator"), ("contract", "counterparty"))
"""The fields that say what somebody looked at under an id: the same id may come to stand for another."""

Entries = Callable[[], Iterator[tuple[str, SchemaRecord, Pointer]]]
"""Entries with what each is called, and the field that stands for it."""


class Subject:
    """One thing that a policy looks at.

    `logical` is its path by ids; `document` and `pointer` are where it was written (None where a
    portfolio has no manifest that could be read). `names` are what expressions see in its scope
    only; `entries` are joined to it, each with what it is called and the field that stands for it.
    `view` is the manifest that it is in, None for the portfolio.
    """

    __slots__ = ("_bound", "_entries", "document", "logical", "names", "pointer", "view", "world")

    def __init__(
        self,
        world: World,
        view: ManifestView | None,
        logical: str,
        record: SchemaRecord | None,
        names: Mapping[str, Any],
        entries: Entries,
    ) -> None:
        self.world = world
        self.view = view
        self.logical = logical
        self.document: Document | None = record.document if record else None
        self.pointer: Pointer = record.pointer if record else ()
        self.names = names
        self._entries = entries
        self._bound: Mapping[str, Any] | None = None

    @property
    def bound(self) -> Mapping[str, Any]:
        """The names as values of CEL, for what is asked of many subjects."""
        if self._bound is None:
            names = self.names
            # Records are values of CEL already; what is not declared, or an element of a list, may be none.
            others = [name for name, value in names.items() if not isinstance(value, cel.Remembering)]
            self._bound = {**names, **{name: cel.bound(names[name]) for name in others}} if others else names
        return self._bound

    @property
    def bindings(self) -> Mapping[str, Any]:
        """All that expressions see beside `params` and `variables`."""
        world = self.world
        return {**self.names, "now": world.now, "geo": world.geo, PORTFOLIO: world.portfolio}

    @property
    def looked_at(self) -> str:
        """Who stands behind its ids, `gpt-4o@openai`: the model, the operator or the counterparty.

        Each as it is written; `""` where the subject has none of them.
        """
        records = ((getattr(self.names.get(name), "data", {}), field) for name, field in _BEHIND)
        said = (str(data[field]) for data, field in records if field in data)
        return "@".join(said)

    @property
    def related(self) -> tuple[Related, ...]:
        """The places of the entries that are joined to it."""
        return tuple(
            Related(message, record.document.place(record.document.locate((*record.pointer, *field_path))))
            for message, record, field_path in self._entries()
        )

    def item(self, path: str, item: Any, index: int) -> Subject:
        """Return the subject that an element of its list at `path` is, named as `item_path` says."""
        names = {**self.names, "item": item}
        subject = Subject(
            self.world, self.view, self.item_path(path, item, index), None, names, self._entries
        )
        subject.document = getattr(item, "document", self.document)
        subject.pointer = getattr(item, "pointer", self.pointer)
        return subject

    def item_path(self, path: str, item: Any, index: int) -> str:
        """Return the logical path of an element: by its name or text, else by its position from 0."""
        named = getattr(item, "data", {})
        other = item if isinstance(item, str) else index  # a text in a list is named by itself
        name = next((named[key] for key in NAMING_KEYS if key in named), other)
        return f"{self.logical}/{path.partition('.')[2].replace('.', '/')}/{name}"

    def place(self, field_path: str = "") -> tuple[Place, Pointer]:
        """Return where `field_path` of the subject was written, or its nearest written ancestor."""
        parts = tuple(int(part) if part.isdigit() else part for part in field_path.split(".") if part)
        pointer = (*self.pointer, *parts)
        if self.document is None:  # a repository without a manifest
            return Place(Location(self.logical or ".")), ()
        location = self.document.locate(pointer)
        if location == self.document.locate(()):  # nothing smaller than the manifest was written
            location = self.document.locate(MANIFEST_NAME)
        return self.document.place(location), pointer


def subjects_of(world: World, scope: Scope) -> Iterator[Subject]:
    """Yield every subject of `scope`, manifests in the portfolio's order, entries as written."""
    if scope is Scope.PORTFOLIO:
        if world.views or world.unreadable:
            yield _portfolio(world)
        return
    if scope is Scope.REPOSITORY:
        yield from _repositories(world)
        return
    for view in world.views:
        yield from _LISTS[scope](world, view)


def _portfolio(world: World) -> Subject:
    def others() -> Iterator[tuple[str, SchemaRecord, Pointer]]:
        for view in world.views[1:]:
            yield view.record.title, view.record, MANIFEST_NAME

    first = world.views[0].record if world.views else None
    subject = Subject(world, None, "", first, {}, others)
    subject.pointer = MANIFEST_NAME if first else ()
    return subject


def _repositories(world: World) -> Iterator[Subject]:
    if not world.surveys:
        return
    from holdfast.evaluate.repository import Repository  # few runs look beside the manifests

    for survey in world.surveys:
        views = tuple(view for view in world.views if view.source.path in survey.manifests)
        record = views[0].record if views else None
        repository = Repository(survey, views, world.knowledge)
        yield Subject(world, None, survey.label, record, {"repository": repository}, _alone)


def _manifests(world: World, view: ManifestView) -> Iterator[Subject]:
    yield Subject(world, view, view.source.name, view.record, {"manifest": view.record}, _alone)


def _applications(world: World, view: ManifestView) -> Iterator[Subject]:
    for app in view.applications:

        def uses(app: Application = app) -> Iterator[tuple[str, SchemaRecord, Pointer]]:
            for use in app.uses:
                yield f"uses model `{use.data['ref']}`", use, ("ref",)

        logical = f"{view.source.name}/applications/{app.data['id']}"
        yield Subject(world, view, logical, app, {"app": app, "manifest": view.record}, uses)


def _uses(world: World, view: ManifestView) -> Iterator[Subject]:
    for app in view.applications:
        seen: dict[str, int] = {}
        for use in app.uses:
            reference = use.data["ref"]
            seen[reference] = seen.get(reference, 0) + 1
            # The same model twice in one application, say as primary of two tasks.
            again = f"#{seen[reference]}" if seen[reference] > 1 else ""
            logical = f"{view.source.name}/applications/{app.data['id']}/models/{reference}{again}"
            joined = {"app": app, "model": use.model, "backend": use.backend, "manifest": view.record}
            yield Subject(
                world,
                view,
                logical,
                use,
                {**joined, "use": use},
                partial(_joined, joined, ("model", "backend")),
            )


def _models(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, model in view.models.items():
        names = {"model": model, "backend": model.lookup("backend"), "manifest": view.record}
        logical = f"{view.source.name}/models/{name}"
        yield Subject(world, view, logical, model, names, partial(_joined, names, ("backend",)))


def _backends(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, backend in view.backends.items():
        names = {"backend": backend, "manifest": view.record}
        yield Subject(world, view, f"{view.source.name}/backends/{name}", backend, names, _alone)


def _contracts(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, contract in view.contracts.items():
        names = {"contract": contract, "manifest": view.record}
        yield Subject(world, view, f"{view.source.name}/contracts/{name}", contract, names, _alone)


_LISTS: Mapping[Scope, Callable[[World, ManifestView], Iterator[Subject]]] = {
    Scope.MANIFEST: _manifests,
    Scope.APPLICATION: _applications,
    Scope.USE: _uses,
    Scope.MODEL: _models,
    Scope.BACKEND: _backends,
    Scope.CONTRACT: _contracts,
}


def _alone() -> Iterator[tuple[str, SchemaRecord, Pointer]]:
    return iter(())


def _joined(names: Mapping[str, Any], wanted: tuple[str, ...]) -> Iterator[tuple[str, SchemaRecord, Pointer]]:
    for name in wanted:
        record = names[name]
        if not isinstance(record, cel.Unknown):
            yield record.title, record, ()
