"""The plugin's functions, one by one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import holdfast_example
import pytest
from holdfast_example import csv_format
from holdfast_example.derivation import derivation
from holdfast_example.months import add_months
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast import Breach, Missing, Undecided, Unknown


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-23", 6, "2027-05-23"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-01", 0, "2026-12-01"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-01-31", -2, "2025-11-30"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert day(end) == add_months(day(start), months)


@pytest.mark.parametrize("months", [12 * 9000, -12 * 3000])
def test_months_out_of_the_calendar(months: int) -> None:
    with pytest.raises(ValueError, match="leaves the years 1 to 9999"):
        add_months(day("2026-11-23"), months)


class Entry:
    """An object as checks see it, of plain values."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def lookup(self, name: str) -> Any:
        return self.fields[name]

    def has(self, name: str) -> bool:
        return name in self.fields


def names(model: str, models: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Return the names that the check sees for `model`; `models` has each one's base and openness."""
    entries = {
        name: Entry(id=name, openness=openness, **({"derivedFrom": Entry(model=base)} if base else {}))
        for name, (base, openness) in models.items()
    }
    return {"model": entries[model], "manifest": Entry(models=list(entries.values()))}


NOBODY_SAYS = Unknown.of(Missing("model.openness", "nobody says", "Ask."))
CHAINS: dict[str, tuple[dict[str, tuple[Any, Any]], list[Breach | Undecided]]] = {
    "a base itself": ({"a": (None, "weights-noncommercial")}, []),
    "free all the way": ({"a": ("b", "closed"), "b": ("c", "closed"), "c": (None, "open-source")}, []),
    "bound two steps away": (
        {"a": ("b", "closed"), "b": ("c", "closed"), "c": (None, "weights-noncommercial")},
        [Breach("`a` is made from `c`, which may not be used commercially", "derivedFrom.model")],
    ),
    "made from itself": (
        {"a": ("a", "closed")},
        [Breach("no model is the base of `a`: a from a", "derivedFrom.model")],
    ),
    "made from a circle": (
        {"a": ("b", "closed"), "b": ("c", "closed"), "c": ("b", "closed")},
        [Breach("no model is the base of `a`: a from b from c from b", "derivedFrom.model")],
    ),
    "made from what is not declared": (
        {"a": ("b", "closed")},
        [
            Undecided(
                (
                    Missing(
                        "model.derivedFrom.model",
                        "`b` is not an entry of `models`",
                        "Declare `b` in `models`, and name it by that id.",
                    ),
                ),
                "derivedFrom.model",
            )
        ],
    ),
    "made from nobody says what": (
        {"a": (NOBODY_SAYS, "closed")},
        [Undecided((NOBODY_SAYS,), "derivedFrom")],
    ),
    "made from a model that nobody knows": (
        {"a": ("b", "closed"), "b": (None, NOBODY_SAYS)},
        [Undecided((NOBODY_SAYS,), "derivedFrom.model")],
    ),
}


@pytest.mark.parametrize(("models", "expected"), CHAINS.values(), ids=CHAINS)
def test_derivation(models: dict[str, tuple[Any, Any]], expected: list[Breach | Undecided]) -> None:
    assert expected == list(derivation(names("a", models)))


HOSTILE = st.text(st.sampled_from("=+-@＝＋－＠;,\t\r\n \"'|aä1\x1b\u202e"), max_size=12)


@example(values=["", ';"='], separator=";")
@given(values=st.lists(HOSTILE, min_size=1, max_size=4), separator=st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_whatever_the_separator(values: list[str], separator: str) -> None:
    stream = io.StringIO()
    cells = [csv_format._cell(value) for value in values]  # noqa: SLF001  # what makes a cell safe
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    for row in csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=separator):
        for cell in row:
            assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
            assert not set("\t\r\n\x1b\u202e") & set(cell)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("gpt-5.5, and others", "gpt-5.5, and others"),
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("a;=1", "a;'=1"),
        ("two\nlines", r"two\x0alines"),
        (7, "7"),
    ],
)
def test_a_cell(value: object, cell: str) -> None:
    assert cell == csv_format._cell(value)  # noqa: SLF001  # what makes a cell safe


README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_each_hook_as_it_is_written_here() -> None:
    source = Path(holdfast_example.__file__).read_text(encoding="utf-8")
    written = re.findall(r"^@hookimpl\n(def .*:)$", source, re.MULTILINE)
    shown = re.findall(r"^(def .*:) \.\.\.$", README, re.MULTILINE)
    assert sorted(written) == sorted(shown)


def test_the_readme_has_the_entry_point() -> None:
    shown = README.partition("```toml\n")[2].partition("```")[0]
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert shown
    assert shown in project
