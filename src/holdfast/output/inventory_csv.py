"""The inventory as CSV (RFC 4180) that a spreadsheet can open without harm, a line for each application."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from holdfast.model.finding import Outcome
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel
from holdfast.output.inventory_words import NOTHING, UNKNOWN, headline, unreadable, word
from holdfast.output.strings import CUT, safe

_BETWEEN = "; "
"""Stands between the values of several models, in one order; a value that all have is there once."""

# A spreadsheet runs what starts with one of these signs, at the start of a cell or, where it takes another
# separator, after one within it; a quotation mark before it falls away there. The apostrophe makes it text.
_FORMULA = re.compile(r"(?:^|(?<=[;,\t|]))(?=[\s\"]*[=+\-@＝＋－＠])")

_OF_APPLICATION: Sequence[tuple[str, Callable[[Application], Cell]]] = (
    ("manifest", lambda app: Cell(app.manifest)),
    ("application", lambda app: Cell(app.id)),
    ("name", lambda app: app.name),
    ("owner", lambda app: app.owner),
    ("lifecycle", lambda app: Cell(app.lifecycle)),
    ("criticality", lambda app: app.criticality),
    ("data", lambda app: app.data),
    ("regulated", lambda app: app.regulated),
    ("residency", lambda app: app.residency),
    ("riskClass", lambda app: app.risk_class),
    ("migration", lambda app: app.migration),
    ("migrationTargets", lambda app: app.migration_targets),
    ("migrationTestedOn", lambda app: app.migration_tested),
)
_OF_MODEL: Sequence[tuple[str, Callable[[UsedModel], Cell]]] = (
    ("models", lambda used: used.model),
    ("roles", lambda used: Cell(used.role)),
    ("families", lambda used: used.family),
    ("vendors", lambda used: used.vendor),
    ("origins", lambda used: used.origin),
    ("openWeights", lambda used: used.open_weights),
    ("hosting", lambda used: used.hosting),
    ("operators", lambda used: used.operator),
    ("countries", lambda used: used.countries),
    ("contracts", lambda used: used.contract),
    ("counterparties", lambda used: used.counterparty),
)
_VERDICTS = ("verdict", "findings", "counted", "unknown")

COLUMNS = (*(name for name, _ in (*_OF_APPLICATION, *_OF_MODEL)), *_VERDICTS)
"""The header."""

MAX_CELL = 32_767
"""Characters that a spreadsheet takes in a cell; of more it shows the first, and does not say so."""

_FOR_WHAT_IS_LEFT_OUT = 30
_NOT_READ = "not evaluated"


def render(inventory: Inventory) -> str:
    """Return a header, a line for each application, and one for each manifest that could not be read."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in (*map(_row, inventory.rows), *_unread(inventory)):
        writer.writerow(map(_cell, cells))
    return stream.getvalue()


def _row(row: Row) -> list[str]:
    app, verdicts = row
    outcome = _NOT_READ if verdicts.outcome is Outcome.NOT_APPLICABLE else str(verdicts.outcome)
    findings = [f"{headline(finding)} {finding.rule.id}" for finding in verdicts.findings]
    reasons = [f"{missing.name}: {missing.reason}" for missing in app.missing]
    return [
        *(word(of(app)) for _, of in _OF_APPLICATION),
        *(_joined([word(of(model)) for model in app.models]) for _, of in _OF_MODEL),
        *(outcome, _listed(findings), str(verdicts.counted), _listed(reasons)),
    ]


def _unread(inventory: Inventory) -> Iterator[list[str]]:
    """Yield a line for each manifest that is not in the list: what is too short must not look complete."""
    blank = [UNKNOWN] * (len(COLUMNS) - len(_VERDICTS) - 1)
    for path, reason in unreadable(inventory):
        yield [path, *blank, _NOT_READ, UNKNOWN, UNKNOWN, reason]


def _joined(texts: Sequence[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(texts) if len(set(texts)) == 1 else texts) or NOTHING


def _listed(texts: Sequence[str]) -> str:
    """Return as many of the texts as a cell takes, the first, and how many more there are."""
    room = MAX_CELL - _FOR_WHAT_IS_LEFT_OUT
    ends = accumulate(len(_harmless(text)) + len(_BETWEEN) for text in texts)
    kept = sum(end <= room for end in ends)
    more = [f"{len(texts) - kept:,} more"] if kept < len(texts) else []
    return _joined([*texts[:kept], *more])


def _cell(text: str) -> str:
    """Return what a cell holds of a text: nothing that is obeyed, and no more than it can."""
    cell = _harmless(text)
    return cell if len(cell) <= MAX_CELL else cell[: MAX_CELL - len(CUT)] + CUT


def _harmless(text: str) -> str:
    """Return text that nothing obeys: no terminal, no build log and no spreadsheet."""
    return _FORMULA.sub("'", safe(text))
