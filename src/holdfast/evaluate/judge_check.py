"""What a check in Python says of one subject, as outcome and findings."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.evaluate.evaluation import Verdict
from holdfast.evaluate.judge import finding_of, missing_of, undecided
from holdfast.evaluate.subjects import Subject
from holdfast.model.finding import Finding, Outcome, Related, worst
from holdfast.model.policy import Breach, Enforcement, Exempt, Rule, Site, Undecided

Answer = Breach | Undecided | Exempt


def judge_check(rule: Rule, subject: Subject, said: Iterable[Answer]) -> Verdict:
    """Return what the answer of a check means; nothing said is a pass."""
    answers = list(said)
    findings = tuple(_finding(rule, subject, item) for item in answers if not isinstance(item, Exempt))
    nothing = Outcome.NOT_APPLICABLE if answers else Outcome.PASS
    outcome = worst((finding.outcome for finding in findings), nothing)
    return Verdict(((subject.logical, outcome),), findings)


def _finding(rule: Rule, subject: Subject, item: Breach | Undecided) -> Finding:
    if isinstance(item, Breach):
        found = _placed(rule, subject, Outcome.FAIL, item.message, item)
        return found._replace(validation=item.name)
    message = f"cannot tell {item.message}" if item.message else undecided(rule)
    found = _placed(rule, subject, Outcome.UNKNOWN, message, item)
    return found._replace(missing=missing_of(item.missing), help="", stands_for=item.stands_for)


def _placed(
    rule: Rule, subject: Subject, outcome: Outcome, message: str, item: Breach | Undecided
) -> Finding:
    if item.at is None:
        return finding_of(rule, subject, outcome, message, item.field_path)
    return _at(item.at, rule, outcome, message)


def _at(site: Site, rule: Rule, outcome: Outcome, message: str) -> Finding:
    return Finding(
        rule=rule,
        validation="",
        outcome=outcome,
        severity=rule.severity,
        enforcement=Enforcement.WARN if site.warns else Enforcement.DENY,
        message=message,
        place=site.place,
        pointer=site.pointer,
        subject=site.subject,
        looked_at=site.looked_at,
        related=tuple(Related(said, place) for said, place in site.related),
        help=rule.remediation,
    )
