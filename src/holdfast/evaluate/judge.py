"""One policy on one subject: its outcome, and what is to be said of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from holdfast import cel
from holdfast.evaluate.compile import Assertion, CompiledPolicy, Step
from holdfast.evaluate.evaluation import Verdict
from holdfast.evaluate.evidence import MOST_EVIDENCE, evidence_of
from holdfast.evaluate.explain import explanation_of
from holdfast.evaluate.force import first_day, weighed
from holdfast.evaluate.records import Fields
from holdfast.evaluate.subjects import VARIABLES, Subject
from holdfast.evaluate.watch import Watch
from holdfast.model.finding import Evidence, Finding, Missing, Outcome, worst
from holdfast.model.location import Place
from holdfast.model.policy import Enforcement, Rule, Severity


class PolicyJudge:
    """One policy on one subject, or on each element of its `forEach` list."""

    def __init__(
        self,
        compiled: CompiledPolicy,
        subject: Subject,
        params: Mapping[str, Any],
        today: date,
        budget: int,
        watch: Watch | None = None,
    ) -> None:
        self.compiled = compiled
        self.rule = compiled.policy.rule
        self.subject = subject
        self.params = params
        self.today = today
        self.budget = budget
        self.watch = watch
        self.bindings: Mapping[str, Any] = self._bind(subject)

    def verdict(self) -> Verdict:
        """Judge the subject, or each element of its list; to be asked once."""
        for_each = self.compiled.for_each
        verdict = self._here() if for_each is None else self._on_each(for_each)
        self._forget()
        return verdict

    def _forget(self) -> None:
        """Let go of the variables: they refer to this as this does to them, and both would stay on."""
        self.bindings[VARIABLES].forget()

    def _on_each(self, for_each: Step) -> Verdict:
        items = self._value(for_each)
        # A list that nobody wrote concerns nobody to whom the policy does not apply, whatever is in it.
        if isinstance(items, cel.Unknown) and any(
            self._boolean(step) is False for step in self.compiled.conditions
        ):
            return Verdict(((self.subject.logical, Outcome.NOT_APPLICABLE),))
        if isinstance(items, cel.Unknown | cel.CelError):
            return self._stopped(items, for_each)
        if not isinstance(items, list):
            return self._stopped(cel.CelEvaluationError("forEach is not a list"), for_each)
        verdicts = [self._on_item(item, index) for index, item in enumerate(items)]
        return Verdict(
            tuple(outcome for verdict in verdicts for outcome in verdict.outcomes),
            tuple(finding for verdict in verdicts for finding in verdict.findings),
        )

    def _on_item(self, item: Any, index: int) -> Verdict:
        subject = self.subject.item(self.compiled.policy.for_each, item, index)
        judge = PolicyJudge(self.compiled, subject, self.params, self.today, self.budget, self.watch)
        verdict = judge._here()
        judge._forget()
        return verdict

    def _here(self) -> Verdict:
        """Judge the subject itself."""
        conditions = [(step, self._boolean(step)) for step in self.compiled.conditions]
        if any(value is False for _, value in conditions):
            return Verdict(((self.subject.logical, Outcome.NOT_APPLICABLE),))
        for kind in (cel.CelError, cel.Unknown):
            for step, value in conditions:
                if isinstance(value, kind):
                    return self._stopped(value, step)
        judged = [self._assert(assertion) for assertion in self.compiled.assertions]
        findings = _once([finding for finding in judged if finding is not None])
        outcome = worst((finding.outcome for finding in findings), Outcome.PASS)
        return Verdict(((self.subject.logical, outcome),), findings)

    def _stopped(self, value: cel.Unknown | cel.CelError, step: Step) -> Verdict:
        finding = self._broken(value, step) if isinstance(value, cel.CelError) else self._unknown(value)
        if self.watch:
            self.watch(explanation_of(finding, step.expression, *self._traced(step)))
        if finding.outcome is Outcome.UNKNOWN:
            days = [self._effective_from(assertion) for assertion in self.compiled.assertions]
            finding = weighed(finding, first_day(days), self.today)
        return Verdict(((self.subject.logical, finding.outcome),), (finding,))

    def _assert(self, assertion: Assertion) -> Finding | None:
        value = self._boolean(assertion.step)
        if value is True:
            return None
        if isinstance(value, cel.CelError):
            return self._broken(value, assertion.step)
        finding = self._failed(assertion) if value is False else self._unknown(value, assertion)
        traced = self._traced(assertion.step)
        finding = finding._replace(evidence=evidence_of(*traced))
        if self.watch:
            self.watch(explanation_of(finding, assertion.step.expression, *traced))
        return weighed(finding, self._effective_from(assertion), self.today)

    def _effective_from(self, assertion: Assertion) -> date | None:
        value = self._value(assertion.effective_from) if assertion.effective_from else None
        return value.date() if isinstance(value, datetime) else assertion.validation.effective_from

    def _failed(self, assertion: Assertion) -> Finding:
        validation = assertion.validation
        finding = finding_of(
            self.rule,
            self.subject,
            Outcome.FAIL,
            self._message(assertion),
            validation.field_path,
            severity=validation.severity,
        )
        return finding._replace(validation=validation.name)

    def _message(self, assertion: Assertion) -> str:
        written = assertion.validation.message or self.rule.title
        if assertion.message is None:
            return written
        value = self._value(assertion.message)
        # A message is no verdict: where it cannot be made, the plain one says what is wrong.
        return value if isinstance(value, str) else written

    def _unknown(self, value: cel.Unknown, assertion: Assertion | None = None) -> Finding:
        validation = assertion.validation if assertion else None
        finding = finding_of(
            self.rule,
            self.subject,
            Outcome.UNKNOWN,
            undecided(self.rule),
            validation.field_path if validation else "",
            severity=validation.severity if validation else None,
        )
        # What helps is to supply what is missing; whether there is anything to remedy is not known.
        return finding._replace(
            validation=validation.name if validation else "",
            missing=missing_of(value.rests_on),
            help="",
        )

    def _broken(self, broken: cel.CelError, step: Step) -> Finding:
        location = step.expression.locate(broken.line, broken.column)
        excerpt = step.expression.place.excerpt
        offset = location.line - step.expression.place.location.line
        finding = finding_of(
            self.rule, self.subject, Outcome.ERROR, f"the policy cannot be evaluated: {broken.message}"
        )
        return finding._replace(
            validation=step.name,
            place=Place(location, excerpt[offset : offset + 1]),
            pointer=(),
            related=(),
            help="Mend the policy; nothing it would have said is known.",
        )

    def _traced(self, step: Step) -> tuple[cel.Trace, Mapping[str, cel.Trace]]:
        """Evaluate `step` once more, to see what it rests on; with each variable that it read."""
        traces: dict[str, cel.Trace] = {}

        def trace(step: Step, bindings: Mapping[str, Any]) -> cel.Trace:
            return step.program.trace(bindings, budget=self.budget)

        def variable(step: Step) -> Any:
            if step.name not in traces:
                traces[step.name] = trace(step, bindings)
            error = traces[step.name].error
            if error is not None:
                raise _without_value(step, error)
            return traces[step.name].value

        bindings = {**self.bindings, VARIABLES: self._variables(variable)}
        traced = trace(step, bindings)
        bindings[VARIABLES].forget()
        return traced, traces

    def _bind(self, subject: Subject) -> Mapping[str, Any]:
        bindings: dict[str, Any] = {**subject.bindings, "params": dict(self.params)}
        values: dict[str, Any] = {}

        def variable(step: Step) -> Any:
            # Evaluated when read, and once: a variable that nobody reads decides nothing.
            if step.name not in values:
                values[step.name] = self._value(step)
            value = values[step.name]
            if isinstance(value, cel.CelError):
                raise _without_value(step, value)
            return value

        bindings[VARIABLES] = self._variables(variable)
        return bindings

    def _variables(self, value: Callable[[Step], Any]) -> Fields:
        return Fields(
            VARIABLES, {name: partial(value, step) for name, step in self.compiled.variables.items()}
        )

    def _boolean(self, step: Step) -> bool | cel.Unknown | cel.CelError:
        value = self._value(step)
        if isinstance(value, bool | cel.Unknown | cel.CelError):
            return value
        return cel.CelEvaluationError("the expression is not true or false")

    def _value(self, step: Step) -> Any:
        try:
            return step.program.evaluate(self.bindings, budget=self.budget)
        except cel.CelError as error:
            return error.with_traceback(None)


def _without_value(step: Step, error: cel.CelError) -> Exception:
    """Return what reading a variable raises; an operator absorbs it, but for a budget that is exceeded."""
    said = f"variable `{step.name}`: {error.message}"
    return cel.BudgetExceededError(said) if isinstance(error, cel.BudgetExceededError) else KeyError(said)


def finding_of(
    rule: Rule,
    subject: Subject,
    outcome: Outcome,
    message: str,
    field_path: str = "",
    severity: Severity | None = None,
) -> Finding:
    """Return a finding of `rule` on `subject`, placed at `field_path` of it."""
    place, pointer = subject.place(field_path)
    return Finding(
        rule=rule,
        validation="",
        outcome=outcome,
        severity=severity or rule.severity,
        enforcement=Enforcement.DENY,
        message=message,
        place=place,
        pointer=pointer,
        subject=subject.logical,
        looked_at=subject.looked_at,
        related=subject.related,
        help=rule.remediation,
    )


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Say once what keeps several validations from being decided at one place."""
    kept: list[Finding] = []
    for finding in findings:
        twin = next((index for index, other in enumerate(kept) if _same_doubt(other, finding)), None)
        if twin is None:
            kept.append(finding)
        else:
            first = kept[twin]
            evidence = sorted({*first.evidence, *finding.evidence}, key=Evidence.sort_key)
            kept[twin] = first._replace(
                validation="",
                severity=max(first.severity, finding.severity),
                evidence=tuple(evidence[:MOST_EVIDENCE]),
            )
    return tuple(kept)


def _same_doubt(one: Finding, other: Finding) -> bool:
    return (
        one.outcome is other.outcome is Outcome.UNKNOWN
        and (one.enforcement, one.notes) == (other.enforcement, other.notes)
        and one.place == other.place
        and one.missing == other.missing
    )


def undecided(rule: Rule) -> str:
    """Return what is said of `rule` where nobody can tell."""
    return f"cannot tell: {rule.title}"


def missing_of(rests_on: Iterable[Any]) -> tuple[Missing, ...]:
    """Return what would have to be known, sorted, each once."""
    known = {item for item in rests_on if isinstance(item, Missing)}
    return tuple(sorted(known, key=lambda missing: (missing.name, missing.reason, missing.remedy)))
