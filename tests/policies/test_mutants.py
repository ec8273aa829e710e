"""The cases of every shipped policy take all its branches, and notice all its mutants."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.coverage import Gap
from holdfast.kit.suite import PolicyCases, load_suite, mutate_policy, run_policy
from holdfast.load.catalogue import load_catalogue
from holdfast.model.catalogue import Catalogue

POLICIES = Path(__file__).resolve().parents[2] / "policies"
SHIPPED = {
    tested.policy.policy.rule.id: tested
    for path in sorted(POLICIES.glob("*/pack.yaml"))
    for tested in load_suite(path.parent, FUNCTIONS)
}


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


def _told(gap: Gap) -> str:
    return f"{gap.location} {gap.at}: {gap.message}"


@pytest.mark.parametrize("tested", SHIPPED.values(), ids=SHIPPED)
def test_every_branch_is_taken_and_every_mutant_noticed(tested: PolicyCases) -> None:
    result = run_policy(tested, _catalogue())
    assert [] == [case for case in result.cases if case.differences]
    assert [] == list(map(_told, result.coverage.gaps))
    assert 0 == result.coverage.missed
    assert [] == list(map(_told, result.coverage.stale))
    mutation = mutate_policy(tested, result)
    assert [] == list(map(_told, mutation.survivors))
    assert [] == list(map(_told, mutation.stale))
