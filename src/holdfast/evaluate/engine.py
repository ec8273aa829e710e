"""The heart: a portfolio and policies to results and findings; pure, total and deterministic."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast import cel
from holdfast.evaluate.compile import CompiledPolicy
from holdfast.evaluate.entries import ManifestView
from holdfast.evaluate.evaluation import Answers, Evaluation, Verdict, evaluation_of
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.quick import Decisions, QuickJudge
from holdfast.evaluate.subjects import Subject, subjects_of
from holdfast.evaluate.watch import Watch
from holdfast.evaluate.world import World
from holdfast.model.empty import EMPTY
from holdfast.model.finding import Finding, Outcome
from holdfast.model.manifest import Portfolio
from holdfast.model.params import NO_TERMS, Terms
from holdfast.model.policy import Check, Rule, Scope, Undecided

if TYPE_CHECKING:
    from holdfast.model.survey import Survey

Requirement = CompiledPolicy | Check

BASE_STEPS, STEPS_PER_ENTRY = 200_000, 5_000
"""The budget of one evaluation grows with what it looks at: a linear policy never meets it."""


def evaluate(
    portfolio: Portfolio,
    requirements: Sequence[Requirement],
    knowledge: Knowledge,
    terms: Terms = NO_TERMS,
    watch: Watch | None = None,
    surveys: "Sequence[Survey]" = (),
) -> Evaluation:
    """Evaluate every requirement on every subject of its scope.

    `knowledge` holds the facts and the day, `terms` the values of parameters, `surveys` what repositories
    hold beside their manifests. Never raises for what a
    manifest or a policy says; what a Python check raises goes through. `watch` is told why, of each
    finding that an expression makes.
    """
    return Evaluator(requirements, knowledge, terms).on(portfolio, watch, surveys)


def needs_survey(requirement: Requirement) -> bool:
    """Tell whether a requirement looks at what a repository holds beside its manifests."""
    return rule_of(requirement).scope is Scope.REPOSITORY


def needs_portfolio(requirement: Requirement) -> bool:
    """Tell whether a requirement looks beyond the manifest of its subject.

    One that does not may be evaluated manifest by manifest. A Python check is given the portfolio.
    """
    return not isinstance(requirement, CompiledPolicy) or requirement.reads_portfolio


class Evaluator:
    """Evaluates the same requirements on one portfolio after another."""

    def __init__(
        self, requirements: Sequence[Requirement], knowledge: Knowledge, terms: Terms = NO_TERMS
    ) -> None:
        self._knowledge = knowledge
        self._catalogue_only = knowledge.without_declared() if terms.undeclared else knowledge
        world = World(Portfolio(), knowledge)
        decisions = Decisions()
        self._questions = tuple(_Question(each, terms, world, decisions) for each in requirements)
        self._undeclared = terms.undeclared

    def on(
        self, portfolio: Portfolio, watch: Watch | None = None, surveys: "Sequence[Survey]" = ()
    ) -> Evaluation:
        """Evaluate every requirement on every subject of its scope in `portfolio`."""
        world = World(portfolio, self._knowledge, surveys)
        evaluation = self.within(world, watch)
        world.dissolve()
        return evaluation

    def within(self, world: World, watch: Watch | None = None) -> Evaluation:
        """Evaluate in a world that is made already, which may be used again and again."""
        worlds = (world, world.known_by(self._catalogue_only)) if self._undeclared else (world, world)
        subjects: dict[tuple[Scope, bool], list[Subject]] = {}
        answers: list[Answers] = []
        findings: list[Finding] = []
        budgets: dict[ManifestView | None, int] = {
            view: _budget(view.size) for each in worlds for view in each.views
        }
        budgets[None] = whole = _budget(world.size)
        for question in self._questions:
            rule = question.rule
            looked_at = (rule.scope, rule.id in self._undeclared)
            if looked_at not in subjects:
                subjects[looked_at] = list(subjects_of(worlds[looked_at[1]], rule.scope))
            found = Answers(rule.id, [], [])
            for subject in subjects[looked_at]:
                # The same for a subject, whether its manifest is evaluated alone or with the others.
                budget = whole if question.needs_portfolio else budgets[subject.view]
                quick = question.quick or question.values_for(subject).quick
                if quick is not None and subject.document is not None:
                    outcome = quick.outcome(subject, budget)
                    if outcome is not None:
                        found.subjects.append(subject.logical)
                        found.outcomes.append(outcome)
                        continue
                verdict = question.verdict(subject, budget, watch)
                for logical, outcome in verdict.outcomes:
                    found.subjects.append(logical)
                    found.outcomes.append(outcome)
                findings += verdict.findings
            answers.append(found)
        if self._undeclared:
            worlds[1].dissolve()
        return evaluation_of(answers, findings)


class _Values(NamedTuple):
    """The values of a requirement's parameters, and the quick way to decide it with them."""

    params: Mapping[str, Any] = EMPTY
    quick: QuickJudge | None = None


class _Question:
    """One requirement, ready to be put to subjects."""

    def __init__(self, requirement: Requirement, terms: Terms, world: World, decisions: Decisions) -> None:
        self.requirement = requirement
        self.rule = rule_of(requirement)
        self.needs_portfolio = needs_portfolio(requirement)
        self._today = world.now.date()
        self._all = _values(requirement, terms.params.get(self.rule.id, {}), world, decisions)
        self._by_application = {
            application: _values(requirement, params[self.rule.id], world, decisions)
            for application, params in terms.applications.items()
            if self.rule.id in params
        }
        # Most requirements have the same values for all, and need not be asked of each subject.
        self.quick = self._all.quick if not self._by_application else None

    def values_for(self, subject: Subject) -> _Values:
        """Return the values that hold for the subject's application, or for all."""
        if not self._by_application or subject.view is None:
            return self._all
        application = subject.names["app"].data["id"]
        by_id = self._by_application.get(application, self._all)
        return self._by_application.get(f"{subject.view.source.name}/{application}", by_id)

    def verdict(self, subject: Subject, budget: int, watch: Watch | None) -> Verdict:
        """Judge the subject, and put into words what is found."""
        if subject.document is None and self.rule.scope is not Scope.REPOSITORY:
            return Verdict(((subject.logical, Outcome.UNKNOWN),))
        values = self.values_for(subject)
        if values.quick is None or not isinstance(self.requirement, CompiledPolicy):
            return self._checked(subject)
        items = values.quick.items(subject, budget)
        if items is not None:
            return Verdict(tuple(items))
        from holdfast.evaluate.judge import PolicyJudge  # where all complies, nothing is to be said

        return PolicyJudge(self.requirement, subject, values.params, self._today, budget, watch).verdict()

    def _checked(self, subject: Subject) -> Verdict:
        from holdfast.evaluate.judge_check import judge_check

        assert isinstance(self.requirement, Check)  # noqa: S101  # there is no third kind
        portfolio = subject.world.portfolio
        if self.rule.scope is Scope.PORTFOLIO and isinstance(portfolio, cel.Unknown):
            return judge_check(self.rule, subject, [Undecided(tuple(portfolio.rests_on))])
        return judge_check(self.rule, subject, self.requirement.evaluate(subject.bindings))


def _budget(entries: int) -> int:
    """Return how many steps one evaluation may take that looks at so many entries."""
    return BASE_STEPS + STEPS_PER_ENTRY * entries


def _values(
    requirement: Requirement, params: Mapping[str, Any], world: World, decisions: Decisions
) -> _Values:
    if not isinstance(requirement, CompiledPolicy):
        return _Values()
    schemas = requirement.policy.params
    values = {name: params.get(name, schema.get("default")) for name, schema in schemas.items()}
    fixed = {"params": values, "now": world.now, "geo": world.geo}
    return _Values(values, QuickJudge(requirement, fixed, decisions))


def rule_of(requirement: Requirement) -> Rule:
    """Return the rule that the requirement decides."""
    return requirement.policy.rule if isinstance(requirement, CompiledPolicy) else requirement.rule
