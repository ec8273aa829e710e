"""Coverage: which branches there are, which of them cases take, and where the others stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfast.kit.coverage import Coverage
from holdfast.kit.suite import PolicyCases, run_policy
from holdfast.model.catalogue import Catalogue

Tested = Callable[..., PolicyCases]

LOW = "{id: low, criticality: low, models: []}"
HIGH = "{id: high, criticality: high, owner: 'group:x', models: []}"
SILENT = "{id: silent, models: []}"
DOCUMENTED = "{id: done, migration: {status: documented, targets: [a, b]}, models: []}"


def _validation(expression: str, scope: str = "application") -> str:
    return f"scope: {scope}\nvalidations:\n  - expression: {expression}\n"


def _coverage(tested: PolicyCases, catalogue: Catalogue) -> Coverage:
    return run_policy(tested, catalogue).coverage


def _told(coverage: Coverage) -> list[str]:
    return [f"{gap.location} {gap.message}" for gap in coverage.gaps]


@pytest.mark.parametrize(
    ("expression", "applications", "expected"),
    [
        pytest.param("app.criticality == 'low'", (LOW, HIGH), [], id="a validation both ways"),
        pytest.param(
            "app.criticality == 'low'",
            (LOW,),
            ["8:17 `app.criticality == 'low'` is never false"],
            id="a validation one way",
        ),
        pytest.param(
            "app.criticality == 'low'",
            (SILENT,),
            [
                "8:17 `app.criticality == 'low'` is never true",
                "8:17 `app.criticality == 'low'` is never false",
            ],
            id="unknown is no branch",
        ),
        pytest.param("has(app.owner)", (LOW, HIGH), [], id="has both ways"),
        pytest.param(
            "'!has(app.owner)'", (LOW, HIGH), [], id="a negation has the branches of what it negates"
        ),
        pytest.param(
            "'!has(app.owner)'", (LOW,), ["8:23 `has(app.owner)` is never true"], id="a negation one way"
        ),
        pytest.param(
            "has(app.owner) && app.criticality == 'high'",
            (HIGH, LOW),
            ["8:35 `app.criticality == 'high'` is never false"],
            id="an operand that is never false",
        ),
        pytest.param(
            "has(app.owner) && app.criticality == 'high'",
            (LOW,),
            [
                "8:21 `has(app.owner) && app.criticality == 'high'` is never true",
                "8:21 `has(app.owner)` is never true",
                "8:35 `app.criticality == 'high'` is never evaluated",
            ],
            id="an operand that is never reached",
        ),
        pytest.param(
            "\"has(app.owner) ? app.criticality == 'high' : app.criticality == 'low'\"",
            (HIGH, LOW),
            ["8:22 `has(app.owner) ? app.criticality == 'high' : app.criticality == 'low'` is never false"],
            id="both sides, but never false",
        ),
        pytest.param(
            "\"has(app.owner) ? app.id == 'high' : app.id == 'x' || app.id == 'y'\"",
            (HIGH,),
            [
                "8:22 `has(app.owner) ? app.id == 'high' : app.id == 'x' || app.id == 'y'` is never false",
                "8:22 `has(app.owner)` is never false",
            ],
            id="what is in a gap is not listed again",
        ),
        pytest.param(
            "portfolio.applications.all(a, has(a.owner) || a.id == app.id)",
            (LOW, HIGH),
            [],
            id="a quantifier both ways",
        ),
        pytest.param(
            "app.migration.targets.exists(t, t == 'a')",
            (DOCUMENTED,),
            [
                "8:17 `app.migration.targets.exists(t, t == 'a')` is never false",
                "8:49 `t == 'a'` is never false",
            ],
            id="a quantifier that stops at the first element",
        ),
        pytest.param(
            "app.migration.targets.filter(t, t == 'a').size() == 1",
            (DOCUMENTED,),
            ["8:17 `app.migration.targets.filter(t, t == 'a').size() == 1` is never false"],
            id="a filter that keeps and drops",
        ),
        pytest.param(
            "app.uses.map(u, u.ref).size() == 0",
            (LOW,),
            [
                "8:17 `app.uses.map(u, u.ref).size() == 0` is never false",
                "8:33 `u.ref` is never evaluated",
            ],
            id="a body without an element",
        ),
        pytest.param(
            "app.?owner.orValue('nobody') == 'nobody'",
            (HIGH,),
            [
                "8:17 `app.?owner.orValue('nobody') == 'nobody'` is never true",
                "8:17 `app.?owner` is never empty",
            ],
            id="an optional that is never empty",
        ),
    ],
)
def test_branches(
    tested: Tested,
    catalogue: Catalogue,
    expression: str,
    applications: tuple[str, ...],
    expected: list[str],
) -> None:
    coverage = _coverage(tested(_validation(expression), ("pass", ", ".join(applications))), catalogue)
    assert [f"acme/one.yaml:{gap}" for gap in expected] == _told(coverage)
    assert bool(expected) is bool(coverage.missed)


WHOLE = """\
scope: application
forEach: app.kpis
matchConditions:
  - name: availability
    expression: item.metric == 'availability'
variables:
  - name: unread
    expression: app.id
validations:
  - name: reached
    expression: >-
      item.actual >=
      item.target
      || has(item.unit)
    messageExpression: "'%s is missed'.format([app.id])"
"""


def test_every_expression_of_a_policy_counts(tested: Tested, catalogue: Catalogue) -> None:
    kpis = "[{metric: availability, target: 2, actual: 3}]"
    reached = ("pass", f"{{id: a, kpis: {kpis}, models: []}}")
    coverage = _coverage(tested(WHOLE, reached), catalogue)
    assert [
        "acme/one.yaml:10:17 `item.metric == 'availability'` is never false",
        "acme/one.yaml:13:17 `app.id` is never evaluated",
        "acme/one.yaml:17:7 `item.actual >= item.target || has(item.unit)` is never false",
        "acme/one.yaml:17:7 `item.actual >= item.target` is never false",
        "acme/one.yaml:19:14 `has(item.unit)` is never evaluated",
        "acme/one.yaml:20:25 `'%s is missed'.format([app.id])` is never evaluated",
    ] == _told(coverage)
    assert (11, 7) == (coverage.branches, coverage.missed)


def test_branches_add_up_over_cases(tested: Tested, catalogue: Catalogue) -> None:
    policy = _validation("has(app.owner)")
    assert Coverage(2) == _coverage(tested(policy, ("fail", LOW), ("pass", HIGH)), catalogue)


def test_what_no_case_reaches_is_listed_once(tested: Tested, catalogue: Catalogue) -> None:
    coverage = _coverage(tested(_validation("has(app.owner) && app.id == 'a'"), ("pass", "")), catalogue)
    assert ["acme/one.yaml:8:21 `has(app.owner) && app.id == 'a'` is never evaluated"] == _told(coverage)
    assert (6, 6) == (coverage.branches, coverage.missed)


def test_what_is_asked_twice_counts_twice(tested: Tested, catalogue: Catalogue) -> None:
    again = "  - {name: again, expression: has(app.owner)}\n"
    policy = "scope: application\nvalidations:\n  - {name: first, expression: has(app.owner)}\n" + again
    assert Coverage(4) == _coverage(tested(policy, ("fail", LOW), ("pass", HIGH)), catalogue)


def test_a_constant_has_no_branch(tested: Tested, catalogue: Catalogue) -> None:
    assert Coverage(0) == _coverage(tested(_validation("'true'"), ("pass", LOW)), catalogue)


ASKING = """\
scope: application
variables:
  - name: asked
    expression: app.uses.exists(u, !has(u.model.origin))
validations:
  - expression: app.uses.exists(u, u.role == 'fallback') || (app.id == 'x' && variables.asked)
"""
HOUSE = "{id: x, models: [{ref: house}]}"
OURS = "{id: x, models: [{ref: house}, {ref: house, role: fallback}]}"
OTHER = "{id: y, models: [{ref: house}]}"
NEVER_KNOWN = """\
neverKnown:
  - at: variables/asked
    part: app.uses.exists(u, !has(u.model.origin))
    reason: Asks for the origin.
  - at: validations
    part: app.id == 'x' && variables.asked
    reason: Asks for the origin.
"""


def _asking(tested: Tested, *cases: str, rest: str = "") -> PolicyCases:
    return tested(ASKING, *(("unknown", case) for case in cases), rest=rest)


def test_a_part_that_is_there_only_to_be_unknown_has_gaps(tested: Tested, catalogue: Catalogue) -> None:
    coverage = _coverage(_asking(tested, HOUSE, OURS, OTHER), catalogue)
    assert (
        "acme/one.yaml:9:17 `app.uses.exists(u, !has(u.model.origin))` never has a value"
        == _told(coverage)[0]
    )
    assert (15, 6) == (coverage.branches, coverage.missed)


def test_what_is_listed_as_never_known_need_not_take_its_branches(
    tested: Tested, catalogue: Catalogue
) -> None:
    coverage = _coverage(_asking(tested, HOUSE, OURS, OTHER, rest=NEVER_KNOWN), catalogue)
    assert Coverage(15, never_known=6) == coverage


def test_what_was_never_seen_unknown_has_gaps_though_it_is_listed(
    tested: Tested, catalogue: Catalogue
) -> None:
    coverage = _coverage(_asking(tested, HOUSE, OURS, rest=NEVER_KNOWN), catalogue)
    whole, *operand = _told(coverage)
    assert whole.endswith("|| app.id == 'x' && variable…` is never false")
    assert ["acme/one.yaml:11:62 `app.id == 'x'` is never false"] == operand


def test_what_is_listed_without_need_is_told(tested: Tested, catalogue: Catalogue) -> None:
    rest = "neverKnown:\n  - {at: validations, part: app.id == 'x', reason: None.}\n"
    coverage = _coverage(_asking(tested, HOUSE, OURS, OTHER, rest=rest), catalogue)
    assert ["validations it is not, or takes every branch: app.id == 'x'"] == [
        f"{gap.at} {gap.message}" for gap in coverage.stale
    ]
