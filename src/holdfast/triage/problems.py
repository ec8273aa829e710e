"""What loading found, as findings and results of the pack `manifest`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.model.finding import Finding, Outcome, Related, Result
from holdfast.model.manifest import Portfolio
from holdfast.model.policy import Enforcement, Rule
from holdfast.model.problem import Problem


def findings_of(problems: Iterable[Problem], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Return one finding for each problem; `rules` are those of the pack `manifest`."""
    by_id = {rule.id: rule for rule in rules}
    return tuple(_finding(problem, by_id[problem.rule]) for problem in problems)


def results_of(
    portfolio: Portfolio, problems: Iterable[Problem], rules: Sequence[Rule]
) -> tuple[Result, ...]:
    """Return one result for each manifest and rule; of a manifest that could not be read, what failed.

    The subject is the path: a manifest that could not be read has no name.
    """
    failed = {(problem.rule, problem.place.location.path) for problem in problems}
    readable = {manifest.path for manifest in portfolio.manifests}
    return tuple(
        Result(rule.id, path, Outcome.FAIL if (rule.id, path) in failed else Outcome.PASS)
        for path in portfolio.paths
        for rule in rules
        if (rule.id, path) in failed or path in readable
    )


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
