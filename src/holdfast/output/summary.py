"""The end of the text format: what was looked at, how it came out, and one sentence of verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from holdfast.model.finding import Finding, Outcome, SuppressionKind
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.report import EXIT_CLEAN, EXIT_NOTHING, Report
from holdfast.output.strings import count, listed, prose, safe, wrap
from holdfast.output.style import GREEN, PLAIN, RED, YELLOW, Style

MOST_PATHS = 10
MOST_REMEDIES = 5
"""Of what several findings rest on, so much is named."""

WAIVED, BASELINED = "waived", "in the baseline"
AUDIT_ONLY, WARNING_ONLY, BELOW = "audit only", "warning only", "below threshold"

_LET_OFF = {SuppressionKind.WAIVER: WAIVED, SuppressionKind.BASELINE: BASELINED}


def not_counted(report: Report, finding: Finding) -> str:
    """Return in a few words why `finding` does not make the run fail; `""` where it does."""
    if finding.suppression is not None:
        return _LET_OFF[finding.suppression.kind]
    if finding.outcome is Outcome.ERROR:
        return ""
    if finding.enforcement is Enforcement.AUDIT:
        return AUDIT_ONLY
    if finding.enforcement is Enforcement.WARN:
        return WARNING_ONLY
    return "" if report.counts_against(finding) else BELOW


def summary(report: Report, style: Style) -> list[str]:
    """Return the lines of the summary, the verdict last."""
    lines: list[str] = []
    for note in report.notes:
        lines += wrap("note: ", prose(note), "")
    for label, text in looked_at(report):
        lines += wrap(f"{label:<11}", text, "")
    for label, text in zip(("supply", *[""] * MOST_REMEDIES), _to_supply(report), strict=False):
        lines += wrap(f"{label:<11}", text, "")
    return [*lines, "", *verdict(report, style)]


def _to_supply(report: Report) -> list[str]:
    """Return what settles several findings at once, what settles most first."""
    counts: Counter[str] = Counter()
    for finding in report.findings:
        if finding.outcome is Outcome.UNKNOWN and finding.suppression is None:
            counts.update({each.remedy for each in finding.missing if each.remedy.strip()})
    shared = [(times, remedy) for remedy, times in counts.items() if times > 1]
    shared.sort(key=lambda each: (-each[0], each[1]))
    lines = [f"{times:,} findings: {prose(remedy)}" for times, remedy in shared[:MOST_REMEDIES]]
    more = len(shared) - MOST_REMEDIES
    return [*lines, f"{more:,} more that several findings rest on"] if more > 0 else lines


def looked_at(report: Report) -> tuple[tuple[str, str], ...]:
    """Return what was looked at and how it came out: labels and safe texts."""
    return (
        ("manifests", _manifests(report)),
        ("rules", _rules(report)),
        ("results", _results(report)),
        ("findings", _findings(report)),
    )


def _manifests(report: Report) -> str:
    text = f"{len(report.manifests):,} checked"
    if report.unreadable:
        text = f"{len(report.manifests):,} found, {len(report.unreadable):,} of them not evaluated: "
        text += listed(report.unreadable, MOST_PATHS)
    return text


def _rules(report: Report) -> str:
    packs = ", ".join(safe(f"{pack.id} {pack.version}") for pack in report.packs)
    source = f", from {packs}" if packs else ""
    return f"{len(report.rules):,} as of {report.as_of.isoformat()}{source}"


def _results(report: Report) -> str:
    tally = report.tally
    return (
        f"{tally.evaluated:,} evaluated: {tally.passed:,} passed, {tally.failed:,} failed, "
        f"{tally.unknown:,} unknown, {count(tally.errors, 'error')}; "
        f"{tally.not_applicable:,} not applicable"
    )


def _findings(report: Report) -> str:
    found = [finding for finding in report.findings if finding.outcome is not Outcome.ERROR]
    text = f"{len(found):,}: {_by_severity(found)}" if found else "0"
    return f"{text} ({_undecided(found):,} undecided, {report.tally.suppressed:,} suppressed)"


def _undecided(findings: Iterable[Finding]) -> int:
    return sum(finding.outcome is Outcome.UNKNOWN for finding in findings)


def verdict(report: Report, style: Style = PLAIN) -> list[str]:
    """Return the sentence on which the exit code rests, and what does not count towards it."""
    errors = [finding for finding in report.findings if finding.outcome is Outcome.ERROR]
    counted = [finding for finding in report.findings if report.counts_against(finding)]
    reasons = Counter(not_counted(report, finding) for finding in report.findings)
    del reasons[""]
    parts = []
    if errors:
        rules = len({finding.rule.id for finding in errors})
        parts.append(f"{count(rules, 'policy', 'policies')} could not be evaluated")
    if counted:
        parts.append(_counted(counted))
    colour = RED if parts else YELLOW if reasons or report.exit_code == EXIT_NOTHING else GREEN
    sentence = "; ".join(parts) or _quiet(report, others=bool(reasons))
    lines = [style.paint(colour, f"{sentence} (exit code {report.exit_code}).")]
    if reasons:
        lines.append(f"Not counted: {_reasons(report, reasons)}.")
    return lines


def _counted(findings: list[Finding]) -> str:
    undecided = _undecided(findings)
    mark = ""
    if undecided:
        mark = ", undecided" if undecided == len(findings) else f", {undecided:,} of them undecided"
    return f"{count(len(findings), 'finding')}: {_by_severity(findings)}{mark}"


def _quiet(report: Report, *, others: bool) -> str:
    if report.exit_code == EXIT_NOTHING:
        return "Nothing to check: no manifest was found"
    if others:
        return "No findings that count"
    if report.exit_code == EXIT_CLEAN and not report.tally.evaluated:
        return "No findings, but no rule applied to anything"
    return "No findings"


def _reasons(report: Report, reasons: Counter[str]) -> str:
    below = f"{BELOW} ({report.threshold})"
    return ", ".join(
        f"{reasons[reason]:,} {below if reason == BELOW else reason}"
        for reason in (WAIVED, BASELINED, AUDIT_ONLY, WARNING_ONLY, BELOW)
        if reasons[reason]
    )


def _by_severity(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counts[each]:,} {each}" for each in reversed(Severity) if counts[each])
