"""The format `json`: the whole report for machines, versioned, as `schemas/report-v1.schema.json` says."""

from __future__ import annotations

from collections import Counter
from typing import Any

from holdfast.model.finding import Evidence, Finding, Missing, Outcome, Related, Suppression
from holdfast.model.location import Location, pointer_text
from holdfast.model.policy import Rule, Severity
from holdfast.model.report import Report
from holdfast.output.strings import to_json

VERSION = 1


def render(report: Report) -> str:
    """Return `report` as JSON in ASCII, with a stable order of keys and a final newline."""
    return to_json(
        {
            "version": VERSION,
            "tool": {"name": "holdfast", "version": report.version},
            "asOf": report.as_of.isoformat(),
            "threshold": report.threshold,
            "packs": [{"id": pack.id, "version": pack.version} for pack in report.packs],
            "rules": [_rule(rule) for rule in report.rules],
            "manifests": report.manifests,
            "unreadable": report.unreadable,
            "summary": _summary(report),
            "findings": [_finding(report, finding) for finding in report.findings],
            "results": [
                {"ruleId": count.rule, "outcome": count.outcome, "count": count.subjects}
                for count in report.counts
            ],
            "notes": report.notes,
        }
    )


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "scope": rule.scope,
        "rationale": rule.rationale,
        "remediation": rule.remediation,
        "references": [
            {"framework": each.framework, "control": each.control, "url": each.url or None}
            for each in rule.references
        ],
    }


def _summary(report: Report) -> dict[str, Any]:
    tally = report.tally
    severities = Counter(each.severity for each in report.findings if each.outcome is not Outcome.ERROR)
    return {
        "evaluated": tally.evaluated,
        "passed": tally.passed,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "errors": tally.errors,
        "notApplicable": tally.not_applicable,
        "suppressed": tally.suppressed,
        "findings": {str(each): severities[each] for each in reversed(Severity)},
        "counted": sum(report.counts_against(finding) for finding in report.findings),
        "exitCode": report.exit_code,
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.rule.id,
        "validation": finding.validation,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "enforcement": finding.enforcement,
        "counted": report.counts_against(finding),
        "message": finding.message,
        "location": _location(finding.place.location),
        "pointer": pointer_text(finding.pointer),
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "related": [_related(related) for related in finding.related],
        "missing": [_missing(missing) for missing in finding.missing],
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "notes": finding.notes,
        "help": finding.help,
        "suppression": _suppression(finding.suppression),
        "baselineState": finding.baseline_state,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _related(related: Related) -> dict[str, Any]:
    return {"message": related.message, "location": _location(related.place.location)}


def _missing(missing: Missing) -> dict[str, Any]:
    return {"name": missing.name, "reason": missing.reason, "remedy": missing.remedy}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "name": evidence.name,
        "value": evidence.value,
        "location": _location(evidence.place.location),
        "source": evidence.source,
    }


def _suppression(suppression: Suppression | None) -> dict[str, Any] | None:
    if suppression is None:
        return None
    return {
        "kind": suppression.kind,
        "justification": suppression.justification,
        "owner": suppression.owner,
        "approver": suppression.approver,
        "expires": suppression.expires.isoformat() if suppression.expires else None,
    }
