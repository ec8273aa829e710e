"""The inventory in each of its formats: whole, valid, and never shaped by what files say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from holdfast.model.finding import Finding, Missing, Outcome
from holdfast.model.inventory import Application, Cell, Inventory, Row, UsedModel, Verdicts
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Rule, Scope, Severity
from holdfast.model.report import Report
from holdfast.output import inventory_csv, inventory_json, inventory_markdown, inventory_text

SCHEMA = json.loads(
    (Path(inventory_json.__file__).parent / "schemas/inventory-v1.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples/inventory/expected"
RENDERERS = {
    "csv": inventory_csv.render,
    "json": inventory_json.render,
    "markdown": inventory_markdown.render,
    "text": inventory_text.render,
}
WHY = Missing("app.owner", "nobody wrote it", "Write it.")


def unknown(said: str) -> Cell:
    return Cell(missing=(Missing(said, said, said),))


def inventory(said: str, *, rows: int = 1, unreadable: Sequence[str] = ()) -> Inventory:
    """Return an inventory in which every text of a file is `said`."""
    location = Location(said or "x", 2, 3)
    rule = Rule("acme/rule", said, Severity.HIGH, Scope.APPLICATION)
    finding = Finding(
        rule, "", Outcome.FAIL, Severity.HIGH, Enforcement.DENY, said, Place(location), subject=said
    )
    cell, gap = Cell(said), unknown(said)
    model = UsedModel(
        *(said, "primary", cell, gap, cell, Cell(None), Cell(value=True), cell, cell),
        *(Cell((said, said)), cell, Cell()),
    )
    app = Application(
        *(said, location, "chat", "production", cell, cell, gap, Cell((said,)), Cell(value=False), cell),
        *(Cell("high"), Cell("tested"), Cell((said,)), gap, (model, model._replace(vendor=gap))),
    )
    verdicts = Verdicts(Outcome.FAIL, ((Outcome.FAIL, 1),), (finding,), 1)
    broken = tuple(finding._replace(place=Place(Location(path))) for path in unreadable)
    report = Report(
        *("1.0", date(2026, 11, 23), Severity.LOW, (), (rule,)),
        manifests=tuple(sorted(("a.yaml", *unreadable))),
        unreadable=tuple(unreadable),
        counts=(),
        findings=(finding, *broken),
    )
    return Inventory((Row(app, verdicts),) * rows, rows, (finding, *broken), (said,), report)


HOSTILE = (
    "=1+1",
    "x; =cmd|' /C calc'!A0",
    "\u202e\x1b[31m",
    "::error::x\n::set-output",
    "##[command]x",
    "<b>|`*_[x](y)@team #1\n# x",
    '"\r\n=x,',
    "\ud800",
    "",
)


@pytest.mark.parametrize("said", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", RENDERERS)
def test_what_files_say_is_shown_and_not_obeyed(name: str, said: str) -> None:
    text = RENDERERS[name](inventory(said, unreadable=["b.yaml"]))
    text.encode("utf-8")
    allowed = "\r\n" if name == "csv" else "\n"
    assert set() == {each for each in text if ord(each) < 32 or each in "\x7f\u202e"} - set(allowed)
    assert [] == re.findall(r"^\s*(?:::|##\[)", text, re.MULTILINE)
    assert text.endswith("\n")


@given(st.text(max_size=20))
def test_any_text_leaves_the_json_valid(said: str) -> None:
    text = inventory_json.render(inventory(said))
    assert text.isascii()
    assert [] == [error.message for error in VALIDATOR.iter_errors(json.loads(text))]


@given(st.text(alphabet=st.sampled_from("=+-@;,|\t \"'\n\rax＝"), max_size=12))
def test_no_cell_is_a_formula_whatever_the_separator_is(said: str) -> None:
    text = inventory_csv.render(inventory(said, unreadable=["b.yaml"]))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(inventory_csv.COLUMNS)} == set(map(len, rows))
    for cell in (cell for row in rows for cell in row):
        for part in re.split(r"[;,|]", cell):
            assert not re.match(r"[\s\"]*[=+\-@＝＋－＠]", part), cell


@given(st.text(max_size=20))
def test_any_text_leaves_the_table_whole(said: str) -> None:
    lines = inventory_markdown.render(inventory(said)).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert 3 == len(table)
    assert 1 == len({len(re.findall(r"(?<!\\)\|", line)) for line in table})


@pytest.mark.parametrize(
    ("said", "rows"), [("x", 4_000), ("模" * 300, 200), ("@" * 300, 200)], ids=["many", "wide", "escaped"]
)
def test_markdown_is_never_more_than_a_summary_takes(said: str, rows: int) -> None:
    broken = [f"{said}/{number}.yaml" for number in range(300)]
    many = inventory(said, rows=rows, unreadable=broken)
    distinct = tuple(
        row._replace(application=row.application._replace(risk_class=unknown(f"{said} {number}")))
        for number, row in enumerate(many.rows)
    )
    text = inventory_markdown.render(
        many._replace(rows=distinct, elsewhere=many.elsewhere * 20, notes=many.notes * 500)
    )
    assert inventory_markdown.MAX_BYTES * 0.5 < len(text.encode("utf-8")) <= inventory_markdown.MAX_BYTES
    shown = len(re.findall(r"^\| .*`chat` in", text, re.MULTILINE))
    assert (
        f"\n\n{rows - shown:,} more applications left out here; the format `json` has all of them.\n" in text
    )
    assert re.search(r"\n\n[\d,]+ more findings left out here; the format `json` has all of them.\n", text)


def test_markdown_that_fits_is_whole() -> None:
    text = inventory_markdown.render(inventory("x", rows=1_000))
    assert ("left out" in text, 1_000) == (False, len(re.findall(r"^\| x<br>", text, re.MULTILINE)))


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_of_nothing_nothing_is_unknown(name: str) -> None:
    text = RENDERERS[name](inventory("x", rows=0))
    assert re.search(r"not known:? +nothing\n", text)


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_a_verdict_that_cannot_be_reached_is_undecided(name: str) -> None:
    open_one = inventory("x")
    [row] = open_one.rows
    verdicts = Verdicts(Outcome.UNKNOWN, ((Outcome.UNKNOWN, 1),), (), 0)
    text = RENDERERS[name](open_one._replace(rows=(row._replace(verdicts=verdicts),)))
    assert "undecided: 1 undecided" in text


@pytest.mark.parametrize("name", RENDERERS)
def test_nothing_is_blank(name: str) -> None:
    text = RENDERERS[name](inventory("x"))
    if name == "csv":
        assert "" not in [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "|  |" not in text
    assert [] == re.findall(r"^ *(?:owner|data|family|vendor|contract|verdict) *$", text, re.MULTILINE)


@pytest.mark.parametrize("name", RENDERERS)
def test_a_manifest_that_could_not_be_read_is_in_every_format(name: str) -> None:
    text = RENDERERS[name](inventory("x", rows=0, unreadable=["b.yaml"]))
    assert "b.yaml" in text
    assert re.search(r'not readable|not evaluated|"complete": false', text)


@pytest.mark.parametrize(
    "said", ["x" * 40_000, "=" * 40_000, "\x1b" * 40_000], ids=["long", "formula", "control"]
)
def test_no_cell_is_longer_than_a_spreadsheet_takes(said: str) -> None:
    cells = [cell for row in csv.reader(io.StringIO(inventory_csv.render(inventory(said)))) for cell in row]
    assert inventory_csv.MAX_CELL == 32_767 == max(map(len, cells))
    assert {"..."} == {cell[-3:] for cell in cells if len(cell) == inventory_csv.MAX_CELL}


def test_of_more_findings_than_a_cell_takes_the_worst_are_there_and_the_others_are_counted() -> None:
    whole = inventory("x")
    [row] = whole.rows
    [finding] = row.verdicts.findings
    many = tuple(
        finding._replace(rule=finding.rule._replace(id=f"acme/rule-{number:05}")) for number in range(3_000)
    )
    row = row._replace(verdicts=row.verdicts._replace(findings=many))
    _, cells = csv.reader(io.StringIO(inventory_csv.render(whole._replace(rows=(row,)))))
    said = dict(zip(inventory_csv.COLUMNS, cells, strict=True))["findings"]
    *shown, more = said.split("; ")
    assert [f"high acme/rule-{number:05}" for number in range(len(shown))] == shown
    assert f"{3_000 - len(shown):,} more" == more
    assert 32_000 < len(said) <= inventory_csv.MAX_CELL


def test_in_csv_such_a_manifest_has_a_line_of_its_own() -> None:
    text = inventory_csv.render(inventory("x", rows=0, unreadable=["b.yaml"]))
    [_, line] = csv.reader(io.StringIO(text))
    blank = ["unknown"] * (len(inventory_csv.COLUMNS) - 5)
    assert ["b.yaml", *blank, "not evaluated", "unknown", "unknown", "x"] == line


@pytest.mark.parametrize("name", RENDERERS)
def test_an_empty_list_is_a_list(name: str) -> None:
    empty = inventory("x", rows=0)
    text = RENDERERS[name](empty._replace(elsewhere=(), notes=()))
    assert 1 == len(text.splitlines()) or "csv" != name
    if name == "json":
        assert [] == list(VALIDATOR.iter_errors(json.loads(text)))


def test_the_schema_is_valid_and_so_is_the_example() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    shown = json.loads((EXAMPLE / "inventory.json").read_text("utf-8"))
    assert [] == [error.message for error in VALIDATOR.iter_errors(shown)]


@pytest.mark.parametrize("value", [{"value": None, "unknown": []}, {"unknown": []}, {}, None], ids=str)
def test_a_value_is_known_or_it_says_why_not(value: object) -> None:
    data = json.loads(inventory_json.render(inventory("x")))
    data["applications"][0]["owner"] = value
    assert list(VALIDATOR.iter_errors(data))
