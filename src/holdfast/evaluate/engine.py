"""The heart: a portfolio and policies to results and findings; pure, total and deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from holdfast import cel
from holdfast.evaluate.compile import CompiledPolicy
from holdfast.evaluate.explain import Watch
from holdfast.evaluate.judge import PolicyJudge, Verdict, judge_check
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.subjects import Subject, subjects_of
from holdfast.evaluate.world import World
from holdfast.model.finding import Finding, Outcome, Result
from holdfast.model.manifest import Portfolio
from holdfast.model.policy import Check, Rule, Scope, Undecided

Requirement = CompiledPolicy | Check
Params = Mapping[str, Mapping[str, Any]]
"""Effective parameter values by rule id; a parameter that is not named has its default."""

BASE_STEPS, STEPS_PER_ENTRY = 200_000, 5_000
"""The budget of one evaluation grows with the portfolio: a linear policy never meets it."""


class Evaluation(NamedTuple):
    """What came of it: one result for each rule and subject, and the findings; both sorted."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]


def evaluate(
    portfolio: Portfolio,
    requirements: Sequence[Requirement],
    knowledge: Knowledge,
    params: Params,
    watch: Watch | None = None,
) -> Evaluation:
    """Evaluate every requirement on every subject of its scope.

    `knowledge` holds the facts and the day. Never raises for what a manifest or a policy says; what
    a Python check raises goes through. `watch` is told why, of each finding that an expression makes.
    """
    world = World(portfolio, knowledge)
    budget = BASE_STEPS + STEPS_PER_ENTRY * _entries(portfolio)
    results: list[Result] = []
    findings: list[Finding] = []
    for requirement in requirements:
        for subject in subjects_of(world, rule_of(requirement).scope):
            verdict = _judge(requirement, subject, world, params, budget, watch)
            results += (
                Result(rule_of(requirement).id, logical, outcome) for logical, outcome in verdict.outcomes
            )
            findings += verdict.findings
    return Evaluation(tuple(sorted(results)), tuple(sorted(_merge_errors(findings), key=Finding.sort_key)))


def _judge(  # all that an evaluation has
    requirement: Requirement,
    subject: Subject,
    world: World,
    params: Params,
    budget: int,
    watch: Watch | None,
) -> Verdict:
    rule = rule_of(requirement)
    if subject.document is None:
        return Verdict(((subject.logical, Outcome.UNKNOWN),))
    if isinstance(requirement, CompiledPolicy):
        values = _param_values(requirement, params.get(rule.id, {}))
        return PolicyJudge(requirement, subject, values, world.now.date(), budget, watch).verdict()
    if rule.scope is Scope.PORTFOLIO and isinstance(world.portfolio, cel.Unknown):
        return judge_check(rule, subject, [Undecided(tuple(world.portfolio.rests_on))])
    return judge_check(rule, subject, requirement.evaluate(subject.bindings))


def _merge_errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Say a mistake of a policy once, however many subjects it was met on."""
    first: dict[tuple[Any, ...], Finding] = {}
    met: dict[tuple[Any, ...], int] = {}
    for finding in findings:
        if finding.outcome is not Outcome.ERROR:
            yield finding
            continue
        key = (finding.rule.id, finding.place.location, finding.message)
        first.setdefault(key, finding)
        met[key] = met.get(key, 0) + 1
    for key, finding in first.items():
        count = met[key]
        subjects = f"{count} subjects, the first" if count > 1 else "one subject"
        yield finding._replace(notes=(f"Met on {subjects}: {finding.subject or 'the portfolio'}.",))


def rule_of(requirement: Requirement) -> Rule:
    """Return the rule that the requirement decides."""
    return requirement.policy.rule if isinstance(requirement, CompiledPolicy) else requirement.rule


def _param_values(compiled: CompiledPolicy, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: given.get(name, schema.get("default")) for name, schema in compiled.policy.params.items()}


def _entries(portfolio: Portfolio) -> int:
    return sum(
        len(manifest.data.get("applications", ())) + len(manifest.models) + len(manifest.backends)
        for manifest in portfolio.manifests
    )
