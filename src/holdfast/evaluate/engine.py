"""The heart: a portfolio and policies to results and findings; pure, total and deterministic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast import cel
from holdfast.evaluate.compile import CompiledPolicy
from holdfast.evaluate.entries import ManifestView
from holdfast.evaluate.evaluation import Evaluation, evaluation_of
from holdfast.evaluate.explain import Watch
from holdfast.evaluate.judge import PolicyJudge, Verdict, judge_check
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.quick import QuickJudge
from holdfast.evaluate.subjects import Subject, subjects_of
from holdfast.evaluate.world import World
from holdfast.model.finding import Finding, Outcome
from holdfast.model.manifest import Portfolio
from holdfast.model.policy import Check, Rule, Scope, Undecided

Requirement = CompiledPolicy | Check
Params = Mapping[str, Mapping[str, Any]]
"""Effective parameter values by rule id; a parameter that is not named has its default."""

BASE_STEPS, STEPS_PER_ENTRY = 200_000, 5_000
"""The budget of one evaluation grows with what it looks at: a linear policy never meets it."""


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
    return Evaluator(requirements, knowledge, params).on(portfolio, watch)


def needs_portfolio(requirement: Requirement) -> bool:
    """Tell whether a requirement looks beyond the manifest of its subject.

    One that does not may be evaluated manifest by manifest. A Python check is given the portfolio.
    """
    return not isinstance(requirement, CompiledPolicy) or requirement.reads_portfolio


class Evaluator:
    """Evaluates the same requirements on one portfolio after another."""

    def __init__(self, requirements: Sequence[Requirement], knowledge: Knowledge, params: Params) -> None:
        self._knowledge = knowledge
        world = World(Portfolio(), knowledge)
        self._questions = tuple(
            _Question(requirement, params.get(rule_of(requirement).id, {}), world)
            for requirement in requirements
        )

    def on(self, portfolio: Portfolio, watch: Watch | None = None) -> Evaluation:
        """Evaluate every requirement on every subject of its scope in `portfolio`."""
        return self.within(World(portfolio, self._knowledge), watch)

    def within(self, world: World, watch: Watch | None = None) -> Evaluation:
        """Evaluate in a world that is made already, which may be used again and again."""
        subjects: dict[Scope, list[Subject]] = {}
        outcomes: list[tuple[str, str, Outcome]] = []
        findings: list[Finding] = []
        budgets: dict[ManifestView | None, int] = {view: _budget(view.size) for view in world.views}
        budgets[None] = whole = _budget(world.size)
        for question in self._questions:
            rule = question.rule
            if rule.scope not in subjects:
                subjects[rule.scope] = list(subjects_of(world, rule.scope))
            for subject in subjects[rule.scope]:
                # The same for a subject, whether its manifest is evaluated alone or with the others.
                budget = whole if question.needs_portfolio else budgets[subject.view]
                if question.quick is not None and subject.document is not None:
                    outcome = question.quick.outcome(subject, budget)
                    if outcome is not None:
                        outcomes.append((rule.id, subject.logical, outcome))
                        continue
                verdict = question.verdict(subject, budget, watch)
                outcomes += [(rule.id, logical, outcome) for logical, outcome in verdict.outcomes]
                findings += verdict.findings
        world.dissolve()
        return evaluation_of(outcomes, findings)


class _Question:
    """One requirement, ready to be put to subjects."""

    def __init__(self, requirement: Requirement, params: Mapping[str, Any], world: World) -> None:
        self.requirement = requirement
        self.rule = rule_of(requirement)
        self.needs_portfolio = needs_portfolio(requirement)
        self._today = world.now.date()
        self.quick: QuickJudge | None = None
        if isinstance(requirement, CompiledPolicy):
            schemas = requirement.policy.params
            self._params = {name: params.get(name, schema.get("default")) for name, schema in schemas.items()}
            fixed = {"params": self._params, "now": world.now, "geo": world.geo}
            self.quick = QuickJudge(requirement, fixed)

    def verdict(self, subject: Subject, budget: int, watch: Watch | None) -> Verdict:
        """Judge the subject, and put into words what is found."""
        if subject.document is None:
            return Verdict(((subject.logical, Outcome.UNKNOWN),))
        if self.quick is None or not isinstance(self.requirement, CompiledPolicy):
            return self._checked(subject)
        items = self.quick.items(subject, budget)
        if items is not None:
            return Verdict(tuple(items))
        return PolicyJudge(self.requirement, subject, self._params, self._today, budget, watch).verdict()

    def _checked(self, subject: Subject) -> Verdict:
        assert isinstance(self.requirement, Check)  # noqa: S101  # there is no third kind
        portfolio = subject.world.portfolio
        if self.rule.scope is Scope.PORTFOLIO and isinstance(portfolio, cel.Unknown):
            return judge_check(self.rule, subject, [Undecided(tuple(portfolio.rests_on))])
        return judge_check(self.rule, subject, self.requirement.evaluate(subject.bindings))


def _budget(entries: int) -> int:
    """Return how many steps one evaluation may take that looks at so many entries."""
    return BASE_STEPS + STEPS_PER_ENTRY * entries


def rule_of(requirement: Requirement) -> Rule:
    """Return the rule that the requirement decides."""
    return requirement.policy.rule if isinstance(requirement, CompiledPolicy) else requirement.rule
