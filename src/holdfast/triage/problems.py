"""What loading found, as findings and counts of the pack `manifest`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from holdfast.model.finding import Finding, Outcome, Related
from holdfast.model.policy import Enforcement, Rule
from holdfast.model.problem import Problem


def findings_of(problems: Iterable[Problem], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Return one finding for each problem; `rules` are those of the pack `manifest`."""
    by_id = {rule.id: rule for rule in rules}
    return tuple(_finding(problem, by_id[problem.rule]) for problem in problems)


def counts_of(
    readable: Collection[str], unreadable: Iterable[str], problems: Iterable[Problem], rules: Sequence[Rule]
) -> Counter[tuple[str, Outcome]]:
    """Count for each rule the manifests, by their paths, in which it found something or nothing.

    Of a manifest that could not be read only what failed counts.
    """
    failed = {(problem.rule, problem.place.location.path) for problem in problems}
    counts: Counter[tuple[str, Outcome]] = Counter()
    paths = {*readable, *unreadable}
    for rule in rules:
        failing = {path for name, path in failed if name == rule.id} & paths
        counts[rule.id, Outcome.FAIL] = len(failing)
        counts[rule.id, Outcome.PASS] = len(readable) - len(failing.intersection(readable))
    return +counts


def _finding(problem: Problem, rule: Rule) -> Finding:
    return Finding(
        rule=rule,
        validation="",
        outcome=Outcome.FAIL,
        severity=rule.severity,
        enforcement=Enforcement.DENY,
        message=problem.message,
        place=problem.place,
        pointer=problem.pointer,
        subject=problem.logical,
        related=tuple(Related(message, place) for message, place in problem.related),
        help=problem.help,
    )
