"""The quick way to the outcome of a policy on a subject that complies, or that it does not concern.

Nearly all do. Whatever else comes of it, `judge` works out and puts into words; what is decided here
is decided by the same programs with the same budget, so that both ways agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast import cel
from holdfast.evaluate.compile import CompiledPolicy, Step
from holdfast.evaluate.subjects import PORTFOLIO, VARIABLES, Subject
from holdfast.model.finding import Outcome


class QuickJudge:
    """One policy, with all bound that is the same for every subject: `fixed`."""

    def __init__(self, compiled: CompiledPolicy, fixed: Mapping[str, Any]) -> None:
        def decision(step: Step) -> cel.Decision:
            return cel.Decision(step.program, fixed)

        self._path = compiled.policy.for_each
        self._for_each = decision(compiled.for_each) if compiled.for_each else None
        self._conditions = tuple(map(decision, compiled.conditions))
        self._assertions = tuple(decision(assertion.step) for assertion in compiled.assertions)
        self._variables = {name: decision(step) for name, step in compiled.variables.items()}
        self._reads_portfolio = compiled.reads_portfolio
        # Most conditions read no variable, and most of what they leave out needs none.
        self._early = any(VARIABLES in step.program.reads for step in compiled.conditions)

    def outcome(self, subject: Subject, budget: int) -> Outcome | None:
        """Return the outcome; None where it is not so simple, or where each element has one of its own."""
        if self._for_each is not None:
            return None
        names = self._names(subject) if self._reads_portfolio else subject.bound
        try:
            return self._outcome(names, budget)
        except cel.BudgetExceededError:
            return None

    def items(self, subject: Subject, budget: int) -> list[tuple[str, Outcome]] | None:
        """Return, with `forEach`, path and outcome of each element; None where it is not so simple."""
        if self._for_each is None:
            return None
        try:
            return self._items(self._for_each, subject, budget)
        except cel.BudgetExceededError:
            return None

    def _items(
        self, for_each: cel.Decision, subject: Subject, budget: int
    ) -> list[tuple[str, Outcome]] | None:
        names = self._names(subject)
        items = for_each.value(self._with_variables(names, budget), budget)
        if items.__class__ is not list:
            return None
        found: list[tuple[str, Outcome]] = []
        for index, item in enumerate(items):
            outcome = self._outcome({**names, "item": cel.bound(item)}, budget)
            if outcome is None:
                return None
            found.append((subject.item_path(self._path, item, index), outcome))
        return found

    def _names(self, subject: Subject) -> Mapping[str, Any]:
        if self._reads_portfolio:
            return {**subject.bound, PORTFOLIO: cel.bound(subject.world.portfolio)}
        return subject.bound

    def _outcome(self, names: Mapping[str, Any], budget: int) -> Outcome | None:
        if self._early:
            names = self._with_variables(names, budget)
        concerned = not self._conditions or cel.Decision.all_hold(self._conditions, names, budget)
        if concerned is None and any(each.value(names, budget) is False for each in self._conditions):
            concerned = False
        if concerned is False:  # whatever the other conditions come to
            return Outcome.NOT_APPLICABLE
        if concerned and self._variables and not self._early:
            names = self._with_variables(names, budget)
        if concerned and cel.Decision.all_hold(self._assertions, names, budget):
            return Outcome.PASS
        return None

    def _with_variables(self, names: Mapping[str, Any], budget: int) -> Mapping[str, Any]:
        if not self._variables:
            return names
        return {**names, VARIABLES: _Variables(self._variables, names, budget)}


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
