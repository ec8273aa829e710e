"""What several rules cannot tell for one reason: one of them says it for all."""

from collections.abc import Sequence

from holdfast.model.finding import Finding, Outcome
from holdfast.model.report import Report


def said_once(report: Report) -> tuple[Finding, ...]:
    """Return the findings of a report without those that another one stands for, which names their rules.

    One stands for others only where it counts if they do, and nobody let it off: what is waived for one rule
    is still to be said of the next. Counts of outcomes stay as they are: no rule has passed.
    """
    speakers: dict[tuple[str, str], list[Finding]] = {}
    for each in sorted(filter(_may_speak, report.findings), key=lambda each: -len(each.stands_for)):
        for rule in each.stands_for:
            speakers.setdefault((rule, each.subject), []).append(each)
    said: dict[int, list[str]] = {}
    kept: list[Finding] = []
    for each in report.findings:
        others = speakers.get((each.rule.id, each.subject), ())
        speaker = next((other for other in others if _stands_for(report, other, each)), None)
        if speaker is None:
            kept.append(each)
        else:
            said.setdefault(id(speaker), []).append(each.rule.id)
    return tuple(_with_note(each, said.get(id(each), ())) for each in kept)


def _may_speak(finding: Finding) -> bool:
    return bool(finding.stands_for) and _is_open(finding)


def _is_open(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNKNOWN and finding.suppression is None


def _stands_for(report: Report, speaker: Finding, other: Finding) -> bool:
    is_as_loud = report.counts_against(speaker) or not report.counts_against(other)
    return is_as_loud and _is_open(other)


def _with_note(finding: Finding, rules: Sequence[str]) -> Finding:
    if not rules:
        return finding
    those = "this rule" if len(rules) == 1 else "these rules"
    note = f"For the same reason {those} cannot tell either: {', '.join(sorted(rules))}."
    return finding._replace(notes=(*finding.notes, note))
