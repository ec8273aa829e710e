from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from holdfast.model.policy import Enforcement, Severity
from holdfast.model.report import Report
from holdfast.output import gitlab
from holdfast.output.gitlab import render

from .golden_files import golden
from .reports import BAD_POLICY, FAILING, OWNERLESS, REPORTS, UNDECIDED, WAIVED, report
from .strategies import reports

# What GitLab's documentation says of the format of Code Quality reports. GitLab takes more fields and passes
# them over; here they would be mistakes.
LINE = {"type": "integer", "minimum": 1}
SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": LINE, "end": LINE},
                    },
                },
            },
        },
    },
}
VALIDATOR = Draft202012Validator(SCHEMA)


def violations(text: str) -> list[str]:
    issues = json.loads(text)
    prints = [each["fingerprint"] for each in issues]
    found = [error.message for error in VALIDATOR.iter_errors(issues)]
    return [*found, *(each for each in sorted(set(prints)) if prints.count(each) > 1)]


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.gitlab.json", actual) == actual


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_gitlab_describes_it(name: str) -> None:
    assert [] == violations(render(REPORTS[name]()))


@given(reports)
def test_any_report_becomes_valid_ascii(made: Report) -> None:
    text = render(made)
    assert text.isascii()
    assert set() == {character for character in text if ord(character) < 32} - {"\n"}
    assert [] == violations(text)
    wanted = sum(each.suppression is None or made.show_suppressed for each in made.findings)
    assert wanted == len(json.loads(text))


def test_a_clean_run_is_an_empty_list() -> None:
    assert "[]\n" == render(report())


@pytest.mark.parametrize(
    ("enforcement", "severities"),
    [
        ("deny", ["blocker", "critical", "major", "minor", "info"]),
        ("warn", ["major", "major", "major", "minor", "info"]),
        ("audit", ["minor", "minor", "minor", "minor", "info"]),
    ],
)
def test_severity(enforcement: str, severities: list[str]) -> None:
    made = [
        report(FAILING._replace(severity=Severity(each), enforcement=Enforcement(enforcement)))
        for each in ("critical", "high", "medium", "low", "info")
    ]
    assert severities == [json.loads(render(each))[0]["severity"] for each in made]


def test_what_was_not_decided_or_not_evaluated_is_an_issue_too() -> None:
    assert [
        ("critical", "Undecided: It is not known whether records-assistant may use acme-llm"),
        ("blocker", "Not evaluated: `model.orgin` does not exist; did you mean `model.origin`?"),
    ] == [
        (each["severity"], each["description"]) for each in json.loads(render(report(UNDECIDED, BAD_POLICY)))
    ]


def test_suppressed_findings_are_told_apart_where_they_are_asked_for() -> None:
    assert "[]\n" == render(report(WAIVED))
    (issue,) = json.loads(render(report(WAIVED, show_suppressed=True)))
    assert ("info", "records-assistant uses deepseek-r1, which originates in CN (waived)") == (
        issue["severity"],
        issue["description"],
    )


def test_findings_with_one_fingerprint_are_all_kept() -> None:
    issues = json.loads(render(report(FAILING, FAILING._replace(message="also this"))))
    prints = [each["fingerprint"] for each in issues]
    assert [FAILING.fingerprint, f"{FAILING.fingerprint}-2"] == prints


def test_the_worst_are_kept_and_the_last_issue_says_how_many_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gitlab, "MOST", 2)
    mild = [OWNERLESS._replace(subject=f"a/{number}") for number in range(3)]
    issues = json.loads(render(report(*mild, FAILING)))
    assert ["inventory/owner", FAILING.rule.id, "holdfast/left-out"] == [
        each["check_name"] for each in issues
    ]
    assert "2 findings left out: the 2 worst are shown." == issues[-1]["description"]
