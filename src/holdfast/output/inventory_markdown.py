"""The inventory as Markdown: a table with a line for each application, and below it what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

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
from holdfast.output.strings import count, fitting, prose, size_of

_HEAD = (
    *("Application", "Owner", "Criticality", "Data", "Models", "Family", "Vendor", "Hosting path"),
    *("Countries", "Contract", "Migration path", "Risk class", "Verdicts"),
)
_BREAK = "<br>"

MAX_BYTES = 1_000_000
"""GitHub takes a summary of 1 MiB; of a longer one it shows nothing."""


class _Section(NamedTuple):
    """A part of the page: heading and items, what an item is, and its share of a page that is full."""

    heading: Sequence[str]
    items: Sequence[str]
    noun: str
    share: float

    def lines(self, room: float) -> list[str]:
        """Return as many of the items as fit into `room` bytes, the first, and how many are missing."""
        if not self.items:
            return []
        shown = fitting(self.items, room - size_of(self.heading))
        hidden = len(self.items) - len(shown)
        left_out = f"{count(hidden, f'more {self.noun}')} left out here; the format `json` has all of them."
        return [*self.heading, *shown, "", *([left_out, ""] if hidden else [])]


def render(inventory: Inventory) -> str:
    """Return the inventory as Markdown of at most `MAX_BYTES` in UTF-8, which no string of a file can shape.

    Where not all can be kept, each section says how much of it is missing.
    """
    head = ["# Inventory of AI applications", "", *_bullets(summary(inventory)), ""]
    sections = [*_sections(inventory)]
    lines = [*head, *(line for each in sections for line in each.lines(float("inf")))]
    if size_of(lines) > MAX_BYTES:
        room = MAX_BYTES - size_of(head) - len(sections) * _FOR_WHAT_IS_LEFT_OUT
        lines = [*head, *(line for each in sections for line in each.lines(each.share * room))]
    return "\n".join(lines).rstrip("\n") + "\n"


_FOR_WHAT_IS_LEFT_OUT = 200


def _sections(inventory: Inventory) -> Iterator[_Section]:
    numbers = _numbers(inventory)
    table = _Table(numbers)
    rows = [_line(table.row(row)) for row in inventory.rows]
    yield _Section([_line(_HEAD), _line(["---"] * len(_HEAD))], rows, "application", 0.5)
    broken = _bullets(unreadable(inventory))
    yield _Section(_title("Not readable, so not in the list"), broken, "manifest", 0.05)
    reasons = [_missing(number, each) for each, number in numbers.items()]
    yield _Section(_title("Not known"), reasons, "reason", 0.15)
    findings = [
        _finding(each, row.application.path) for row in inventory.rows for each in row.verdicts.findings
    ]
    yield _Section(_title("Findings"), findings, "finding", 0.2)
    others = [_finding(each) for each in inventory.elsewhere]
    yield _Section(_title("Findings beside these applications"), others, "finding", 0.05)
    notes = [f"- {inert(prose(note))}" for note in inventory.notes]
    yield _Section(_title("Notes"), notes, "note", 0.05)


def _title(text: str) -> list[str]:
    return [f"## {text}", ""]


class _Table:
    """The cells of the table; what is not known bears the number under which it is explained."""

    def __init__(self, numbers: Mapping[tuple[str, str], int]) -> None:
        self._numbers = numbers

    def row(self, row: Row) -> list[str]:
        """Return the line of one application."""
        app = row.application
        return [
            self._name(app),
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

    def _name(self, app: Application) -> str:
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


def _bullets(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"- {inert(prose(label))}: {inert(prose(text))}" for label, text in pairs]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
