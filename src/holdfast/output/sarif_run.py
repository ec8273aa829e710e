"""Builds the one SARIF run of a report out of sarif-om's objects."""

from __future__ import annotations

from typing import Any

import sarif_om as om

from holdfast.model.finding import Finding, Outcome, Related, Suppression
from holdfast.model.location import pointer_text
from holdfast.model.report import Report
from holdfast.output.ranking import level_of, rules_of, shown, worst_first
from holdfast.output.sarif_log import (
    MAX_RESULTS,
    artifact,
    invocation,
    left_out,
    location_of,
    log_of,
    notification,
    sentence,
    text_of,
)
from holdfast.output.sarif_rules import descriptor
from holdfast.output.strings import count, safe, well_formed

MAX_RELATED = 100
MAX_LINKS = 5


def run_log(report: Report, most: int = MAX_RESULTS) -> om.SarifLog:
    """Return `report` as a log of one run with at most `most` results, the worst, in their order."""
    rules = rules_of(report)
    index = {rule.id: number for number, rule in enumerate(rules)}
    pages = {pack.id: pack.page for pack in report.packs}
    wanted = [finding for finding in shown(report) if finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
    kept = sorted(worst_first(wanted)[:most], key=Finding.sort_key)
    return log_of(
        report.version,
        [descriptor(rule, pages.get(rule.pack, "")) for rule in rules],
        [_result(report, finding, index[finding.rule.id]) for finding in kept],
        _invocation(report, index, len(kept), len(wanted)),
        _run_properties(report),
    )


def _result(report: Report, finding: Finding, rule_index: int) -> om.Result:
    location = finding.place.location
    line_hash = report.line_hashes.get((location.path, location.line))
    hashes = {"primaryLocationLineHash": line_hash} if line_hash else {}
    related = _places(finding, sources=True)[:MAX_RELATED]
    return om.Result(
        rule_id=safe(finding.rule.id),
        rule_index=rule_index,
        # Code scanning ignores `kind`, and by the standard any but `fail` has no level: an unknown
        # verdict would vanish. The message and a property tell it apart.
        kind="fail",
        level=level_of(finding),
        message=om.Message(text=_message(finding)),
        locations=[location_of(finding.place, subject=finding.subject)],
        related_locations=[_related(each, number) for number, each in enumerate(related, 1)] or None,
        partial_fingerprints={**hashes, "holdfast/v1": finding.fingerprint},
        baseline_state=finding.baseline_state,
        suppressions=[_suppression(finding.suppression)] if finding.suppression else None,
        properties={
            **({"tags": ["undecided"]} if finding.outcome is Outcome.UNKNOWN else {}),
            "outcome": finding.outcome,
            "severity": finding.severity,
            "enforcement": finding.enforcement,
            "validation": safe(finding.validation),
            "pointer": well_formed(pointer_text(finding.pointer)),
        },
    )


def _suppression(suppression: Suppression) -> om.Suppression:
    """Return the mark; without a status it is accepted, and what was not approved leaves none."""
    said: dict[str, Any] = {"kind": suppression.kind}
    if suppression.expires is not None:
        said["owner"] = safe(suppression.owner)
        said["approver"] = safe(suppression.approver)
        said["expires"] = suppression.expires.isoformat()
    # `external`: it is written in a file of its own, not in the manifest.
    justification = text_of(suppression.justification)
    return om.Suppression(kind="external", justification=justification, properties=said)


def _message(finding: Finding) -> str:
    """Return what is wrong in sentences; the first can stand alone, for some views show only that."""
    undecided = finding.outcome is Outcome.UNKNOWN
    sentences = [("Undecided: " if undecided else "") + sentence(finding.message)]
    for missing in finding.missing:
        sentences.append(sentence(f"{missing.name} is not known: {missing.reason}"))
        sentences += [sentence(missing.remedy)] if missing.remedy.strip() else []
    sentences += [sentence(note) for note in finding.notes]
    if finding.help.strip() not in ("", finding.rule.remediation.strip()):
        sentences.append(sentence(finding.help))
    related = _places(finding, sources=False)
    links = [
        f"[{text_of(each.message, brackets=False) or 'here'}]({number})"
        for number, each in enumerate(related[:MAX_LINKS], 1)
    ]
    if links:
        more = len(related) - len(links)
        others = f" and {count(more, 'other place')}" if more else ""
        sentences.append(f"See {', '.join(links)}{others}.")
    return " ".join(dict.fromkeys(sentences))


def _places(finding: Finding, *, sources: bool) -> list[Related]:
    """Return the joined entries, then the evidence elsewhere; each place with all that is said of it."""
    places = list(finding.related)
    index = {related.place: number for number, related in reversed([*enumerate(places)])}
    for evidence in finding.evidence:
        place, clause = evidence.place, f"{evidence.name} is {evidence.value}"
        if place == finding.place and not evidence.source:
            continue  # the result itself is there
        clause = f"{clause} ({evidence.source})" if sources and evidence.source else clause
        if place in index:
            said = places[index[place]].message
            places[index[place]] = Related(f"{said}; {clause}" if said.strip() else clause, place)
        else:
            index[place] = len(places)
            places.append(Related(clause, place))
    return places


def _related(related: Related, number: int) -> om.Location:
    location = location_of(related.place)
    location.id = number
    location.message = om.Message(text=text_of(related.message) or "here")
    return location


def _invocation(report: Report, index: dict[str, int], kept: int, wanted: int) -> om.Invocation:
    errors = [finding for finding in report.findings if finding.outcome is Outcome.ERROR]
    notifications = [_policy_error(finding, index[finding.rule.id]) for finding in errors]
    notifications += [_unreadable(path) for path in report.unreadable]
    notifications += left_out(kept, wanted, "worst")
    notifications += [notification("note", "note", sentence(note)) for note in report.notes]
    return invocation(report.exit_code, notifications)


def _policy_error(finding: Finding, rule_index: int) -> om.Notification:
    text = sentence(finding.message)
    if finding.subject:
        text += f" It was evaluated for {text_of(finding.subject)}."
    said = notification("policy-error", "error", text)
    # The policy may lie outside the repository, so its path has no base.
    said.locations = [location_of(finding.place, base=None)]
    rule_id = safe(finding.rule.id)
    said.associated_rule = om.ReportingDescriptorReference(id=rule_id, index=rule_index)
    return said


def _unreadable(path: str) -> om.Notification:
    text = f"Nothing was evaluated in {text_of(path)}; the findings there say why."
    said = notification("unreadable-manifest", "warning", text)
    where = om.PhysicalLocation(artifact_location=artifact(path))
    said.locations = [om.Location(physical_location=where)]
    return said


def _run_properties(report: Report) -> dict[str, Any]:
    tally = report.tally
    return {
        "asOf": report.as_of.isoformat(),
        "threshold": report.threshold,
        "packs": [safe(f"{pack.id} {pack.version}") for pack in report.packs],
        "evaluated": tally.evaluated,
        "passed": tally.passed,
        "failed": tally.failed,
        "unknown": tally.unknown,
        "errors": tally.errors,
        "notApplicable": tally.not_applicable,
        "suppressed": tally.suppressed,
    }
