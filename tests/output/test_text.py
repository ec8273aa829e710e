from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given

from holdfast.model.finding import Missing, Related
from holdfast.model.report import Report
from holdfast.output.text import render

from .detections import DETECTIONS
from .golden_files import FOLDER, golden
from .reports import FAILING, REPORTS, UNDECIDED, report
from .strategies import reports

SGR = re.compile(r"\x1b\[[0-9;]*m")
OBEYED = re.compile(r"##\w*\[")


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_shown_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.txt", actual) == actual


@pytest.mark.parametrize("name", ["undecided", "suppressed", "policy-error", "clean"])
def test_colour_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name](), colour=True)
    assert golden(f"{name}.colour.txt", actual.replace("\x1b", "<ESC>")) == actual.replace("\x1b", "<ESC>")


@pytest.mark.parametrize("name", REPORTS)
def test_colour_adds_nothing_but_colour(name: str) -> None:
    made = REPORTS[name]()
    assert render(made) == SGR.sub("", render(made, colour=True))


def test_every_golden_file_is_of_a_report_or_a_search() -> None:
    known = {*REPORTS, *(f"references-{name}" for name in DETECTIONS)}
    assert set() == {path.name.split(".")[0] for path in FOLDER.iterdir()} - known


@given(reports)
def test_nothing_from_a_file_steers_a_terminal_or_a_build_log(made: Report) -> None:
    text = render(made)
    text.encode("utf-8")
    for line in text.split("\n"):
        assert not line.strip().startswith(("::", "##"))
        assert OBEYED.search(line) is None
        assert line == line.rstrip(" ")
        assert [] == [c for c in line if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
        assert [] == [c for c in line if unicodedata.bidirectional(c) in BIDI]
    assert text == SGR.sub("", render(made, colour=True))


BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def details(label: str, text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith(f"= {label}:")]


def test_of_many_details_ten_are_shown_and_the_rest_counted() -> None:
    many = UNDECIDED._replace(
        related=tuple(Related(f"model {n}", FAILING.place) for n in range(1500)),
        missing=tuple(Missing(f"model.f{n}", f"reason {n}", "") for n in range(12)),
        notes=tuple(f"Note {n}." for n in range(11)),
    )
    text = render(report(many))
    assert [f"= where: ai-manifest.yaml:9:15: model {n}" for n in range(10)] + ["= where: 1,490 more"] == (
        details("where", text)
    )
    assert [f"= unknown: model.f{n}: reason {n}" for n in range(10)] + ["= unknown: 2 more"] == (
        details("unknown", text)
    )
    assert [f"= note: Note {n}." for n in range(10)] + ["= note: 1 more"] == details("note", text)


def test_a_message_without_end_is_cut() -> None:
    text = render(report(FAILING._replace(message="m" * 5000)))
    assert f"high[sovereignty/regulated-data-origin]: {'m' * 1000}..." == text.splitlines()[0]


def test_a_title_that_says_the_same_as_the_message_is_not_repeated() -> None:
    same = FAILING._replace(message=FAILING.rule.title)
    assert [] == details("rule", render(report(same)))


def test_lines_are_wrapped_under_their_label() -> None:
    text = render(report(FAILING._replace(evidence=(), help="Use another model. " * 12 + "\n")))
    assert [
        "  = help: Use another model. Use another model. Use another model. Use another model. Use another",
        "          model. Use another model. Use another model. Use another model. Use another model. Use",
        "          another model. Use another model. Use another model.",
    ] == text.splitlines()[9:12]
