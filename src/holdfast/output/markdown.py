"""The format `markdown`: the verdict, a table and folded details, for a job's summary or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.model.finding import Finding, Outcome
from holdfast.model.report import EXIT_CLEAN, Report
from holdfast.output.excerpt import excerpt
from holdfast.output.inert import code, fenced, inert
from holdfast.output.ranking import worst_first
from holdfast.output.strings import CUT, count, fitting, prose, safe, size_of
from holdfast.output.style import PLAIN
from holdfast.output.summary import looked_at, not_counted, verdict
from holdfast.output.text import details, let_off

MAX_BYTES = 60_000
"""GitHub takes a comment of 65,536 characters, and others want to add a line; a summary may have 1 MiB."""

MOST_NOTES = 10
_MOST_OF_A_MESSAGE = 300
_FOR_THE_TABLE, _FOR_SUPPRESSED = MAX_BYTES // 2, MAX_BYTES // 8

TICK, ATTENTION, CROSS = "\u2705", "\u26a0\ufe0f", "\u274c"

MARK = "<!-- holdfast -->"
"""By this line the comment of an earlier run can be found."""

_ELSEWHERE = "the formats `json` and `text` have all of them"


def render(report: Report) -> str:
    """Return `report` as Markdown of at most `MAX_BYTES` in UTF-8, which no string of a file can shape.

    Where not all findings can be kept, the worst are, and a line says how many are missing.
    """
    ranked = worst_first(report.findings)
    there = [finding for finding in ranked if finding.suppression is None]
    lines = [*_head(report), *_table(report, there), *_notes(report)]
    ends = [*_suppressed([each for each in ranked if each.suppression]), *_looked_at(report)]
    room = MAX_BYTES - size_of(lines) - size_of(ends)
    return "\n".join([*lines, *_all_details(report, there, room), *ends])


def _head(report: Report) -> list[str]:
    sentence, *more = verdict(report)
    has_all_passed = report.tally.evaluated and not report.findings
    sign = CROSS if report.exit_code != EXIT_CLEAN else TICK if has_all_passed else ATTENTION
    lines = [MARK, f"## {sign} Holdfast: {inert(sentence)}", "", *map(inert, more)]
    return [*lines, ""] if more else lines


def _notes(report: Report) -> list[str]:
    notes = [f"- {inert(prose(note))}" for note in report.notes[:MOST_NOTES]]
    hidden = len(report.notes) - len(notes)
    notes += [f"- {count(hidden, 'more note')}"] if hidden else []
    return [*notes, ""] if notes else []


def _table(report: Report, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    head = ["| Severity | Rule | What is wrong | Where |", "| --- | --- | --- | --- |"]
    rows = fitting((_row(report, finding) for finding in findings), _FOR_THE_TABLE)
    return [*head, *rows, "", *_missing(len(findings) - len(rows))]


def _row(report: Report, finding: Finding) -> str:
    message = prose(finding.message) or prose(finding.rule.title) or "no message"
    if len(message) > _MOST_OF_A_MESSAGE:
        message = message[:_MOST_OF_A_MESSAGE].rstrip() + CUT
    where = code(str(finding.place.location))
    return f"| {_weight(report, finding)} | {code(finding.rule.id)} | {inert(message)} | {where} |"


def _weight(report: Report, finding: Finding) -> str:
    word = "policy error" if finding.outcome is Outcome.ERROR else str(finding.severity)
    marks = ["undecided"] if finding.outcome is Outcome.UNKNOWN else []
    reason = not_counted(report, finding)
    marks += [reason] if reason else []
    return f"**{word}**" + (f" ({', '.join(marks)})" if marks else "")


def _all_details(report: Report, findings: Sequence[Finding], room: int) -> list[str]:
    """Return the details of as many findings as there is room for, behind one fold."""
    if not findings:
        return []
    frame = _fold(f"Details of the {len(findings):,} worst of {count(len(findings), 'finding')}", [])
    blocks = ("\n".join(_block(report, finding)) for finding in findings)
    shown = fitting(blocks, room - size_of(frame))
    some = f"the {len(shown):,} worst of " if len(shown) < len(findings) else ""
    return _fold(f"Details of {some}{count(len(findings), 'finding')}", shown) if shown else []


def _block(report: Report, finding: Finding) -> Iterator[str]:
    yield f"#### {_weight(report, finding)}: {code(finding.rule.id)}"
    yield ""
    yield inert(f"{safe(str(finding.place.location))}: {prose(finding.message) or 'no message'}")
    yield ""
    source = excerpt(finding.place, PLAIN, "")
    if source:
        yield from fenced(source)
        yield ""
    for label, text in details(finding):
        yield f"- **{label}**: {inert(text)}"
    yield ""


def _suppressed(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    rows = fitting(map(_suppressed_row, findings), _FOR_SUPPRESSED)
    head = ["| Rule | Where | Why |", "| --- | --- | --- |"]
    missing = _missing(len(findings) - len(rows))
    return _fold(f"{count(len(findings), 'suppressed finding')}", [*head, *rows, "", *missing])


def _suppressed_row(finding: Finding) -> str:
    why = ": ".join(let_off(finding.suppression)) if finding.suppression else ""
    return f"| {code(finding.rule.id)} | {code(str(finding.place.location))} | {inert(why)} |"


def _looked_at(report: Report) -> list[str]:
    rows = [f"| {label} | {inert(text)} |" for label, text in looked_at(report)]
    return _fold("What was looked at", ["| | |", "| --- | --- |", *rows, ""])


def _missing(number: int) -> list[str]:
    return [f"{count(number, 'more finding')} left out here; {_ELSEWHERE}.", ""] if number else []


def _fold(title: str, lines: Sequence[str]) -> list[str]:
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "</details>", ""]
