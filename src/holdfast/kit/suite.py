"""The suite of a pack: each policy with its cases, run; one that nobody has tested both ways is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.cel import Function
from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.kit.cases import Stage, differences, observe, set_up
from holdfast.kit.coverage import Coverage, Observer, Seen, coverage_of
from holdfast.kit.expressions import untraced
from holdfast.kit.mutation import Mutation, mutate
from holdfast.load.cases import load_cases, load_equivalents, load_never_known
from holdfast.load.packs import CASES_SUFFIX, load_pack
from holdfast.load.params import checked_params
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case, Equivalent, NeverKnown
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.policy import Policy
from holdfast.model.settings import Settings


class PolicyCases(NamedTuple):
    """A policy with its cases, and what its author says of what these cannot show."""

    policy: CompiledPolicy
    cases: tuple[Case, ...]
    equivalents: tuple[Equivalent, ...] = ()
    never_known: tuple[NeverKnown, ...] = ()


class CaseResult(NamedTuple):
    """A case that was run: how what came of it differs from what it expects, one line each."""

    rule: str
    case: str
    differences: tuple[str, ...]


class PolicyResult(NamedTuple):
    """A policy whose cases were run: what came of each, and which branches they take.

    `stages` and `seen` are what the cases were run on, and what they evaluated; `mutate_policy` goes on
    with them.
    """

    rule: str
    cases: tuple[CaseResult, ...]
    coverage: Coverage
    stages: tuple[Stage, ...]
    seen: tuple[Seen, ...]

    @property
    def holds(self) -> bool:
        """Whether every case is as expected."""
        return not any(case.differences for case in self.cases)


def load_suite(folder: Path, functions: Sequence[Function]) -> tuple[PolicyCases, ...]:
    """Read the policies of the pack in `folder` with their cases, in the order of its files.

    Raises UserErrors for policies that do not compile or lack a passing or a failing case, for cases
    without a policy, and for parameters that a policy does not have.
    """
    policies = load_pack(folder).policies
    compiled, errors = compile_policies(policies, functions, manifest_schema())
    cases = {policy.rule.id: load_cases(folder, _name(policy)) for policy in policies}
    wrong = [*errors, *_strays(folder, policies)]
    for policy in policies:
        wrong += [*_untested(policy, cases[policy.rule.id]), *_misset(policy, cases[policy.rule.id])]
    if wrong:
        raise UserErrors(wrong)
    return tuple(
        PolicyCases(
            untraced(policy),
            cases[_id(policy)],
            load_equivalents(folder, _name(policy.policy)),
            load_never_known(folder, _name(policy.policy)),
        )
        for policy in compiled
    )


def run_policy(tested: PolicyCases, catalogue: Catalogue) -> PolicyResult:
    """Run every case of a policy, and see which branches of its expressions they take."""
    stages = tuple(set_up(case, catalogue) for case in tested.cases)
    results, seen = [], []
    for stage in stages:
        observer = Observer()
        observed = observe(observer.watched(tested.policy), stage)
        lines = differences(stage.case, observed)
        if lines and not _reaches_a_validation(tested.policy, observer.seen):
            lines = (*lines, "nothing in its manifests reaches a validation")
        results.append(CaseResult(_id(tested.policy), stage.case.name, lines))
        seen.append(observer.seen)
    coverage = coverage_of(tested.policy, seen, tested.never_known)
    return PolicyResult(_id(tested.policy), tuple(results), coverage, stages, tuple(seen))


def mutate_policy(tested: PolicyCases, result: PolicyResult) -> Mutation:
    """Try every mutant of a policy on its cases; `result` is theirs for the policy itself, and holds."""
    return mutate(tested.policy, result.stages, result.seen, tested.equivalents)


def _reaches_a_validation(policy: CompiledPolicy, seen: Seen) -> bool:
    roots = [assertion.step.program.resolved.root for assertion in policy.assertions]
    return any(seen.get(id(root)) for root in roots)


def _id(policy: CompiledPolicy) -> str:
    return policy.policy.rule.id


def _name(policy: Policy) -> str:
    return policy.rule.id.partition("/")[2]


def _strays(folder: Path, policies: Sequence[Policy]) -> Iterator[PolicyError]:
    expected = {f"{_name(policy)}{CASES_SUFFIX}" for policy in policies}
    for path in sorted(folder.glob(f"*{CASES_SUFFIX}")):
        if path.name not in expected:
            policy = path.name.removesuffix(CASES_SUFFIX)
            yield PolicyError(
                f"{folder.name}/{path.name} holds cases of a policy `{policy}`, which is not there.",
                hint=f"Add {policy}.yaml, or rename the file after its policy.",
            )


def _untested(policy: Policy, cases: Sequence[Case]) -> Iterator[PolicyError]:
    for outcome, word in ((Outcome.PASS, "passing"), (Outcome.FAIL, "failing")):
        if not any(case.expect is outcome for case in cases):
            yield PolicyError(
                f"{policy.rule.id} has no {word} case.",
                location=policy.place.location,
                hint=f"Add one to {_name(policy)}{CASES_SUFFIX}, with `expect: {outcome}`.",
            )


def _misset(policy: Policy, cases: Sequence[Case]) -> Iterator[PolicyError]:
    for case in cases:
        try:
            checked_params(Settings(params={policy.rule.id: case.params}), [policy])
        except UserError as error:
            yield PolicyError(
                f"case `{case.name}`: {error.message}", location=policy.place.location, hint=error.hint
            )
