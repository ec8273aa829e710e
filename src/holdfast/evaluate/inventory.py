"""The applications of a portfolio as the inventory lists them: what is declared, and what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from holdfast.cel import Unknown
from holdfast.evaluate.entries import Application as Record
from holdfast.evaluate.entries import Use
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.records import SchemaRecord
from holdfast.evaluate.world import World
from holdfast.model.finding import Missing
from holdfast.model.inventory import Application, Cell, UsedModel
from holdfast.model.manifest import Portfolio

_SETTLED = ("none", "done")
"""Of what has no way to move, or has moved, nothing is left to be said."""


def applications_of(portfolio: Portfolio, knowledge: Knowledge) -> tuple[Application, ...]:
    """Return every application, manifests in the portfolio's order, applications as written."""
    world = World(portfolio, knowledge)
    found = tuple(_application(app) for view in world.views for app in view.applications)
    world.dissolve()
    return found


def entries_of(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Yield the path of each application and that of each model, backend and contract that it rests on.

    Paths are logical ones, as findings have them. What is not declared has none.
    """
    for manifest in portfolio.manifests:
        for app in manifest.data.get("applications", ()):
            path = f"{manifest.name}/applications/{app['id']}"
            yield path, path
            for use in app["models"]:
                model = manifest.models.get(use["ref"])
                backend = manifest.backends.get(model.data["backend"]) if model else None
                contract = manifest.contracts.get(backend.data.get("contract", "")) if backend else None
                joined = (("models", model), ("backends", backend), ("contracts", contract))
                for kind, entry in joined:
                    if entry:
                        yield path, f"{manifest.name}/{kind}/{entry.data['id']}"


def _application(app: Record) -> Application:
    migration = app.lookup("migration")
    status = _cell(migration, "status")
    settled = status.missing or status.value in _SETTLED
    data = app.lookup("data")
    return Application(
        manifest=app.view.source.name,
        location=app.document.locate((*app.pointer, "id")),
        id=app.data["id"],
        lifecycle=app.lookup("lifecycle"),
        name=_cell(app, "name") if "name" in app.data else Cell(app.data["id"]),
        owner=_cell(app, "owner"),
        criticality=_cell(app, "criticality"),
        data=_cell(data, "classes"),
        regulated=_cell(data, "regulated"),
        residency=_cell(data, "residency"),
        risk_class=_cell(app.lookup("euAiAct"), "riskClass"),
        migration=status,
        migration_targets=Cell(None, status.missing) if settled else _cell(migration, "targets"),
        migration_tested=Cell(None, status.missing) if settled else _cell(migration, "testedOn"),
        models=tuple(map(_used, app.uses)),
    )


def _used(use: Use) -> UsedModel:
    model, backend = use.model, use.backend
    contract = backend if isinstance(backend, Unknown) else backend.lookup("contract")
    return UsedModel(
        reference=use.data["ref"],
        role=use.lookup("role"),
        model=_cell(model, "model"),
        family=_cell(model, "family"),
        vendor=_cell(model, "vendor"),
        origin=_cell(model, "origin"),
        open_weights=_cell(model, "openWeights"),
        hosting=_cell(backend, "hosting"),
        operator=_cell(backend, "operator"),
        countries=_cell(model, "countries"),
        contract=_cell(contract, "id"),
        counterparty=_cell(contract, "counterparty"),
    )


def _cell(record: SchemaRecord | Unknown, name: str) -> Cell:
    """Return a field of `record`; what is not known of the record is not known of its fields."""
    value = record if isinstance(record, Unknown) else record.lookup(name)
    if isinstance(value, Unknown):
        missing = sorted(each for each in value.rests_on if isinstance(each, Missing))
        return Cell(missing=tuple(missing) or (Missing(name, "nobody knows it", ""),))
    return Cell(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return tuple(value) if isinstance(value, list) else value
