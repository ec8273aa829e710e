"""The format `gitlab`: findings as a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

from collections import Counter
from typing import Any

from holdfast.model.finding import Finding, Outcome
from holdfast.model.location import Location
from holdfast.model.policy import Severity
from holdfast.model.report import Report
from holdfast.output.ranking import level_of, shown, worst_first
from holdfast.output.strings import count, prose, safe, to_json, well_formed
from holdfast.output.summary import not_counted

MOST = 10_000
"""So many issues are written: about 10 MB. GitLab takes an artifact of 100 MB, and shows far fewer."""

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}
_FALLING = tuple(_SEVERITIES.values())
_CAPS = {"error": "blocker", "warning": "major", "note": "minor"}
_LEFT_OUT = "holdfast/left-out"


def render(report: Report) -> str:
    """Return a JSON array with an issue for each finding, in ASCII; an empty one where there is none.

    Undecided findings and mistakes in policies are issues too: what was not evaluated has not passed.
    Where not all can be kept the last issue says how many are missing.
    """
    wanted = shown(report)
    kept = sorted(worst_first(wanted)[:MOST], key=Finding.sort_key)
    seen: Counter[str] = Counter()
    issues = [_issue(report, finding, seen) for finding in kept]
    if len(kept) < len(wanted):
        issues.append(_left_out(len(wanted) - len(kept), kept[0].place.location.path))
    return to_json(issues)


def _issue(report: Report, finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    print_ = finding.fingerprint
    seen[print_] += 1
    # GitLab keeps one of several issues with the same fingerprint.
    unique = print_ if seen[print_] == 1 else f"{print_}-{seen[print_]}"
    return {
        "description": _description(report, finding),
        "check_name": safe(finding.rule.id),
        "fingerprint": unique,
        "severity": _severity(finding),
        "location": _location(finding.place.location),
    }


def _description(report: Report, finding: Finding) -> str:
    marks = {Outcome.UNKNOWN: "Undecided: ", Outcome.ERROR: "Not evaluated: "}
    text = marks.get(finding.outcome, "") + (
        prose(finding.message) or prose(finding.rule.title) or "no message"
    )
    reason = not_counted(report, finding)
    return f"{text} ({reason})" if reason else text


def _severity(finding: Finding) -> str:
    if finding.suppression is not None:
        return "info"
    if finding.outcome is Outcome.ERROR:
        return "blocker"
    return max(_SEVERITIES[finding.severity], _CAPS[level_of(finding)], key=_FALLING.index)


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": well_formed(location.path),
        "lines": {"begin": location.line, "end": max(location.line, location.end_line)},
    }


def _left_out(number: int, path: str) -> dict[str, Any]:
    text = f"{count(number, 'finding')} left out: the {MOST:,} worst are shown."
    return {
        "description": text,
        "check_name": _LEFT_OUT,
        "fingerprint": _LEFT_OUT,
        "severity": "info",
        "location": _location(Location(path)),
    }
