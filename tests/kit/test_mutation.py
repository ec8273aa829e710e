"""Mutation: which mutants a policy has, which its cases notice, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfast.kit.mutation import Mutation
from holdfast.kit.mutation_policy import mutants_of
from holdfast.kit.suite import PolicyCases, mutate_policy, run_policy
from holdfast.model.catalogue import Catalogue

Tested = Callable[..., PolicyCases]

WHOLE = """\
scope: application
params:
  most: {type: integer, default: 1}
  closed: {type: boolean, default: true}
  origins: {type: array, items: {type: string}, default: [eu, CH]}
matchConditions:
  - name: production
    expression: app.lifecycle == 'production'
variables:
  - name: count
    expression: app.uses.size() + 1
validations:
  - name: few
    expression: variables.count <= params.most
    message: there are too many
    fieldPath: data.classes
  - name: owned
    expression: has(app.owner)
    messageExpression: "'%s is nobody`s'.format([app.id])"
    message: somebody must own it
    fieldPath: id
    severity: high
    effectiveFrom: 2027-01-31
"""


def test_every_mutant_of_a_policy(tested: Tested) -> None:
    mutants = mutants_of(tested(WHOLE, ("pass", "")).policy)
    assert [
        "3:5 params/most: default 1 → 2",
        "3:5 params/most: default 1 → 0",
        "3:5 params/closed: default true → false",
        "3:5 params/origins: default ['eu', 'CH'] → ['CH']",
        "3:5 params/origins: default ['eu', 'CH'] → ['eea', 'CH']",
        "3:5 params/origins: default ['eu', 'CH'] → ['eu']",
        "13:17 matchConditions/production: without the condition",
        "13:31 matchConditions/production: app.lifecycle == 'production' → app.lifecycle != 'production'",
        "13:34 matchConditions/production: app.lifecycle == 'production' → app.lifecycle == 'xproduction'",
        "16:33 variables/count: app.uses.size() + 1 → app.uses.size() - 1",
        "16:35 variables/count: app.uses.size() + 1 → app.uses.size() + 2",
        "16:35 variables/count: app.uses.size() + 1 → app.uses.size() + 0",
        "19:17 validations/few: variables.count <= params.most → true",
        "19:17 validations/few: variables.count <= params.most → false",
        "19:33 validations/few: variables.count <= params.most → variables.count < params.most",
        "23:17 validations/owned: has(app.owner) → true",
        "23:17 validations/owned: has(app.owner) → false",
        (
            "24:25 validations/owned/messageExpression: '%s is nobody`s'.format([app.id]) → "
            "'x%s is nobody`s'.format([app.id])"
        ),
        "24:50 validations/owned/messageExpression: without app.id in [app.id]",
        "19:17 validations/few/message: another message",
        "19:17 validations/few/fieldPath: without fieldPath",
        "23:17 validations/owned/severity: without severity",
        "23:17 validations/owned/effectiveFrom: without effectiveFrom",
        "23:17 validations/owned/effectiveFrom: a day later",
        "23:17 validations/owned/effectiveFrom: a day earlier",
    ] == [f"{str(each.location).partition(':')[2]} {each.at}: {each.what}" for each in mutants]


def test_a_second_mutant_of_the_same_words_is_told_apart(tested: Tested) -> None:
    policy = "scope: application\nvalidations:\n  - expression: app.id == 'a' || app.id == 'a'\n"
    said = [mutant.what for mutant in mutants_of(tested(policy, ("pass", "")).policy)]
    assert ["without app.id == 'a'", "without app.id == 'a' (2)"][:1] == [
        what for what in said if what.startswith("without")
    ]
    assert ["app.id == 'a' → app.id != 'a'", "app.id == 'a' → app.id != 'a' (2)"] == [
        what for what in said if "!=" in what
    ]


def _mutation(tested: PolicyCases, catalogue: Catalogue) -> Mutation:
    result = run_policy(tested, catalogue)
    assert [] == [case.differences for case in result.cases if case.differences]
    return mutate_policy(tested, result)


def _told(mutation: Mutation) -> list[str]:
    return [f"{gap.location} {gap.at}: {gap.message}" for gap in (*mutation.survivors, *mutation.stale)]


FEW = """\
scope: application
params:
  most: {type: integer, default: 1}
validations:
  - name: few
    expression: app.migration.targets.size() <= params.most
"""
NONE, ONE, TWO = (
    f"{{id: a, migration: {{targets: [{targets}]}}, models: []}}" for targets in ("", "a", "a, b")
)
MOST = "default 1 → 2"
BOUNDARY = "app.migration.targets.size() <= params.most → app.migration.targets.size() < params.most"


def test_cases_that_notice_every_mutant(tested: Tested, catalogue: Catalogue) -> None:
    mutation = _mutation(tested(FEW, ("pass", ONE), ("fail", TWO)), catalogue)
    assert Mutation(5, 5, 0, 0, (), ()) == mutation


def test_a_boundary_that_no_case_is_at(tested: Tested, catalogue: Catalogue) -> None:
    mutation = _mutation(tested(FEW, ("pass", NONE), ("fail", TWO)), catalogue)
    assert [
        "acme/one.yaml:3:5 params/most: default 1 → 0",
        f"acme/one.yaml:11:46 validations/few: {BOUNDARY}",
    ] == _told(mutation)
    assert (5, 3) == (mutation.mutants, mutation.noticed)


EQUIVALENT = """\
equivalent:
  - at: validations/few
    mutant: >-
      app.migration.targets.size() <= params.most
      → app.migration.targets.size() < params.most
    reason: Nobody names a target alone.
  - at: params/most
    mutant: default 1 → 0
    reason: The same.
"""


def test_a_survivor_that_is_listed_as_equivalent_is_counted(tested: Tested, catalogue: Catalogue) -> None:
    mutation = _mutation(tested(FEW, ("pass", NONE), ("fail", TWO), rest=EQUIVALENT), catalogue)
    assert Mutation(5, 3, 2, 0, (), ()) == mutation


def test_what_is_listed_must_survive(tested: Tested, catalogue: Catalogue) -> None:
    mutation = _mutation(tested(FEW, ("pass", ONE), ("fail", TWO), rest=EQUIVALENT), catalogue)
    assert [
        f"acme/one.cases.yaml:22:13 validations/few: a case notices it, so it is not equivalent: {BOUNDARY}",
        "acme/one.cases.yaml:27:13 params/most: a case notices it, so it is not equivalent: default 1 → 0",
    ] == _told(mutation)


@pytest.mark.parametrize(
    ("at", "mutant", "expected"),
    [
        (
            "params/most",
            "default 1 → 3",
            "there is no such mutant: default 1 → 3; did you mean: default 1 → 2",
        ),
        ("params/least", "default 1 → 0", "there is no such mutant: default 1 → 0"),
    ],
)
def test_what_is_listed_must_be(
    tested: Tested, catalogue: Catalogue, at: str, mutant: str, expected: str
) -> None:
    rest = f"equivalent:\n  - at: {at}\n    mutant: {mutant}\n    reason: None.\n"
    result = _mutation(tested(FEW, ("pass", ONE), ("fail", TWO), rest=rest), catalogue)
    assert [f"acme/one.cases.yaml:22:13 {at}: {expected}"] == _told(result)


def test_what_is_listed_twice_is_told(tested: Tested, catalogue: Catalogue) -> None:
    entry = "  - at: params/most\n    mutant: default 1 → 0\n    reason: None.\n"
    cases = tested(FEW, ("pass", NONE), ("fail", TWO), rest=EQUIVALENT + entry)
    assert ["acme/one.cases.yaml:30:13 params/most: is listed twice: default 1 → 0"] == _told(
        _mutation(cases, catalogue)
    )


def test_mutants_of_what_no_case_reaches_are_counted_apart(tested: Tested, catalogue: Catalogue) -> None:
    policy = "scope: application\nvalidations:\n  - expression: has(app.owner) || app.id == 'a'\n"
    owned = "{id: a, owner: 'group:x', models: []}"
    mutation = _mutation(tested(policy, ("pass", owned)), catalogue)
    assert (8, 1, 2) == (mutation.mutants, mutation.noticed, mutation.unreached)


ERROR = "scope: application\nvalidations:\n  - expression: app.migration.targets[0] == 'a'\n"


def test_an_error_is_noticed(tested: Tested, catalogue: Catalogue) -> None:
    mutation = _mutation(tested(ERROR, ("pass", ONE), ("fail", TWO.replace("a, b", "b"))), catalogue)
    assert () == mutation.survivors


LATER = """\
scope: application
validations:
  - name: owned
    expression: has(app.owner)
    severity: high
    effectiveFrom: 2027-01-31
    fieldPath: lifecycle
    message: nobody owns it
"""
UNOWNED = "{id: a, lifecycle: pilot, models: []}"
OWNED = "{id: a, owner: 'group:x', models: []}"


def _on(day: str, weight: str) -> str:
    finding = f"{{place: ai-manifest.yaml:4:35, message: nobody owns it{weight}}}"
    return f"    asOf: {day}\n    findings: [{finding}]\n"


def test_dates_and_severities_are_noticed_where_a_case_gives_them(
    tested: Tested, catalogue: Catalogue
) -> None:
    before = ("fail", UNOWNED, _on("2027-01-30", ", enforcement: warn"))
    after = ("fail", UNOWNED, _on("2027-01-31", ", enforcement: deny, severity: high"))
    assert Mutation(8, 8, 0, 0, (), ()) == _mutation(tested(LATER, before, after, ("pass", OWNED)), catalogue)


def test_dates_and_severities_are_not_noticed_where_no_case_gives_them(
    tested: Tested, catalogue: Catalogue
) -> None:
    after = ("fail", UNOWNED, _on("2027-01-31", ""))
    assert [
        "acme/one.yaml:9:17 validations/owned/severity: without severity",
        "acme/one.yaml:9:17 validations/owned/effectiveFrom: without effectiveFrom",
        "acme/one.yaml:9:17 validations/owned/effectiveFrom: a day later",
        "acme/one.yaml:9:17 validations/owned/effectiveFrom: a day earlier",
    ] == _told(_mutation(tested(LATER, after, ("pass", OWNED)), catalogue))
