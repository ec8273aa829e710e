"""The inventory for people: a block for each application, and what the list comes to."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.model.finding import Finding
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel
from holdfast.output.inventory_words import (
    NOTHING,
    data,
    headline,
    migration,
    summary,
    unreadable,
    verdict,
    why,
    word,
)
from holdfast.output.strings import prose, safe, wrap

MOST_FINDINGS = 10
"""Of the findings of one application so many are shown, the worst."""

_WIDTH = 11


def render(inventory: Inventory) -> str:
    """Return the inventory for a terminal; control characters of what comes from files are made visible."""
    lines: list[str] = []
    for row in inventory.rows:
        lines += [*_block(row), ""]
    lines += _others("findings beside these applications", inventory.elsewhere)
    missing = [f"  {safe(path)}: {prose(reason)}" for path, reason in unreadable(inventory)]
    lines += ["not readable, so not in the list:", *missing, ""] if missing else []
    for note in inventory.notes:
        lines += wrap("note: ", prose(note), "")
    for label, text in summary(inventory):
        lines += _field(label, text, "")
    return "\n".join(lines) + "\n"


def _block(row: Row) -> Iterator[str]:
    app = row.application
    title = "" if app.name.value == app.id else f" ({prose(word(app.name))})"
    yield f"{safe(app.id)}{title}, {safe(app.lifecycle)}, in {safe(app.manifest)}"
    yield f"  --> {safe(str(app.location))}"
    for label, text in _of_application(app):
        yield from _field(label, text)
    for model in app.models:
        yield from _model(model)
    if not app.models:
        yield from _field("model", NOTHING)
    yield from _field("verdict", verdict(row.verdicts))
    yield from _findings(row.verdicts.findings)


def _of_application(app: Application) -> Iterator[tuple[str, str]]:
    yield "owner", _explained(app.owner)
    yield "criticality", _explained(app.criticality)
    yield "data", data(app, _explained)
    yield "risk class", _explained(app.risk_class)
    yield "migration", migration(app, _explained)


def _model(used: UsedModel) -> Iterator[str]:
    yield from _field("model", f"{_explained(used.model)} ({used.reference}, {used.role})")
    for label, text in (
        ("family", _explained(used.family)),
        ("vendor", f"{_explained(used.vendor)}; origin: {_explained(used.origin)}"),
        ("weights", f"open: {_explained(used.open_weights)}"),
        ("hosting", f"{_explained(used.hosting)}; by {_explained(used.operator)}"),
        ("countries", _explained(used.countries)),
        ("contract", _contract(used)),
    ):
        yield from _field(label, text, "    ")


def _contract(used: UsedModel) -> str:
    said = _explained(used.contract)
    return said if used.contract.missing else f"{said}, with {_explained(used.counterparty)}"


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:MOST_FINDINGS]:
        said = prose(finding.message or finding.rule.title)
        yield from wrap("- ", f"{headline(finding)} {safe(finding.rule.id)}: {said}", "    ")
    if len(findings) > MOST_FINDINGS:
        yield f"    - {len(findings) - MOST_FINDINGS:,} more"


def _others(title: str, findings: tuple[Finding, ...]) -> list[str]:
    return [f"{title}:", *_findings(findings), ""] if findings else []


def _explained(cell: Cell) -> str:
    """Return what a cell holds; where nobody knows it, why."""
    return f"{word(cell)} ({why(cell.missing)})" if cell.missing else word(cell)


def _field(label: str, text: str, indent: str = "  ") -> list[str]:
    return wrap(f"{label:<{_WIDTH}} ", prose(text), indent)
