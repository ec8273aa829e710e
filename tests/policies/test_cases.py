"""Every case of every shipped policy, as a test of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import differences, run_case
from holdfast.load.cases import load_cases
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import CASES_SUFFIX, load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome

POLICIES = Path(__file__).resolve().parents[2] / "policies"
PACKS = sorted(path.parent for path in POLICIES.glob("*/pack.yaml"))

ABOUT_PROBLEMS = ("dangling", "cannot be read", "finding of the manifest's own")
"""What the names of those cases say whose manifests are wrong on purpose."""


def _policies() -> Iterator[tuple[Path, CompiledPolicy]]:
    for folder in PACKS:
        compiled, errors = compile_policies(load_pack(folder).policies, FUNCTIONS, manifest_schema())
        assert errors == ()
        yield from ((folder, policy) for policy in compiled)


def _id(policy: CompiledPolicy) -> str:
    return policy.policy.rule.id


SHIPPED = {_id(policy): policy for _, policy in _policies()}
CASES: Mapping[str, tuple[Case, ...]] = {
    _id(policy): load_cases(folder, _id(policy).partition("/")[2]) for folder, policy in _policies()
}
ALL = [pytest.param(rule, case, id=f"{rule}: {case.name}") for rule, cases in CASES.items() for case in cases]


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


@pytest.mark.parametrize(("rule", "case"), ALL)
def test_case(rule: str, case: Case) -> None:
    observed = run_case(SHIPPED[rule], case, _catalogue())
    assert () == differences(case, observed)
    is_about_problems = any(words in case.name for words in ABOUT_PROBLEMS)
    assert is_about_problems is bool(observed.problems), observed.problems


@pytest.mark.parametrize("rule", SHIPPED)
def test_every_policy_has_a_passing_and_a_failing_case(rule: str) -> None:
    assert {Outcome.PASS, Outcome.FAIL} - {case.expect for case in CASES[rule]} == set()


@pytest.mark.parametrize("rule", SHIPPED)
def test_every_policy_with_conditions_has_a_case_that_it_does_not_apply_to(rule: str) -> None:
    conditional = bool(SHIPPED[rule].policy.match_conditions)
    assert conditional is any(case.expect is Outcome.NOT_APPLICABLE for case in CASES[rule])


@pytest.mark.parametrize("rule", SHIPPED)
def test_failing_and_undecided_cases_say_where_and_what(rule: str) -> None:
    silent = [
        case.name
        for case in CASES[rule]
        if case.expect in (Outcome.FAIL, Outcome.UNKNOWN) and not case.findings
    ]
    assert [] == silent


@pytest.mark.parametrize("rule", SHIPPED)
def test_every_parameter_is_set_by_a_case(rule: str) -> None:
    set_by_cases = {name for case in CASES[rule] for name in case.params}
    assert set(SHIPPED[rule].policy.params) == set_by_cases


def test_every_file_of_cases_belongs_to_a_policy() -> None:
    found = [path.relative_to(POLICIES).as_posix() for path in sorted(POLICIES.rglob(f"*{CASES_SUFFIX}"))]
    assert sorted(f"{rule}{CASES_SUFFIX}" for rule in SHIPPED) == found


def test_messages_are_clauses_without_a_full_stop() -> None:
    messages = [
        finding.partition(" ")[2]
        for cases in CASES.values()
        for case in cases
        for finding in case.findings or ()
    ]
    assert [] == [message for message in messages if message.endswith((".", " ", ":"))]


@pytest.mark.parametrize("rule", SHIPPED)
def test_every_policy_says_why_and_what_to_do(rule: str) -> None:
    described = SHIPPED[rule].policy.rule
    assert described.rationale.endswith(".")
    assert described.remediation.endswith(".")
    assert not described.title.endswith(".")
