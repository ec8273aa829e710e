from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given

from holdfast.model.finding import Missing, Related, Suppression, SuppressionKind
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


SAID_BEFORE = """\
high[zoo/origin] (undecided): It is not known whether records-assistant may use acme-llm
  --> ai-manifest.yaml:10:15
   = unknown: model.origin, model.baseOrigin, app.data.purpose: as above
   = note: One more thing
"""
TO_SUPPLY = """\
supply     2 findings: Set `data.purpose` of the application.
           2 findings: Set `origin` in its `facts`.
"""


def test_what_was_said_to_be_missing_is_not_said_again() -> None:
    rule = UNDECIDED.rule._replace(id="zoo/origin")
    again = UNDECIDED._replace(rule=rule, notes=("One more thing",))
    first = render(report(UNDECIDED)).partition("\n\n")[0]
    text = render(report(UNDECIDED, again))
    assert text.startswith(f"{first}\n\n{SAID_BEFORE}\n")
    assert TO_SUPPLY in text


@pytest.mark.parametrize("first", ["waived", "about something else"])
def test_what_was_not_said_is_said(first: str) -> None:
    other = UNDECIDED._replace(missing=UNDECIDED.missing[:1])
    if first == "waived":
        other = UNDECIDED._replace(suppression=Suppression(SuppressionKind.WAIVER, "known"))
    assert render(report(UNDECIDED)).partition("\n\n")[0] in render(report(other, UNDECIDED))


def test_only_the_first_things_to_supply_are_named() -> None:
    each = [
        UNDECIDED._replace(missing=(Missing("a", f"reason {at}", f"Do {at}."),))
        for at in range(7)
        for _ in range(at + 1)
    ]
    shown = render(report(*each)).splitlines()
    begin = shown.index("supply     7 findings: Do 6.")
    assert [
        "           6 findings: Do 5.",
        "           5 findings: Do 4.",
        "           4 findings: Do 3.",
        "           3 findings: Do 2.",
        "           1 more that several findings rest on",
    ] == shown[begin + 1 : begin + 6]


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
