"""What came of evaluating requirements, and how the parts of a run add up to the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from holdfast.model.finding import Finding, Outcome, Result

Counts = Mapping[tuple[str, Outcome], int]
"""How many subjects of each rule, by its id, came to each outcome."""


class Mistake(NamedTuple):
    """A mistake of a policy, with its finding on the first subject that it was met on, and on how many."""

    finding: Finding
    times: int = 1

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two of them one: the place in the policy, and the words."""
        return (self.finding.rule.id, self.finding.place.location, self.finding.message)

    def said(self) -> Finding:
        """Return the finding, with a note of how many subjects there are."""
        subjects = f"{self.times} subjects, the first" if self.times > 1 else "one subject"
        note = f"Met on {subjects}: {self.finding.subject or 'the portfolio'}."
        return self.finding._replace(notes=(note,))


class Answers(NamedTuple):
    """What one rule, by its id, says: the outcome on each of `subjects`, in the order of evaluation."""

    rule: str
    subjects: list[str]
    outcomes: list[Outcome]


class Verdict(NamedTuple):
    """The outcome for each subject by its logical path (several with `forEach`), and the findings."""

    outcomes: tuple[tuple[str, Outcome], ...]
    findings: tuple[Finding, ...] = ()


class Evaluation(NamedTuple):
    """What came of it: the outcome of each rule on each subject, failures and doubts, and mistakes."""

    answers: Sequence[Answers]
    undisputed: tuple[Finding, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """One result for each rule and subject, sorted."""
        each = (
            Result(rule, subject, outcome)
            for rule, subjects, outcomes in self.answers
            for subject, outcome in zip(subjects, outcomes, strict=True)
        )
        return tuple(sorted(each))

    @property
    def counts(self) -> Counts:
        """How many subjects of each rule came to each outcome."""
        found: Counter[tuple[str, Outcome]] = Counter()
        for rule, _, outcomes in self.answers:
            for outcome in set(outcomes):
                found[rule, outcome] += outcomes.count(outcome)
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, sorted; a mistake of a policy once, however many subjects it was met on."""
        mistakes = (mistake.said() for mistake in self.mistakes)
        return tuple(sorted((*self.undisputed, *mistakes), key=Finding.sort_key))


def evaluation_of(answers: Sequence[Answers], findings: Iterable[Finding]) -> Evaluation:
    """Return the evaluation that has these answers and findings."""
    findings = tuple(findings)
    mistakes = (Mistake(finding) for finding in findings if finding.outcome is Outcome.ERROR)
    undisputed = tuple(finding for finding in findings if finding.outcome is not Outcome.ERROR)
    return Evaluation(answers, undisputed, merged(mistakes))


def merged(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Return each mistake once, with the sum of the times.

    Its finding is the one whose subject comes first by its path, in whatever order they were met.
    """
    found: dict[tuple[Any, ...], Mistake] = {}
    for mistake in mistakes:
        known = found.setdefault(mistake.key, mistake)
        if known is not mistake:
            first = min(known, mistake, key=lambda each: each.finding.subject)
            found[mistake.key] = first._replace(times=known.times + mistake.times)
    return tuple(found.values())
