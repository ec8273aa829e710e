"""Builds the one SARIF run of a report out of sarif-om's objects."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import attr
import sarif_om as om

from holdfast.model.finding import Finding, Outcome, Related, Suppression
from holdfast.model.location import Location, Place, pointer_text
from holdfast.model.report import EXIT_WRONG_RUN, Report
from holdfast.output.ranking import level_of, rules_of, shown, worst_first
from holdfast.output.sarif_rules import descriptor
from holdfast.output.strings import count, prose, safe, well_formed

MAX_RESULTS = 5000
"""Code scanning keeps no more."""

MAX_RELATED = 100
MAX_LINKS = 5
MAX_SNIPPET = 1000

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

# Equal to the schema's default and yet wanted: people and scripts look for them.
_KEPT = ("level", "kind")


def to_plain(value: Any) -> Any:
    """Return an object of sarif-om as plain data, named as in SARIF, without defaults."""
    if attr.has(type(value)):
        fields = [each for each in attr.fields(type(value)) if _is_set(each, getattr(value, each.name))]
        return {
            each.metadata.get("schema_property_name", each.name): to_plain(getattr(value, each.name))
            for each in fields
        }
    if isinstance(value, dict):
        return {key: to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


def _is_set(field: Any, value: Any) -> bool:
    default = field.default.factory() if isinstance(field.default, attr.Factory) else field.default  # type: ignore[arg-type]  # attrs types its factories too narrowly
    return value is not None and (field.name in _KEPT or default is attr.NOTHING or value != default)


def run_log(report: Report, most: int = MAX_RESULTS) -> om.SarifLog:
    """Return `report` as a log of one run with at most `most` results, the worst, in their order."""
    rules = rules_of(report)
    index = {rule.id: number for number, rule in enumerate(rules)}
    pages = {pack.id: pack.page for pack in report.packs}
    wanted = [finding for finding in shown(report) if finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
    kept = sorted(worst_first(wanted)[:most], key=Finding.sort_key)
    driver = om.ToolComponent(
        name="Holdfast",
        version=report.version,
        semantic_version=report.version,
        information_uri="https://holdfast.dev",
        rules=[descriptor(rule, pages.get(rule.pack, "")) for rule in rules],
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        invocations=[_invocation(report, index, len(kept), len(wanted))],
        original_uri_base_ids={ROOT: _root()},
        column_kind="unicodeCodePoints",
        results=[_result(report, finding, index[finding.rule.id]) for finding in kept],
        properties=_run_properties(report),
    )
    return om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])


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
        locations=[_location(finding.place, subject=finding.subject)],
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
    justification = _text(suppression.justification)
    return om.Suppression(kind="external", justification=justification, properties=said)


def _message(finding: Finding) -> str:
    """Return what is wrong in sentences; the first can stand alone, for some views show only that."""
    undecided = finding.outcome is Outcome.UNKNOWN
    sentences = [("Undecided: " if undecided else "") + _sentence(finding.message)]
    for missing in finding.missing:
        sentences.append(_sentence(f"{missing.name} is not known: {missing.reason}"))
        sentences += [_sentence(missing.remedy)] if missing.remedy.strip() else []
    sentences += [_sentence(note) for note in finding.notes]
    if finding.help.strip() not in ("", finding.rule.remediation.strip()):
        sentences.append(_sentence(finding.help))
    related = _places(finding, sources=False)
    links = [
        f"[{_text(each.message, brackets=False) or 'here'}]({number})"
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


def _sentence(text: str) -> str:
    text = _text(text) or "No message"
    return text if text.endswith((".", "!", "?")) else text + "."


def _text(text: str, *, brackets: bool = True) -> str:
    """Return safe text in which nothing is a link of SARIF's; without any brackets if so asked."""
    text = prose(text)
    if not brackets:
        return text.replace("[", "(").replace("]", ")")
    return text.replace("](", "] (")


def _related(related: Related, number: int) -> om.Location:
    location = _location(related.place)
    location.id = number
    location.message = om.Message(text=_text(related.message) or "here")
    return location


def _location(place: Place, *, subject: str = "", base: str | None = ROOT) -> om.Location:
    logical = [_logical(safe(subject))] if subject else None
    return om.Location(
        physical_location=om.PhysicalLocation(
            artifact_location=_artifact(place.location.path, base), region=_region(place)
        ),
        logical_locations=logical,
    )


def _logical(subject: str) -> om.LogicalLocation:
    return om.LogicalLocation(
        name=subject.rpartition("/")[2] or subject, fully_qualified_name=subject, kind="resource"
    )


def _artifact(path: str, base: str | None = ROOT) -> om.ArtifactLocation:
    return om.ArtifactLocation(uri=quote(well_formed(path)) or ".", uri_base_id=base)


def _region(place: Place) -> om.Region:
    location = place.location
    text = _snippet(location, place.excerpt)
    return om.Region(
        start_line=location.line,
        start_column=location.column,
        end_line=location.end_line,
        end_column=location.end_column,
        snippet=om.ArtifactContent(text=text) if text else None,
    )


def _snippet(location: Location, excerpt: tuple[str, ...]) -> str:
    """Return the text of a region that lies on one line; `""` where it does not or is very long."""
    if not excerpt or location.line != location.end_line:
        return ""
    text = excerpt[0][location.column - 1 : location.end_column - 1]
    return text if len(text) <= MAX_SNIPPET else ""


def _invocation(report: Report, index: dict[str, int], kept: int, wanted: int) -> om.Invocation:
    errors = [finding for finding in report.findings if finding.outcome is Outcome.ERROR]
    notifications = [_policy_error(finding, index[finding.rule.id]) for finding in errors]
    notifications += [_unreadable(path) for path in report.unreadable]
    if kept < wanted:
        text = f"{count(wanted - kept, 'result')} left out: the {kept:,} worst are shown."
        notifications.append(_notification("results-left-out", "warning", text))
    notifications += [_notification("note", "note", _sentence(note)) for note in report.notes]
    return om.Invocation(
        execution_successful=report.exit_code != EXIT_WRONG_RUN,
        exit_code=report.exit_code,
        tool_execution_notifications=notifications or None,
    )


def _policy_error(finding: Finding, rule_index: int) -> om.Notification:
    text = _sentence(finding.message)
    if finding.subject:
        text += f" It was evaluated for {_text(finding.subject)}."
    notification = _notification("policy-error", "error", text)
    # The policy may lie outside the repository, so its path has no base.
    notification.locations = [_location(finding.place, base=None)]
    rule_id = safe(finding.rule.id)
    notification.associated_rule = om.ReportingDescriptorReference(id=rule_id, index=rule_index)
    return notification


def _unreadable(path: str) -> om.Notification:
    text = f"Nothing was evaluated in {_text(path)}; the findings there say why."
    notification = _notification("unreadable-manifest", "warning", text)
    where = om.PhysicalLocation(artifact_location=_artifact(path))
    notification.locations = [om.Location(physical_location=where)]
    return notification


def _notification(kind: str, level: str, text: str) -> om.Notification:
    reference = om.ReportingDescriptorReference(id=kind)
    return om.Notification(message=om.Message(text=text), level=level, descriptor=reference)


def _root() -> om.ArtifactLocation:
    text = "The checked repository; with several repositories, a folder that holds each by its name."
    return om.ArtifactLocation(description=om.Message(text=text))


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
