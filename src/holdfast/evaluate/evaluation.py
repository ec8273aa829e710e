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


class Evaluation(NamedTuple):
    """What came of it: the outcome of each rule on each subject, failures and doubts, and mistakes.

    `outcomes` are rule, subject and outcome, in the order of evaluation.
    """

    outcomes: Sequence[tuple[str, str, Outcome]]
    undisputed: tuple[Finding, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """One result for each rule and subject, sorted."""
        return tuple(Result(*outcome) for outcome in sorted(self.outcomes))

    @property
    def counts(self) -> Counts:
        """How many subjects of each rule came to each outcome."""
        return Counter([(rule, outcome) for rule, _, outcome in self.outcomes])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, sorted; a mistake of a policy once, however many subjects it was met on."""
        mistakes = (mistake.said() for mistake in self.mistakes)
        return tuple(sorted((*self.undisputed, *mistakes), key=Finding.sort_key))


def evaluation_of(outcomes: Sequence[tuple[str, str, Outcome]], findings: Iterable[Finding]) -> Evaluation:
    """Return the evaluation that has these outcomes and findings."""
    findings = tuple(findings)
    mistakes = (Mistake(finding) for finding in findings if finding.outcome is Outcome.ERROR)
    undisputed = tuple(finding for finding in findings if finding.outcome is not Outcome.ERROR)
    return Evaluation(outcomes, undisputed, merged(mistakes))


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
