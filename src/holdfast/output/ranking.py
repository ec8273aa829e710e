"""Which findings the formats of platforms show, how loud, and in which order they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.model.finding import Finding, Outcome
from holdfast.model.policy import Enforcement, Rule, Severity
from holdfast.model.report import Report

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
"""By severity, the level of a failure that is enforced, in SARIF's words."""

_CAPS = {Enforcement.DENY: "error", Enforcement.WARN: "warning", Enforcement.AUDIT: "note"}
_BY_WEIGHT = ("note", "warning", "error")


def level_of(finding: Finding) -> str:
    """Return `error`, `warning` or `note`: by severity, no more than its enforcement asks for."""
    if finding.outcome is Outcome.ERROR:
        return "error"
    return min(LEVELS[finding.severity], _CAPS[finding.enforcement], key=_BY_WEIGHT.index)


def shown(report: Report) -> list[Finding]:
    """Return the findings, without those that are suppressed unless they are asked for.

    Such platforms know no suppressions, or do not honour them: what is suppressed would be open there.
    """
    return [each for each in report.findings if report.show_suppressed or each.suppression is None]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` from the worst on, those that are suppressed last; else their order stays."""
    return sorted(findings, key=_rank)


def rules_of(report: Report) -> list[Rule]:
    """Return all selected rules and those of findings, which may come from elsewhere, by id."""
    rules = {rule.id: rule for rule in (*(each.rule for each in report.findings), *report.rules)}
    return [rules[rule_id] for rule_id in sorted(rules)]


def _rank(finding: Finding) -> tuple[bool, bool, int, int]:
    level = _BY_WEIGHT.index(level_of(finding))
    is_error = finding.outcome is Outcome.ERROR
    return (finding.suppression is not None, not is_error, -level, -finding.severity.weight)
