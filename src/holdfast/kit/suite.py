"""All cases of a pack, run; a policy that nobody has tested both ways is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdfast.cel import Function
from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.kit.cases import differences, run_case
from holdfast.load.cases import load_cases
from holdfast.load.packs import CASES_SUFFIX, load_pack
from holdfast.load.params import checked_params
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.policy import Policy
from holdfast.model.settings import Settings


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run: how what came of it differs from what it expects, one line each."""

    rule: str
    case: str
    differences: tuple[str, ...]


def run_suite(folder: Path, functions: Sequence[Function], catalogue: Catalogue) -> tuple[CaseResult, ...]:
    """Run the cases of every policy of the pack in `folder`, in the order of its files.

    Raises UserErrors, before any case is run, for policies that do not compile or lack a passing or a
    failing case, for cases without a policy, and for parameters that a policy does not have.
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
        CaseResult(policy.policy.rule.id, case.name, differences(case, run_case(policy, case, catalogue)))
        for policy in compiled
        for case in cases[_id(policy)]
    )


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
