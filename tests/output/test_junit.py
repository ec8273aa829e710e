from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase

from holdfast.model.finding import Count, Outcome
from holdfast.model.report import Report
from holdfast.output import junit
from holdfast.output.junit import render

from .golden_files import golden
from .reports import (
    BAD_POLICY,
    BASELINED,
    FAILING,
    ORIGIN,
    OWNER,
    OWNERLESS,
    REPORTS,
    UNDECIDED,
    WAIVED,
    WARNED,
    report,
)
from .strategies import reports

KINDS = {Failure: "failure", Error: "error", Skipped: "skipped"}


def cases(text: str) -> Iterator[TestCase]:
    for suite in JUnitXml.fromstring(text.encode("ascii")):
        yield from suite


def kind_of(case: TestCase) -> str:
    return KINDS[type(case.result[0])] if case.result else "passed"


def read(made: Report) -> list[tuple[str, str, str]]:
    """Return rule, name and kind of each case as a reader of JUnit's XML has them."""
    return [(case.classname, case.name, kind_of(case)) for case in cases(render(made))]


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.junit.xml", actual) == actual


def counted(text: str) -> list[str]:
    """Return where the numbers of a suite are not those of its cases, or a name is there twice."""
    found = []
    whole = JUnitXml.fromstring(text.encode("ascii"))
    for each in (whole, *whole):
        its = list(cases(text)) if each is whole else list(each)
        kinds = [kind_of(case) for case in its]
        numbers = (len(its), kinds.count("failure"), kinds.count("error"), kinds.count("skipped"))
        if numbers != (each.tests, each.failures, each.errors, each.skipped):
            found.append(f"numbers of {each.name}")
    names = [(case.classname, case.name) for case in cases(text)]
    return [*found, *(str(each) for each in sorted(set(names)) if names.count(each) > 1)]


@pytest.mark.parametrize("name", REPORTS)
def test_the_numbers_are_those_of_the_cases(name: str) -> None:
    assert [] == counted(render(REPORTS[name]()))


@pytest.mark.parametrize("name", REPORTS)
def test_no_case_fails_where_the_exit_code_is_none_of_a_failure(name: str) -> None:
    made = REPORTS[name]()
    kinds = {kind for _, _, kind in read(made)}
    expected = {1: {"failure"}, 2: {"error"}}.get(made.exit_code, set())
    assert expected <= kinds
    assert not kinds & {"failure", "error"} or made.exit_code in (1, 2)


@given(reports)
def test_any_report_is_well_formed(made: Report) -> None:
    text = render(made)
    assert text.isascii()
    assert set() == {character for character in text if ord(character) < 32} - {"\n"}
    ET.fromstring(text)  # noqa: S314  # our own
    assert [] == counted(text)


def test_each_outcome_is_a_case_of_its_kind() -> None:
    made = report(FAILING, UNDECIDED, WARNED, BAD_POLICY)
    origin = "records/applications/records-assistant/models/"
    assert [
        ("house/origin", f"{origin}deepseek (origin)", "error"),
        ("inventory/owner", "records/applications/records-assistant", "skipped"),
        ("inventory/owner", "subjects without findings", "passed"),
        ("model-diversity/families-and-anchor", "subjects without findings", "skipped"),
        ("model-diversity/no-single-vendor-critical", "subjects without findings", "skipped"),
        ("sovereignty/regulated-data-origin", f"{origin}deepseek (origin)", "failure"),
        ("sovereignty/regulated-data-origin", f"{origin}house-model (origin)", "failure"),
    ] == read(made)


def test_a_failure_says_what_and_where() -> None:
    (case,) = [case for case in cases(render(report(UNDECIDED))) if kind_of(case) == "failure"]
    assert ("ai-manifest.yaml", "10") == (case._elem.get("file"), case._elem.get("line"))
    (failure,) = case.result
    assert ("unknown/high", "undecided: It is not known whether records-assistant may use acme-llm") == (
        failure.type,
        failure.message,
    )
    assert "ai-manifest.yaml:10:15" == failure.text.split("\n")[0]
    assert f"help: {ORIGIN.remediation}" == failure.text.split("\n")[-1]


def test_what_does_not_count_is_skipped_and_says_why() -> None:
    made = report(WAIVED, BASELINED, WARNED._replace(subject="x"))
    assert [
        "in the baseline: records-assistant has no owner",
        "warning only: records-assistant has no owner",
        "nothing is declared that this rule looks at",
        "nothing is declared that this rule looks at",
        "waived: records-assistant uses deepseek-r1, which originates in CN",
    ] == [case.result[0].message for case in cases(render(made)) if case.result]


@pytest.mark.parametrize(
    ("expected", "outcomes"),
    [
        ("nothing is declared that this rule looks at", ()),
        ("not applicable", (Outcome.NOT_APPLICABLE,)),
        ("passed", (Outcome.NOT_APPLICABLE, Outcome.PASS)),
    ],
    ids=["nothing", "not-applicable", "passed"],
)
def test_only_what_was_evaluated_and_held_has_passed(expected: str, outcomes: tuple[Outcome, ...]) -> None:
    counts = tuple(Count(ORIGIN.id, each, 3) for each in outcomes)
    (case,) = cases(render(report(rules=(ORIGIN,), counts=counts)))
    assert expected == (case.result[0].message if case.result else "passed")


@pytest.mark.parametrize(
    "outcomes", [(Outcome.UNKNOWN,), (Outcome.UNKNOWN, Outcome.PASS)], ids=["all", "one"]
)
def test_a_rule_for_which_another_speaks_is_undecided(outcomes: tuple[Outcome, ...]) -> None:
    speaker = UNDECIDED._replace(stands_for=(OWNER.id,))
    made = report(speaker)
    counts = tuple(each for each in made.counts if each.rule != OWNER.id)
    made = made._replace(counts=(*counts, *(Count(OWNER.id, each, 1) for each in outcomes)))
    assert f"""<testcase classname="{OWNER.id}" name="subjects without findings">
      <skipped message="undecided, as the finding of another rule says"/>""" in render(made)


def test_findings_of_one_subject_and_validation_are_told_apart() -> None:
    made = report(OWNERLESS, OWNERLESS._replace(message="also this"), rules=())
    name = "records/applications/records-assistant"
    assert [name, f"{name} #2", "subjects without findings"] == [case.name for case in cases(render(made))]


def test_the_worst_are_kept_and_the_first_suite_says_how_many_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(junit, "MOST", 1)
    made = report(OWNERLESS, OWNERLESS._replace(subject="b"), FAILING, rules=(), counts=(
        Count(OWNERLESS.rule.id, Outcome.FAIL, 2), Count(ORIGIN.id, Outcome.FAIL, 1)
    ))  # fmt: skip
    assert [
        ("left out", "2 findings left out: the 1 worst are shown."),
        ("subjects without findings", "its findings are left out"),
        (f"{FAILING.subject} (origin)", FAILING.message),
    ] == [(case.name, case.result[0].message) for case in cases(render(made))]
    assert [] == counted(render(made))
