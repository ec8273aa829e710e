"""The inventory for machines, versioned, as `schemas/inventory-v1.schema.json` says."""

from __future__ import annotations

from typing import Any

from holdfast.model.finding import Finding
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel, Verdicts
from holdfast.model.location import Location
from holdfast.output.inventory_words import unreadable
from holdfast.output.strings import to_json

VERSION = 1


def render(inventory: Inventory) -> str:
    """Return the inventory as JSON in ASCII, with a stable order of keys and a final newline."""
    return to_json(
        {
            "version": VERSION,
            "tool": {"name": "holdfast", "version": inventory.report.version},
            "asOf": inventory.as_of.isoformat(),
            "summary": {
                "applications": inventory.applications,
                "listed": len(inventory.rows),
                "complete": not inventory.unreadable,
                "exitCode": inventory.exit_code,
            },
            "manifests": inventory.report.manifests,
            "unreadable": [{"path": path, "reason": reason} for path, reason in unreadable(inventory)],
            "applications": [_row(inventory, row) for row in inventory.rows],
            "otherFindings": [_finding(inventory, finding) for finding in inventory.elsewhere],
            "notes": inventory.notes,
        }
    )


def _row(inventory: Inventory, row: Row) -> dict[str, Any]:
    app = row.application
    return {
        "manifest": app.manifest,
        "id": app.id,
        "location": _location(app.location),
        "name": _cell(app.name),
        "owner": _cell(app.owner),
        "lifecycle": app.lifecycle,
        "criticality": _cell(app.criticality),
        "data": {
            "classes": _cell(app.data),
            "regulated": _cell(app.regulated),
            "residency": _cell(app.residency),
        },
        "riskClass": _cell(app.risk_class),
        "migration": _migration(app),
        "models": [_model(model) for model in app.models],
        "verdicts": _verdicts(inventory, row.verdicts),
    }


def _migration(app: Application) -> dict[str, Any]:
    return {
        "status": _cell(app.migration),
        "targets": _cell(app.migration_targets),
        "testedOn": _cell(app.migration_tested),
    }


def _model(used: UsedModel) -> dict[str, Any]:
    return {
        "ref": used.reference,
        "role": used.role,
        "model": _cell(used.model),
        "family": _cell(used.family),
        "vendor": _cell(used.vendor),
        "origin": _cell(used.origin),
        "openWeights": _cell(used.open_weights),
        "hosting": _cell(used.hosting),
        "operator": _cell(used.operator),
        "countries": _cell(used.countries),
        "contract": _cell(used.contract),
        "counterparty": _cell(used.counterparty),
    }


def _verdicts(inventory: Inventory, verdicts: Verdicts) -> dict[str, Any]:
    return {
        "outcome": verdicts.outcome,
        "counted": verdicts.counted,
        "results": [{"outcome": outcome, "count": number} for outcome, number in verdicts.counts],
        "findings": [_finding(inventory, finding) for finding in verdicts.findings],
    }


def _finding(inventory: Inventory, finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule.id,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "counted": inventory.report.counts_against(finding),
        "suppression": finding.suppression.kind if finding.suppression else None,
        "subject": finding.subject,
        "message": finding.message,
        "location": _location(finding.place.location),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Return `value`, or `unknown` with why: a value that nobody knows is no null."""
    if cell.missing:
        return {
            "unknown": [
                {"name": each.name, "reason": each.reason, "remedy": each.remedy} for each in cell.missing
            ]
        }
    return {"value": cell.value}


def _location(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line, "column": location.column}
