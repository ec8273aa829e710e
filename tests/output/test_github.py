from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import given

from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.report import Report
from holdfast.output.github import render

from .golden_files import golden
from .reports import BAD_POLICY, FAILING, OWNERLESS, REPORTS, UNDECIDED, WAIVED, report
from .strategies import reports

MOST_OF_A_MESSAGE = 4096
MOST_OF_A_TITLE = 255


class Annotation(NamedTuple):
    """What a runner makes of a line."""

    kind: str
    properties: dict[str, str]
    message: str


def runner(text: str) -> tuple[list[Annotation], list[str]]:
    """Return the annotations that a GitHub runner reads from a log, and the lines that it shows as they are.

    By `ActionCommand.TryParseV2` of actions/runner: a line that begins with `::`, a name, properties apart by
    commas, `::`, and the message; `%` is taken back last.
    """
    found, others = [], []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        command, separator, message = line.lstrip().removeprefix("::").partition("::")
        name, _, listed = command.partition(" ")
        if not line.lstrip().startswith("::") or not separator:
            others.append(line)
            continue
        pairs = [each.split("=", 1) for each in listed.strip().split(",") if each]
        properties = {pair[0]: taken_back(pair[1], ":,") for pair in pairs if len(pair) == 2 and pair[1]}
        found.append(Annotation(name, properties, taken_back(message, "")))
    return found, others


def taken_back(text: str, more: str) -> str:
    for character in f"\r\n{more}%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.github", actual) == actual


def test_an_annotation_says_what_is_wrong_and_what_to_do_at_its_place() -> None:
    found, others = runner(render(report(FAILING)))
    assert [
        Annotation(
            "error",
            {
                "file": "ai-manifest.yaml",
                "line": "9",
                "endLine": "9",
                "title": "high: sovereignty/regulated-data-origin",
                "col": "15",
                "endColumn": "23",
            },
            "records-assistant uses deepseek-r1, which originates in CN\n"
            "Help: Use a model whose origin and base origin are in the EU for this application.",
        )
    ] == found
    assert ["1 finding: 1 high (exit code 1).", ""] == others


@pytest.mark.parametrize("name", REPORTS)
def test_every_annotation_is_one_of_the_report(name: str) -> None:
    made = REPORTS[name]()
    found, _ = runner(render(made))
    assert sum(each.suppression is None or made.show_suppressed for each in made.findings) == len(found)


@given(reports)
def test_nothing_from_a_file_steers_a_runner_or_a_terminal(made: Report) -> None:
    text = render(made)
    found, _ = runner(text)
    wanted = sum(each.suppression is None or made.show_suppressed for each in made.findings)
    assert wanted == len(found) == sum(line.startswith("::") for line in text.split("\n"))
    for each in found:
        assert each.kind in ("error", "warning", "notice")
        assert set(each.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(each.message) <= MOST_OF_A_MESSAGE
        assert len(each.properties["title"]) <= MOST_OF_A_TITLE
        for line in each.message.split("\n")[1:]:  # the runner logs them, the first behind `##[error]`
            assert not line.lstrip().startswith("::")
    assert [] == [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
    assert [] == [c for c in text if unicodedata.bidirectional(c) in BIDI]


BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        ("a b/modèle,x:y=z.yaml", "a b/modèle,x:y=z.yaml"),
        ("100%25/%0A::error::x.yaml", "100%25/%0A::error::x.yaml"),
        ("two\nlines.yaml", "two\nlines.yaml"),
        (r"\x1b[31m\u202e.yaml", "\x1b[31m\u202e.yaml"),
    ],
    ids=["letters", "percent", "newline", "controls"],
)
def test_the_path_arrives_as_the_file_is_called(expected: str, path: str) -> None:
    found, _ = runner(render(report(FAILING._replace(place=Place(Location(path))))))
    assert [expected] == [each.properties["file"] for each in found]


def test_a_region_of_several_lines_has_no_columns() -> None:
    found, _ = runner(render(report(FAILING._replace(place=Place(Location("m.yaml", 3, 9, 5, 4))))))
    assert {"file": "m.yaml", "line": "3", "endLine": "5", "title": found[0].properties["title"]} == (
        found[0].properties
    )


def test_the_worst_come_first_and_as_many_as_github_shows() -> None:
    many = [FAILING._replace(subject=f"a/{number:02}") for number in range(12)]
    mild = [OWNERLESS._replace(subject=f"b/{number:02}") for number in range(11)]
    warned = [FAILING._replace(enforcement=Enforcement.WARN, severity=Severity.CRITICAL)]
    found, others = runner(render(report(*mild, *many, *warned, BAD_POLICY)))
    assert [("error", 10), ("warning", 1), ("notice", 10)] == [
        (kind, sum(each.kind == kind for each in found)) for kind in ("error", "warning", "notice")
    ]
    assert "policy error: house/origin" == found[0].properties["title"]
    assert (
        Annotation(
            "notice",
            {"title": "Holdfast"},
            "3 errors, 2 notices left out: GitHub shows 10 of each. Other formats have all of them.",
        )
        == (found[-1])
    )
    assert "1 policy could not be evaluated; 23 findings: 12 high, 11 low (exit code 2)." == others[0]


def test_what_fills_the_room_exactly_is_not_cut() -> None:
    found, _ = runner(render(report(*[OWNERLESS._replace(subject=f"b/{number}") for number in range(10)])))
    assert 10 == sum(each.properties["title"] == "low: inventory/owner" for each in found) == len(found)


def test_an_undecided_finding_is_marked_and_says_what_is_not_known() -> None:
    ((kind, properties, message),), _ = runner(render(report(UNDECIDED)))
    assert ("error", "high: sovereignty/regulated-data-origin (undecided)") == (kind, properties["title"])
    assert "Unknown: model.origin: the catalogue knows no model `acme-llm`" == message.split("\n")[1]


def test_suppressed_findings_are_notices_where_they_are_asked_for() -> None:
    assert [] == runner(render(report(WAIVED)))[0]
    (said,), _ = runner(render(report(WAIVED, show_suppressed=True)))
    assert ("notice", "high: sovereignty/regulated-data-origin (waived)") == (
        said.kind,
        said.properties["title"],
    )
