"""The words for what the inventory lists, which its formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from holdfast.model.finding import Finding, Missing, Outcome
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel, Verdicts
from holdfast.model.policy import Severity
from holdfast.output.strings import count

UNKNOWN, NOTHING = "unknown", "none"

_BOOLEANS = {True: "yes", False: "no"}
_DECIDED = {
    Outcome.FAIL: "failed",
    Outcome.UNKNOWN: "undecided",
    Outcome.ERROR: "could not be evaluated",
    Outcome.PASS: "passed",
}


def word(cell: Cell) -> str:
    """Return what a cell holds as plain text: `unknown` where nobody knows it, and never nothing."""
    if cell.missing:
        return UNKNOWN
    value = cell.value
    if isinstance(value, bool):
        return _BOOLEANS[value]
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or NOTHING
    return NOTHING if value is None else str(value)


def why(missing: Iterable[Missing]) -> str:
    """Return in one clause why something is not known."""
    return "; ".join(dict.fromkeys(each.reason or each.name for each in missing))


def verdict(verdicts: Verdicts) -> str:
    """Return the verdict in a few words: the outcome, and how it came to that."""
    parts = [f"{number:,} {_DECIDED[outcome]}" for outcome, number in verdicts.counts if outcome in _DECIDED]
    if not parts and not verdicts.findings:
        return "not evaluated: no rule applies"
    bad = [finding for finding in verdicts.findings if finding.suppression is None]
    severities = Counter(finding.severity for finding in bad if finding.outcome is not Outcome.ERROR)
    found = ", ".join(f"{severities[each]:,} {each}" for each in reversed(Severity) if severities[each])
    suppressed = len(verdicts.findings) - len(bad)
    parts += [f"{suppressed:,} suppressed"] if suppressed else []
    outcome = _DECIDED[Outcome.UNKNOWN] if verdicts.outcome is Outcome.UNKNOWN else str(verdicts.outcome)
    return f"{outcome}{f' ({found})' if found else ''}: {', '.join(parts)}"


def migration(app: Application, shown: Callable[[Cell], str] = word) -> str:
    """Return the migration path in a few words."""
    said = shown(app.migration)
    if app.migration.missing or app.migration_targets == Cell():
        return said
    return f"{said}, to {shown(app.migration_targets)}, tested on {shown(app.migration_tested)}"


def data(app: Application, shown: Callable[[Cell], str] = word) -> str:
    """Return the data in a few words."""
    classes, regulated = shown(app.data), shown(app.regulated)
    if app.data.missing == app.regulated.missing == app.residency.missing and app.data.missing:
        return classes
    return f"{classes}; regulated: {regulated}; residency: {shown(app.residency)}"


def families(rows: Iterable[Row], of: Callable[[UsedModel], Cell]) -> list[tuple[str, int]]:
    """Return in how many applications each value of their models is met, the most frequent first."""
    met: Counter[str] = Counter()
    for row in rows:
        met.update({word(of(model)) for model in row.application.models})
    return sorted(met.items(), key=lambda item: (-item[1], item[0]))


def summary(inventory: Inventory) -> Iterator[tuple[str, str]]:
    """Yield what the list comes to, as label and plain text."""
    rows = inventory.rows
    shown = f"{len(rows):,} of {count(inventory.applications, 'application')}"
    yield "listed", f"{shown}, as of {inventory.as_of.isoformat()}"
    for label, of in (("families", _family), ("vendors", _vendor), ("hosting", _hosting)):
        yield label, _share(families(rows, of))
    incomplete = sum(bool(row.application.missing) for row in rows)
    yield "not known", f"something of {count(incomplete, 'application')}" if incomplete else "nothing"
    readable = len(inventory.report.manifests) - len(inventory.unreadable)
    text = f"{readable:,} listed"
    if inventory.unreadable:
        text += f", {len(inventory.unreadable):,} not readable: the list is not complete"
    yield "manifests", text


def unreadable(inventory: Inventory) -> list[tuple[str, str]]:
    """Return the path of each manifest that is not in the list, and the first reason."""
    reasons = {
        path: next((each.message for each in inventory.report.findings if _is_in(each, path)), "")
        for path in inventory.unreadable
    }
    return [(path, reason or "It could not be read.") for path, reason in reasons.items()]


def headline(finding: Finding) -> str:
    """Return how bad a finding is and what mark it bears."""
    said = "policy error" if finding.outcome is Outcome.ERROR else str(finding.severity)
    marks = ["undecided"] if finding.outcome is Outcome.UNKNOWN else []
    marks += [str(finding.suppression.kind)] if finding.suppression else []
    return f"{said} ({', '.join(marks)})" if marks else said


def _family(model: UsedModel) -> Cell:
    return model.family


def _vendor(model: UsedModel) -> Cell:
    return model.vendor


def _hosting(model: UsedModel) -> Cell:
    return model.hosting


def _share(met: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in met) or NOTHING


def _is_in(finding: Finding, path: str) -> bool:
    return finding.place.location.path == path
