"""Of findings that rest on one gap, which one speaks."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.model.finding import Finding, Outcome, Suppression, SuppressionKind
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Rule, Scope, Severity
from holdfast.model.report import Report
from holdfast.triage.said_once import said_once

WAIVED = Suppression(SuppressionKind.WAIVER, "known")


def finding(name: str, *stands_for: str, subject: str = "shop/files/a.yaml", **more: object) -> Finding:
    found = Finding(
        rule=Rule(f"pack/{name}", "Title", Severity.HIGH, Scope.REPOSITORY),
        validation="",
        outcome=Outcome.UNKNOWN,
        severity=Severity.HIGH,
        enforcement=Enforcement.DENY,
        message=name,
        place=Place(Location("a.yaml")),
        subject=subject,
        stands_for=tuple(f"pack/{each}" for each in stands_for),
    )
    return found._replace(**more)  # type: ignore[arg-type]  # fields


def said(*findings: Finding, threshold: Severity = Severity.LOW) -> list[str]:
    report = Report("1", date(2026, 11, 23), threshold, (), (), (), (), (), findings)
    return [f"{each.message}{''.join(f' ({note})' for note in each.notes)}" for each in said_once(report)]


TOO = "For the same reason these rules cannot tell either"


def test_the_one_that_stands_for_others_speaks() -> None:
    found = said(finding("a"), finding("b", "a"), finding("c", "a", "b"), finding("d"))
    assert [f"c ({TOO}: pack/a, pack/b.)", "d"] == found


def test_one_other_rule() -> None:
    assert ["b (For the same reason this rule cannot tell either: pack/a.)"] == said(
        finding("a"), finding("b", "a")
    )


@pytest.mark.parametrize(
    "other",
    [
        finding("c", "a", "b", subject="shop/files/b.yaml"),
        finding("c", "a", "b", suppression=WAIVED),
        finding("c", "a", "b", enforcement=Enforcement.WARN),
        finding("c", "a", "b", severity=Severity.INFO),
        finding("c", "a", "b", outcome=Outcome.FAIL),
    ],
    ids=["of-another-subject", "waived", "only-warns", "below-the-threshold", "of-another-outcome"],
)
def test_what_says_less_stands_for_nothing(other: Finding) -> None:
    expected = ["b (For the same reason this rule cannot tell either: pack/a.)", "c"]
    assert expected == said(finding("a"), finding("b", "a"), other)


def test_what_is_known_or_let_off_stays() -> None:
    failed, waived = finding("a", outcome=Outcome.FAIL), finding("b", suppression=WAIVED)
    assert ["a", "b", "c"] == said(failed, waived, finding("c", "a", "b"))


def test_where_nothing_counts_one_is_enough() -> None:
    audited = [each._replace(enforcement=Enforcement.WARN) for each in (finding("a"), finding("b", "a"))]
    assert ["b (For the same reason this rule cannot tell either: pack/a.)"] == said(*audited)
