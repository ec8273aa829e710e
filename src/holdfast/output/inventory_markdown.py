"""The inventory as Markdown: a table with a line for each application, and below it what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from holdfast.model.finding import Finding, Missing
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel
from holdfast.output.inert import code, inert
from holdfast.output.inventory_words import (
    NOTHING,
    data,
    headline,
    migration,
    summary,
    unreadable,
    verdict,
    word,
)
from holdfast.output.strings import prose

_HEAD = (
    *("Application", "Owner", "Criticality", "Data", "Models", "Family", "Vendor", "Hosting path"),
    *("Countries", "Contract", "Migration path", "Risk class", "Verdicts"),
)
_BREAK = "<br>"


def render(inventory: Inventory) -> str:
    """Return the inventory as Markdown that no string of a file can shape."""
    numbers = _numbers(inventory)
    lines = ["# Inventory of AI applications", "", *_bullets(summary(inventory)), ""]
    if inventory.rows:
        table = _Table(numbers)
        lines += [_line(_HEAD), _line(["---"] * len(_HEAD))]
        lines += [_line(table.row(row)) for row in inventory.rows]
        lines += [""]
    lines += _section("Not readable, so not in the list", _bullets(unreadable(inventory)))
    lines += _section("Not known", [_missing(number, each) for each, number in numbers.items()])
    findings = [(row.application.path, each) for row in inventory.rows for each in row.verdicts.findings]
    lines += _section("Findings", [_finding(each, path) for path, each in findings])
    lines += _section("Findings beside these applications", [_finding(each) for each in inventory.elsewhere])
    lines += _section("Notes", [f"- {inert(prose(note))}" for note in inventory.notes])
    return "\n".join(lines).rstrip("\n") + "\n"


class _Table:
    """The cells of the table; what is not known bears the number under which it is explained."""

    def __init__(self, numbers: Mapping[tuple[str, str], int]) -> None:
        self._numbers = numbers

    def row(self, row: Row) -> list[str]:
        """Return the line of one application."""
        app = row.application
        return [
            self._title(app),
            inert(self._cell(app.owner)),
            inert(self._cell(app.criticality)),
            inert(data(app, self._cell)),
            self._models(app, lambda used: f"{self._cell(used.model)} ({used.role})"),
            self._models(app, self._family),
            self._models(app, lambda used: f"{self._cell(used.vendor)}, {self._cell(used.origin)}"),
            self._models(app, self._hosting),
            self._models(app, lambda used: self._cell(used.countries)),
            self._models(app, self._contract),
            inert(migration(app, self._cell)),
            inert(self._cell(app.risk_class)),
            inert(verdict(row.verdicts)),
        ]

    def _title(self, app: Application) -> str:
        name = "" if app.name.value == app.id else f"{inert(prose(word(app.name)))}{_BREAK}"
        return f"{name}{code(app.id)} in {inert(prose(app.manifest))}, {inert(app.lifecycle)}"

    def _family(self, used: UsedModel) -> str:
        return f"{self._cell(used.family)}, open weights: {self._cell(used.open_weights)}"

    def _hosting(self, used: UsedModel) -> str:
        return f"{self._cell(used.hosting)}, by {self._cell(used.operator)}"

    def _contract(self, used: UsedModel) -> str:
        if used.contract.missing:
            return self._cell(used.contract)
        return f"{self._cell(used.contract)}, with {self._cell(used.counterparty)}"

    def _models(self, app: Application, said: Callable[[UsedModel], str]) -> str:
        return _BREAK.join(inert(prose(said(used))) for used in app.models) or NOTHING

    def _cell(self, cell: Cell) -> str:
        if not cell.missing:
            return prose(word(cell))
        numbers = sorted({self._numbers[_key(each)] for each in cell.missing})
        return f"{word(cell)} ({', '.join(map(str, numbers))})"


def _numbers(inventory: Inventory) -> dict[tuple[str, str], int]:
    """Return a number, from 1, for each reason why something is not known, and what to do about it."""
    keys = dict.fromkeys(_key(each) for row in inventory.rows for each in row.application.missing)
    return {key: number for number, key in enumerate(keys, 1)}


def _key(missing: Missing) -> tuple[str, str]:
    return (missing.reason or missing.name, missing.remedy)


def _missing(number: int, key: tuple[str, str]) -> str:
    return f"{number}. {' '.join(inert(_sentence(prose(text))) for text in key if text.strip())}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _finding(finding: Finding, path: str = "") -> str:
    whose = f"{code(path)}: " if path else ""
    message = inert(prose(finding.message or finding.rule.title))
    return f"- {whose}**{inert(headline(finding))}** {code(finding.rule.id)}: {message}"


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _bullets(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"- {inert(prose(label))}: {inert(prose(text))}" for label, text in pairs]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
