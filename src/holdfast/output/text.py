"""The format `text`: for each finding what is wrong, where, and what to do; at the end a summary."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.model.finding import Finding, Missing, Outcome, Suppression
from holdfast.model.report import Report
from holdfast.output.strings import listed, prose, safe, wrap
from holdfast.output.style import BLUE, BOLD, CYAN, Style, colour_of
from holdfast.output.summary import not_counted, summary

MOST_DETAILS = 10
"""Of the related places, missing facts, evidence and notes of one finding, so many each are shown."""

MOST_PLACES = 3
"""At so many of the places of one value it is said where they are."""


def render(report: Report, *, colour: bool = False) -> str:
    """Return `report` for a terminal; with SGR codes where `colour` is true.

    What comes from files is shown with its control characters made visible. All else is ASCII.
    """
    style = Style(colour)
    lines: list[str] = []
    said: set[tuple[Missing, ...]] = set()
    for finding in report.findings:
        is_said = finding.outcome is Outcome.UNKNOWN and bool(finding.missing) and finding.missing in said
        lines += [*_block(report, finding, style, is_said=is_said), ""]
        if finding.suppression is None:
            said.add(finding.missing)
    return "\n".join([*lines, *summary(report, style)]) + "\n"


def _block(report: Report, finding: Finding, style: Style, *, is_said: bool) -> list[str]:
    """Return the lines of a finding; few where what is missing was said before, with how to supply it."""
    from holdfast.output.excerpt import excerpt, gutter  # a clean report shows none

    place = finding.place
    indent = " " * gutter(place)
    arrow = style.paint(BLUE, f"{indent}-->")
    lines = [_header(report, finding, style), f"{arrow} {safe(str(place.location))}"]
    more = details(finding)
    if finding.suppression is not None:
        more = iter((let_off(finding.suppression),))
    elif is_said:
        more = _as_above(finding)
    else:
        lines += excerpt(place, style, colour_of(finding))
    for label, text in more:
        first, *rest = wrap(f" = {label}: ", text, indent)
        bar, name = style.paint(BLUE, "="), style.paint(CYAN if label == "help" else BOLD, label)
        lines += [first.replace(f"= {label}", f"{bar} {name}", 1), *rest]
    return lines


def _header(report: Report, finding: Finding, style: Style) -> str:
    word = "policy error" if finding.outcome is Outcome.ERROR else str(finding.severity)
    name = style.paint(colour_of(finding), word) + style.paint(BOLD, f"[{safe(finding.rule.id)}]")
    marks = ["undecided"] if finding.outcome is Outcome.UNKNOWN else []
    reason = not_counted(report, finding)
    marks += [reason] if reason else []
    mark = f" ({', '.join(marks)})" if marks else ""
    message = prose(finding.message) or prose(finding.rule.title) or "no message"
    return f"{name}{mark}: {style.paint(BOLD, message)}"


def details(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield label and safe text of each line below the excerpt."""
    title = finding.rule.title
    if title.strip() not in ("", finding.message.strip()):
        yield "rule", prose(title)
    yield from _bounded("where", [_related(message, where) for message, where in _places(finding)])
    yield from _bounded("because", _because(finding))
    yield from _missing(finding.missing)
    yield from _bounded("note", [prose(note) for note in finding.notes])
    if finding.help.strip():
        yield "help", prose(finding.help)


def _as_above(finding: Finding) -> Iterator[tuple[str, str]]:
    names = list(dict.fromkeys(each.name for each in finding.missing))
    yield "unknown", f"{listed(names, MOST_DETAILS)}: as above"
    yield from _bounded("note", [prose(note) for note in finding.notes])


def let_off(suppression: Suppression) -> tuple[str, str]:
    """Return what lets a finding off, and by whom and until when in one safe line.

    It stands for all that a finding says further: that is for those who mend it now.
    """
    said = prose(suppression.justification)
    if suppression.expires is not None:
        who = f"approved by {prose(suppression.approver)} for {prose(suppression.owner)}"
        said = f"until {suppression.expires.isoformat()}, {who}: {said}"
    return str(suppression.kind), said


def _places(finding: Finding) -> list[tuple[str, str]]:
    return [(related.message, str(related.place.location)) for related in finding.related]


def _because(finding: Finding) -> list[str]:
    """Return what the verdict rests on; a value at several places once, what is shown already not again."""
    shown = {finding.place.location, *(related.place.location for related in finding.related)}
    places: dict[tuple[str, str], list[str]] = {}
    for evidence in finding.evidence:
        where = evidence.place.location
        if evidence.source or where not in shown:
            clause = f"{safe(evidence.name)} is {safe(evidence.value)}"
            wheres = places.setdefault((clause, prose(evidence.source)), [])
            wheres += [str(where)] if where != finding.place.location else []
    return [_clause(clause, source, wheres) for (clause, source), wheres in places.items()]


def _clause(clause: str, source: str, wheres: list[str]) -> str:
    where = f" at {listed(wheres, MOST_PLACES)}" if wheres else ""
    return clause + where + (f" ({source})" if source else "")


def _related(message: str, where: str) -> str:
    return f"{safe(where)}: {prose(message)}" if message.strip() else safe(where)


def _missing(missing: tuple[Missing, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is not known and how to supply it; what has one reason and one remedy together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in missing:
        groups.setdefault((each.reason, each.remedy), []).append(safe(each.name))
    shown = list(groups.items())[:MOST_DETAILS]
    for index, ((reason, remedy), names) in enumerate(shown):
        why = prose(reason)
        yield "unknown", f"{', '.join(names)}: {why}" if why else ", ".join(names)
        same_next = index + 1 < len(shown) and shown[index + 1][0][1] == remedy
        if remedy.strip() and not same_next:  # one remedy for several in a row is said once
            yield "supply", prose(remedy)
    if len(groups) > MOST_DETAILS:
        yield "unknown", f"{len(groups) - MOST_DETAILS:,} more"


def _bounded(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts[:MOST_DETAILS]:
        yield label, text
    if len(texts) > MOST_DETAILS:
        yield label, f"{len(texts) - MOST_DETAILS:,} more"
