"""One file of cases with its policy, ready to be run case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.cel import Function
from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.load.cases import load_cases
from holdfast.load.files import read_checked
from holdfast.load.packs import CASES_SUFFIX, PACK_FILE
from holdfast.load.params import checked_params
from holdfast.load.schema import manifest_schema, named_schema
from holdfast.model.case import Case
from holdfast.model.finding import Outcome
from holdfast.model.location import Location
from holdfast.model.policy import Pack, Policy
from holdfast.model.settings import Settings


class CaseFile(NamedTuple):
    """A policy and its cases, which show it at least once to pass and once to fail."""

    policy: CompiledPolicy
    cases: tuple[Case, ...]


def load_case_file(path: Path, pack: Pack, functions: Sequence[Function]) -> CaseFile:
    """Read the cases in `path` for their policy in `pack`.

    Raises UserError for what cannot be read, for a policy that is not there or does not compile, for one
    without a passing or a failing case, and for parameters that it does not have.
    """
    stem = path.name.removesuffix(CASES_SUFFIX)
    policy = next((each for each in pack.policies if each.rule.id == f"{pack.id}/{stem}"), None)
    if policy is None:
        raise PolicyError(
            f"the pack `{pack.id}` has no policy `{stem}`.",
            location=Location(f"{path.parent.name}/{path.name}"),
            hint=f"Add {stem}.yaml, or name the file after its policy.",
        )
    compiled, errors = compile_policies([policy], functions, manifest_schema())
    cases = load_cases(path.parent, stem)
    wrong = [*errors, *_untested(policy, cases), *_misset(policy, path, cases)]
    if wrong:
        raise UserErrors(wrong)
    return CaseFile(compiled[0], cases)


def place_of(path: Path, name: str) -> Location:
    """Return where the case `name` begins in the file `path`. Raises UserError."""
    shown = f"{path.parent.name}/{path.name}"
    document = read_checked(path, shown, named_schema("cases"), PolicyError)
    names = [item["name"] for item in document.data["cases"]]
    return document.locate(("cases", names.index(name), "name"))


def is_pack(path: Path) -> bool:
    """Tell whether `path` is a `pack.yaml` of ours; another tool may have files of that name."""
    if path.name != PACK_FILE:
        return False
    try:
        read_checked(path, path.name, named_schema("pack"), PolicyError)
    except UserError:
        return False
    return True


def without_cases(folder: Path, pack: Pack) -> tuple[PolicyError, ...]:
    """Return an error for each policy of `pack` beside which there is no file of cases."""
    stems = [(policy, policy.rule.id.partition("/")[2]) for policy in pack.policies]
    return tuple(
        PolicyError(
            f"{policy.rule.id} has no cases.",
            location=policy.place.location,
            hint=f"Write {stem}{CASES_SUFFIX}, with a case that passes and one that fails.",
        )
        for policy, stem in stems
        if not (folder / f"{stem}{CASES_SUFFIX}").exists()
    )


def lacking(cases: Sequence[Case]) -> Iterator[Outcome]:
    """Yield what a policy was never seen to do: pass, fail, or both."""
    for outcome in (Outcome.PASS, Outcome.FAIL):
        if not any(case.expect is outcome for case in cases):
            yield outcome


def _untested(policy: Policy, cases: Sequence[Case]) -> Iterator[PolicyError]:
    for outcome in lacking(cases):
        yield PolicyError(
            f"{policy.rule.id} has no case that expects `{outcome}`.",
            location=policy.place.location,
            hint=f"Add one, with `expect: {outcome}`.",
        )


def _misset(policy: Policy, path: Path, cases: Sequence[Case]) -> Iterator[PolicyError]:
    for case in cases:
        try:
            checked_params(Settings(params={policy.rule.id: case.params}), [policy])
        except UserError as error:
            yield PolicyError(error.message, location=place_of(path, case.name), hint=error.hint)
