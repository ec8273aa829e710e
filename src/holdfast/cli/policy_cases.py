"""`holdfast policy test`: run the cases of policies, and say what they leave untested."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import PolicyError
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS

if TYPE_CHECKING:
    from holdfast.kit.coverage import Gap
    from holdfast.kit.mutation import Mutation
    from holdfast.kit.suite import CaseResult, PolicyResult

HELP = """\
Run the cases of policies, and show which branches of their expressions no case
takes.

PACK is a folder, or the id of an installed pack. Without one it is the folders
that .holdfast.yaml names, or else all installed packs.

Exit codes:
  0   every case is as expected, and every branch taken
  1   a case is not as expected, a branch is not taken, a mutant not noticed
  2   a policy is wrong, or has no passing or no failing case

Examples:
  holdfast policy test
  holdfast policy test --mutation policies/acme
"""


class _Tested(NamedTuple):
    """What came of a policy; `mutation` is None where mutants were not asked for, or could not be tried."""

    result: PolicyResult
    mutation: Mutation | None

    @property
    def is_sound(self) -> bool:
        mutants = self.mutation is None or not (self.mutation.survivors or self.mutation.stale)
        coverage = self.result.coverage
        return self.result.holds and not (coverage.missed or coverage.stale) and mutants


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast policy test`."""
    parser = Parser(command, "[PACK]...", description=HELP)
    parser.add_argument(
        "--mutation",
        action="store_true",
        help="Also change each expression in small ways, and show the changes that no case notices.",
    )
    return parser


def run_command(arguments: Namespace) -> int:
    """Run the cases of the packs that are named, and show what is wrong or left untested."""
    from holdfast.cli.packs import named_packs
    from holdfast.cli.plugins import installed
    from holdfast.kit.suite import load_suite, mutate_policy, run_policy
    from holdfast.load.catalogue import load_catalogue

    plugins = installed()
    folders = named_packs(arguments.arguments, plugins.policy_packs)
    suites = [load_suite(folder, plugins.cel_functions) for folder in folders]
    catalogue = load_catalogue(plugins.facts)
    tested = []
    for cases in (cases for suite in suites for cases in suite):
        result = run_policy(cases, catalogue)
        # Where a case does not hold for the policy itself, it would notice every mutant.
        mutation = mutate_policy(cases, result) if arguments.mutation and result.holds else None
        tested.append(_Tested(result, mutation))
    if not tested:
        raise PolicyError("there is no case to run.", hint="A pack needs a policy, and a policy cases.")
    lines = [line for each in tested for line in _told(each)]
    say("".join(f"{line}\n" for line in [*lines, _verdict(tested)]))
    return EXIT_CLEAN if all(each.is_sound for each in tested) else EXIT_FINDINGS


def _told(tested: _Tested) -> Iterator[str]:
    """Yield what is to be mended of a policy or its cases."""
    for case in tested.result.cases:
        if case.differences:
            yield _case(case)
    for gap in tested.result.coverage.gaps:
        yield _line(gap, f"no case takes this branch: {gap.message}")
    for gap in tested.result.coverage.stale:
        yield _line(gap, f"listed as never known, but {gap.message}")
    if tested.mutation:
        yield from map(_survivor, tested.mutation.survivors)
        for gap in tested.mutation.stale:
            yield _line(gap, f"listed as equivalent, but {gap.message}")


def _case(result: CaseResult) -> str:
    from holdfast.output.strings import prose

    # A case may be a stranger's: nothing of it reaches the terminal as it is.
    lines = [f"{result.rule}: {result.case}", *result.differences]
    return "\n  ".join(map(prose, lines))


def _line(gap: Gap, message: str) -> str:
    from holdfast.output.strings import prose

    return prose(f"{gap.location}: {message} ({gap.at})")


def _survivor(gap: Gap) -> str:
    """Return what no case notices, and the entry by which the file of cases would call it equivalent."""
    from holdfast.output.strings import prose

    lines = (
        f"{prose(str(gap.location))}: no case notices this mutant",
        f"  - at: {prose(gap.at)}",
        "    mutant: >-",
        f"      {prose(gap.message)}",
    )
    return "\n".join(lines)


def _verdict(tested: Sequence[_Tested]) -> str:
    """Return the counts: `2 policies, 9 cases, 100 % of 31 branches.`."""
    from holdfast.output.strings import count

    cases = [case for each in tested for case in each.result.cases]
    failed = sum(1 for case in cases if case.differences)
    said = [
        count(len(tested), "policy", "policies"),
        count(len(cases), "case") + (f" ({failed:,} not as expected)" if failed else ""),
        _coverage(tested),
        *_mutants([each.mutation for each in tested if each.mutation]),
    ]
    return ", ".join(said) + "."


def _coverage(tested: Sequence[_Tested]) -> str:
    from holdfast.output.strings import count

    coverages = [each.result.coverage for each in tested]
    never = sum(each.never_known for each in coverages)
    branches = sum(each.branches for each in coverages) - never
    taken = branches - sum(each.missed for each in coverages)
    # Rounded down: only all are 100 %.
    share = 100 * taken // branches if branches else 100
    known = f" ({never:,} more never known)" if never else ""
    return f"{share} % of {count(branches, 'branch', 'branches')}{known}"


def _mutants(mutations: Sequence[Mutation]) -> Iterator[str]:
    from holdfast.output.strings import count

    if not mutations:
        return
    noticed = sum(each.noticed for each in mutations)
    equivalent = sum(each.equivalent for each in mutations)
    mutants = sum(each.mutants for each in mutations)
    of = "" if noticed + equivalent == mutants else f"{noticed:,} of "
    yield f"{of}{count(mutants if of else noticed, 'mutant')} noticed"
    if equivalent:
        yield f"{equivalent:,} equivalent"
