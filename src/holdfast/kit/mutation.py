"""Which mutants of a policy its cases notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from holdfast.evaluate.compile import CompiledPolicy
from holdfast.kit.cases import Stage, differences, observe
from holdfast.kit.coverage import Gap, Seen
from holdfast.kit.mutation_policy import Mutant, mutants_of
from holdfast.model.case import Equivalent
from holdfast.model.spelling import nearest


class Mutation(NamedTuple):
    """How many mutants a policy has, and what came of them.

    `unreached` counts those in what no case evaluates, which are gaps of the coverage already.
    `survivors` are those that no case notices and nobody says to be equivalent; `stale` what is said of
    mutants that are noticed, or that there are not.
    """

    mutants: int
    noticed: int
    equivalent: int
    unreached: int
    survivors: tuple[Gap, ...]
    stale: tuple[Gap, ...]


def mutate(
    policy: CompiledPolicy,
    stages: Sequence[Stage],
    seen: Sequence[Seen],
    equivalents: Sequence[Equivalent],
) -> Mutation:
    """Try every mutant of `policy` on its cases, which all hold for the policy itself.

    `seen` is what each case evaluates of the policy: a mutant is not tried where it cannot differ.
    """
    runner = _Runner(list(zip(stages, seen, strict=True)))
    mutants, unnoticed, unreached = [], [], 0
    for mutant in mutants_of(policy):
        mutants.append(mutant)
        if not runner.reaches(mutant):
            unreached += 1
        elif not runner.notices(mutant):
            unnoticed.append(mutant)
    listed = {(each.at, each.mutant) for each in equivalents}
    survivors = [mutant for mutant in unnoticed if (mutant.at, _words(mutant)) not in listed]
    return Mutation(
        mutants=len(mutants),
        noticed=len(mutants) - unreached - len(unnoticed),
        equivalent=len(unnoticed) - len(survivors),
        unreached=unreached,
        survivors=tuple(Gap(mutant.at, mutant.location, _words(mutant)) for mutant in survivors),
        stale=tuple(_stale(equivalents, mutants, unnoticed)),
    )


def _words(mutant: Mutant) -> str:
    """Return what is changed on one line, as it is compared with what a file says."""
    return " ".join(mutant.what.split())


class _Runner:
    """Tries mutants on cases, first on the one that noticed the last mutant."""

    def __init__(self, cases: list[tuple[Stage, Seen]]) -> None:
        self.cases = cases

    def reaches(self, mutant: Mutant) -> bool:
        return any(_may_differ(mutant, seen) for _, seen in self.cases)

    def notices(self, mutant: Mutant) -> bool:
        for index, (stage, seen) in enumerate(self.cases):
            if _may_differ(mutant, seen) and differences(stage.case, observe(mutant.policy, stage)):
                self.cases.insert(0, self.cases.pop(index))
                return True
        return False


def _may_differ(mutant: Mutant, seen: Seen) -> bool:
    # A constant is not watched: it is there wherever the expression is.
    return mutant.within is None or seen.get(id(mutant.within), 1) != 0


def _stale(
    equivalents: Sequence[Equivalent], mutants: Sequence[Mutant], unnoticed: Sequence[Mutant]
) -> Iterator[Gap]:
    surviving = {(mutant.at, _words(mutant)) for mutant in unnoticed}
    known = [(mutant.at, _words(mutant)) for mutant in mutants]
    met: set[tuple[str, str]] = set()
    for each in equivalents:
        key = (each.at, each.mutant)
        if key in met:
            yield Gap(each.at, each.location, f"is listed twice: {each.mutant}")
        elif key in known and key not in surviving:
            yield Gap(each.at, each.location, f"a case notices it, so it is not equivalent: {each.mutant}")
        elif key not in surviving:
            near = nearest(each.mutant, (what for at, what in known if at == each.at))
            hint = f"; did you mean: {near}" if near else ""
            yield Gap(each.at, each.location, f"there is no such mutant: {each.mutant}{hint}")
        met.add(key)
