"""Which lines of an inventory are wanted, and in which order they come."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from holdfast.model.escape import quoted
from holdfast.model.finding import Finding, Outcome
from holdfast.model.inventory import Cell, Inventory, Row
from holdfast.model.policy import Severity

UNKNOWN = "unknown"
"""The value by which lines are chosen whose value nobody knows."""

MOST_NAMED = 10

_CRITICALITIES = ("critical", "high", "medium", "low")
_RISKS = ("prohibited", "high", "unclassified", "transparency", "minimal")
_OUTCOMES = (Outcome.ERROR, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.PASS)
_CLEAN = len(Severity)


class Choice(NamedTuple):
    """What is asked for. A line is chosen if it has one of the values of each field of `values`.

    `values` are by the names of FIELDS. `failing` chooses what has findings that count, `incomplete` what has
    unknown values. `sort` is one of ORDERS.
    """

    sort: str = "criticality"
    values: Mapping[str, Sequence[str]] = {}
    failing: bool = False
    incomplete: bool = False


FIELDS: Mapping[str, Callable[[Row], Sequence[Cell]]] = {
    "criticality": lambda row: (row.application.criticality,),
    "data": lambda row: (row.application.data,),
    "family": lambda row: [model.family for model in row.application.models],
    "hosting": lambda row: [model.hosting for model in row.application.models],
    "lifecycle": lambda row: (Cell(row.application.lifecycle),),
    "owner": lambda row: (row.application.owner,),
    "risk": lambda row: (row.application.risk_class,),
    "vendor": lambda row: [model.vendor for model in row.application.models],
}
"""By what lines can be chosen."""


def chosen(inventory: Inventory, choice: Choice) -> Inventory:
    """Return the inventory with the wanted lines in order, and a note on those that may be wanted too."""
    rows: list[Row] = []
    doubtful: dict[str, list[str]] = {}
    for row in inventory.rows:
        answers = {field: _has(row, field, wanted) for field, wanted in choice.values.items()}
        if False in answers.values() or not _is_asked_for(row, choice):
            continue
        for field in [field for field, answer in answers.items() if answer is None]:
            doubtful.setdefault(field, []).append(row.application.path)
        if None not in answers.values():
            rows.append(row)
    rows.sort(key=lambda row: (ORDERS[choice.sort](row), row.application.id, row.application.manifest))
    return inventory._replace(rows=tuple(rows), notes=(*inventory.notes, *_notes(doubtful)))


def values_of(rows: Iterable[Row], field: str) -> list[str]:
    """Return the values of a field that there are, sorted."""
    return sorted({value for row in rows for cell in FIELDS[field](row) for value in _values(cell)})


def has_value(rows: Iterable[Row], field: str, value: str) -> bool:
    """Tell whether any line has the value."""
    return any(_has(row, field, [value]) for row in rows)


def _is_asked_for(row: Row, choice: Choice) -> bool:
    if choice.failing and not row.verdicts.counted:
        return False
    return not choice.incomplete or bool(row.application.missing)


def _has(row: Row, field: str, wanted: Sequence[str]) -> bool | None:
    """Tell whether a line has one of the values; None where what nobody knows may be one of them."""
    cells = FIELDS[field](row)
    asked = {value.casefold() for value in wanted}
    for cell in cells:
        if cell.missing and UNKNOWN in asked:
            return True
        for value in map(str.casefold, _values(cell)):
            # A person is `group:web` or `user:ann`, and may be called `web` and `ann`.
            if value in asked or (field == "owner" and value.partition(":")[2] in asked):
                return True
    return None if any(cell.missing for cell in cells) else False


def _values(cell: Cell) -> Sequence[str]:
    if cell.missing or cell.value is None:
        return ()
    return cell.value if isinstance(cell.value, tuple) else (str(cell.value),)


def _notes(doubtful: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for field, paths in doubtful.items():
        more = f" and {len(paths) - MOST_NAMED:,} more" if len(paths) > MOST_NAMED else ""
        listed = ", ".join(map(quoted, paths[:MOST_NAMED])) + more
        yield f"Left out, because nobody knows their {field}: {listed}. `--{field} {UNKNOWN}` lists them."


def _ranked(cell: Cell, ranks: Sequence[str]) -> tuple[object, ...]:
    return (-1,) if cell.missing else (ranks.index(cell.value),)


def _named(cells: Sequence[Cell]) -> tuple[object, ...]:
    return (any(not cell.missing for cell in cells) or not cells, *sorted(map(str, _all(cells))))


def _all(cells: Sequence[Cell]) -> list[str]:
    return [value for cell in cells for value in _values(cell)]


def _judged(row: Row) -> tuple[object, ...]:
    """By what counts, then by its severity and its number."""
    verdicts = row.verdicts
    return (
        _OUTCOMES.index(Outcome.ERROR) if verdicts.outcome is Outcome.ERROR else 1,
        not verdicts.counted,
        min(map(_lightness, verdicts.findings), default=_CLEAN),
        -verdicts.counted,
        _OUTCOMES.index(verdicts.outcome),
    )


def _lightness(finding: Finding) -> int:
    return _CLEAN - finding.severity.weight if finding.suppression is None else _CLEAN


ORDERS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "application": lambda row: (row.application.id, row.application.manifest),
    "criticality": lambda row: _ranked(row.application.criticality, _CRITICALITIES),
    "manifest": lambda row: (row.application.manifest,),
    "owner": lambda row: _named([row.application.owner]),
    "risk": lambda row: _ranked(row.application.risk_class, _RISKS),
    "vendor": lambda row: _named([model.vendor for model in row.application.models]),
    "verdict": _judged,
}
"""By what lines can be sorted: the worst first, or by name. What nobody knows comes before all."""
