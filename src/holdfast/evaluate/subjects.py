"""The subjects of each scope, with the names that expressions see there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from holdfast.cel import Unknown
from holdfast.evaluate.records import SchemaRecord
from holdfast.evaluate.world import ManifestView, World
from holdfast.model.document import Document
from holdfast.model.finding import Related
from holdfast.model.location import Place, Pointer
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

COMMON_NAMES = ("params", "variables", "now", "geo", "portfolio")


class Subject(NamedTuple):
    """One thing that a policy looks at.

    `logical` is its path by ids; `document` and `pointer` are where it was written (None where a
    portfolio has no manifest that could be read); `related` are the entries that are joined to it.
    """

    scope: Scope
    logical: str
    document: Document | None
    pointer: Pointer
    bindings: Mapping[str, Any]
    related: tuple[Related, ...] = ()

    def place(self, field_path: str = "") -> tuple[Place, Pointer]:
        """Return where `field_path` of the subject was written, or its nearest written ancestor."""
        parts = tuple(int(part) if part.isdigit() else part for part in field_path.split(".") if part)
        pointer = (*self.pointer, *parts)
        assert self.document is not None  # noqa: S101  # only a portfolio of nothing has none
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
    for view in world.views:
        yield from _LISTS[scope](world, view)


def _portfolio(world: World) -> Subject:
    bindings = {"now": world.now, "geo": world.geo, "portfolio": world.portfolio}
    if not world.views:
        return Subject(Scope.PORTFOLIO, "", None, (), bindings)
    first, *others = world.views
    related = tuple(_related(f"manifest `{view.source.name}`", view.record, MANIFEST_NAME) for view in others)
    return Subject(Scope.PORTFOLIO, "", first.source.document, MANIFEST_NAME, bindings, related)


def _manifests(world: World, view: ManifestView) -> Iterator[Subject]:
    yield _subject(world, Scope.MANIFEST, view, "", view.record, {"manifest": view.record})


def _applications(world: World, view: ManifestView) -> Iterator[Subject]:
    for app in view.applications:
        logical = f"applications/{app.data['id']}"
        uses = view.uses_by_application[app.data["id"]]
        related = tuple(_related(f"uses model `{use.data['ref']}`", use, ("ref",)) for use in uses)
        bindings = {"app": app, "manifest": view.record}
        yield _subject(world, Scope.APPLICATION, view, logical, app, bindings, related)


def _uses(world: World, view: ManifestView) -> Iterator[Subject]:
    for app_id, uses in view.uses_by_application.items():
        seen: dict[str, int] = {}
        for use in uses:
            reference = use.data["ref"]
            seen[reference] = seen.get(reference, 0) + 1
            # The same model twice in one application, say as primary of two tasks.
            again = f"#{seen[reference]}" if seen[reference] > 1 else ""
            bindings = {name: use.lookup(name) for name in ("app", "model", "backend", "manifest")} | {
                "use": use
            }
            yield _subject(
                world,
                Scope.USE,
                view,
                f"applications/{app_id}/models/{reference}{again}",
                use,
                bindings,
                _joined(bindings, ("model", "backend")),
            )


def _models(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, model in view.models.items():
        bindings = {"model": model, "backend": model.lookup("backend"), "manifest": view.record}
        related = _joined(bindings, ("backend",))
        yield _subject(world, Scope.MODEL, view, f"models/{name}", model, bindings, related)


def _backends(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, backend in view.backends.items():
        bindings = {"backend": backend, "manifest": view.record}
        yield _subject(world, Scope.BACKEND, view, f"backends/{name}", backend, bindings)


def _contracts(world: World, view: ManifestView) -> Iterator[Subject]:
    for name, contract in view.contracts.items():
        bindings = {"contract": contract, "manifest": view.record}
        yield _subject(world, Scope.CONTRACT, view, f"contracts/{name}", contract, bindings)


_LISTS = {
    Scope.MANIFEST: _manifests,
    Scope.APPLICATION: _applications,
    Scope.USE: _uses,
    Scope.MODEL: _models,
    Scope.BACKEND: _backends,
    Scope.CONTRACT: _contracts,
}


def _subject(
    world: World,
    scope: Scope,
    view: ManifestView,
    logical: str,
    record: SchemaRecord,
    bindings: Mapping[str, Any],
    related: tuple[Related, ...] = (),
) -> Subject:
    name = view.source.name
    return Subject(
        scope,
        f"{name}/{logical}" if logical else name,
        record.document,
        record.pointer,
        {**bindings, "now": world.now, "geo": world.geo, "portfolio": world.portfolio},
        related,
    )


def _joined(bindings: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Related, ...]:
    records = [bindings[name] for name in names if not isinstance(bindings[name], Unknown)]
    return tuple(_related(record.title, record) for record in records)


def _related(message: str, record: SchemaRecord, field_path: Pointer = ()) -> Related:
    location = record.document.locate((*record.pointer, *field_path))
    return Related(message, record.document.place(location))
