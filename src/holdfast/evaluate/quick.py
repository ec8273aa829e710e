"""The quick way to the outcome of a policy on a subject that complies, or that it does not concern.

Nearly all do. Whatever else comes of it, `judge` works out and puts into words; what is decided here
is decided by the same programs with the same budget, so that both ways agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast import cel
from holdfast.evaluate.compile import CompiledPolicy, Step
from holdfast.evaluate.subjects import NAMES, PORTFOLIO, VARIABLES, Subject
from holdfast.model.finding import Outcome


class Decisions:
    """The decisions of all policies: what several of them ask of one record is one decision."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], cel.Decision] = {}

    def of(self, compiled: CompiledPolicy, step: Step, fixed: Mapping[str, Any]) -> cel.Decision:
        """Return the decision that `step` is, which may have been returned for other policies."""
        made = cel.Decision(step.program, fixed)
        asked = step.program.reads - _THE_SAME_FOR_ALL
        if len(asked) != 1 or not asked.isdisjoint(_OF_THE_POLICY) or step.program.is_watched:
            return made
        # Policies that look at the portfolio have a budget of their own.
        known = self._known.setdefault((step.program.source, compiled.reads_portfolio), made)
        if known.program.resolved != made.program.resolved:
            return made
        (name,) = asked
        if known is not made or name != NAMES[compiled.policy.rule.scope][0]:
            known.kept_with = name
        return known


_THE_SAME_FOR_ALL = frozenset({"now", "geo"})
_OF_THE_POLICY = frozenset({"params", VARIABLES, PORTFOLIO})


class QuickJudge:
    """One policy, with all bound that is the same for every subject: `fixed`."""

    def __init__(self, compiled: CompiledPolicy, fixed: Mapping[str, Any], decisions: Decisions) -> None:
        def decision(step: Step) -> cel.Decision:
            return decisions.of(compiled, step, fixed)

        self._path = compiled.policy.for_each
        self._for_each = decision(compiled.for_each) if compiled.for_each else None
        self._conditions = tuple(map(decision, compiled.conditions))
        self._decisions = (*self._conditions, *(decision(each.step) for each in compiled.assertions))
        self._variables = {name: decision(step) for name, step in compiled.variables.items()}
        self._reads_portfolio = compiled.reads_portfolio
        self._reads_more = bool(self._variables) or self._reads_portfolio

    def outcome(self, subject: Subject, budget: int) -> Outcome | None:
        """Return the outcome; None where it is not so simple, or where each element has one of its own."""
        if self._for_each is not None:
            return None
        return self._outcome(self._names(subject, budget) if self._reads_more else subject.bound, budget)

    def items(self, subject: Subject, budget: int) -> list[tuple[str, Outcome]] | None:
        """Return, with `forEach`, path and outcome of each element; None where it is not so simple."""
        if self._for_each is None:
            return None
        try:
            items = self._for_each.value(self._names(subject, budget), budget)
        except cel.BudgetExceededError:
            return None
        if items.__class__ is not list:
            return None
        found: list[tuple[str, Outcome]] = []
        for index, item in enumerate(items):
            names = self._names(subject, budget)
            names["item"] = cel.bound(item)
            outcome = self._outcome(names, budget)
            if outcome is None:
                return None
            found.append((subject.item_path(self._path, item, index), outcome))
        return found

    def _outcome(self, names: Mapping[str, Any], budget: int) -> Outcome | None:
        first = cel.Decision.first_false(self._decisions, names, budget)
        if first == len(self._decisions):
            return Outcome.PASS
        if 0 <= first < len(self._conditions) or (first < 0 and self._is_ruled_out(names, budget)):
            return Outcome.NOT_APPLICABLE
        return None

    def _is_ruled_out(self, names: Mapping[str, Any], budget: int) -> bool:
        """Tell whether a condition is false, whatever the others come to."""
        try:
            return any(each.value(names, budget) is False for each in self._conditions)
        except cel.BudgetExceededError:
            return False

    def _names(self, subject: Subject, budget: int) -> dict[str, Any]:
        names = _Names(subject.bound, self._variables, budget)
        if self._reads_portfolio:
            names[PORTFOLIO] = cel.bound(subject.world.portfolio)
        return names


class _Names(dict[str, Any]):
    """The names of one subject; `variables` is added where a program reads it, which few conditions do."""

    __slots__ = ("_budget", "_decisions")

    def __init__(self, names: Mapping[str, Any], decisions: Mapping[str, cel.Decision], budget: int) -> None:
        super().__init__(names)
        self._decisions = decisions
        self._budget = budget

    def __missing__(self, name: str) -> Any:
        if name != VARIABLES:
            raise KeyError(name)
        made = self[VARIABLES] = _Variables(self._decisions, dict(self), self._budget)
        return made


class _Variables(cel.Remembering):
    """The record `variables` of one subject: each is worked out when it is read, and once."""

    __slots__ = ("_budget", "_decisions", "_names", "_values")

    identity = VARIABLES

    def __init__(self, decisions: Mapping[str, cel.Decision], names: Mapping[str, Any], budget: int) -> None:
        super().__init__()
        self._decisions = decisions
        self._names = names
        self._budget = budget
        self._values: dict[str, Any] = {}

    def lookup(self, name: str) -> Any:
        """Return the value, or the Unknown; KeyError where there is none."""
        if name not in self._values:
            # It is itself among the names only while one is worked out: what refers to itself stays on.
            names = {**self._names, VARIABLES: self}
            self._values[name] = self._decisions[name].value(names, self._budget)
        value = self._values[name]
        if value is cel.UNDECIDED:
            raise KeyError(name)
        return value

    def has(self, name: str) -> bool | cel.Unknown:
        """Tell whether it is not null."""
        value = self.lookup(name)
        return value if isinstance(value, cel.Unknown) else value is not None
