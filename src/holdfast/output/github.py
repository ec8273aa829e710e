"""The format `github`: findings as annotations of a GitHub Actions job, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from holdfast.model.finding import Finding, Outcome
from holdfast.model.report import Report
from holdfast.output.ranking import level_of, shown, worst_first
from holdfast.output.strings import count, prose, safe
from holdfast.output.summary import not_counted, verdict

MOST_OF_A_KIND = 10
"""GitHub shows so many errors of a step, so many warnings and so many notices."""

MAX_TITLE = 255
"""An annotation has no longer title."""

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_LEFT_OUT = "notice"

# As the runner takes them back. `%` is the first, or what another one wrote would be written twice.
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Return an annotation for each finding in a line of its own, then the verdict as a build log shows it.

    Of each kind there are as many as GitHub shows. How many were left out is said in an annotation too.
    """
    ranked = worst_first(shown(report))
    lines = [*_annotations(report, ranked)]
    return "\n".join([*lines, *verdict(report)]) + "\n"


def _annotations(report: Report, ranked: list[Finding]) -> Iterator[str]:
    wanted = Counter(map(_command, ranked))
    room = dict.fromkeys(wanted, MOST_OF_A_KIND)
    if any(number > MOST_OF_A_KIND for number in wanted.values()):
        room[_LEFT_OUT] = MOST_OF_A_KIND - 1  # one has to say how many are missing
    left_out: Counter[str] = Counter()
    for finding in ranked:
        command = _command(finding)
        if room[command]:
            room[command] -= 1
            yield _annotation(report, finding, command)
        else:
            left_out[command] += 1
    if left_out:
        kinds = ", ".join(count(left_out[kind], kind) for kind in _COMMANDS.values() if left_out[kind])
        text = f"{kinds} left out: GitHub shows {MOST_OF_A_KIND} of each. Other formats have all of them."
        yield _line(_LEFT_OUT, {"title": "Holdfast"}, text)


def _command(finding: Finding) -> str:
    return "notice" if finding.suppression is not None else _COMMANDS[level_of(finding)]


def _annotation(report: Report, finding: Finding, command: str) -> str:
    location = finding.place.location
    properties = {
        "file": _file(location.path),
        "line": str(location.line),
        "endLine": str(location.end_line),
        "title": _title(report, finding)[:MAX_TITLE],
    }
    if location.end_line == location.line:  # GitHub takes columns only within one line
        columns = {"col": str(location.column), "endColumn": str(location.end_column)}
        properties = {**properties, **columns}
    return _line(command, properties, "\n".join(_text(finding)))


def _file(path: str) -> str:
    """Return the path as it is, so that GitHub finds the file, unless a terminal or a log would obey it."""
    return "\n".join(safe(part) for part in path.split("\n"))


def _title(report: Report, finding: Finding) -> str:
    word = "policy error" if finding.outcome is Outcome.ERROR else str(finding.severity)
    marks = ["undecided"] if finding.outcome is Outcome.UNKNOWN else []
    reason = not_counted(report, finding)
    marks += [reason] if reason else []
    mark = f" ({', '.join(marks)})" if marks else ""
    return f"{word}: {prose(finding.rule.id)}{mark}"


def _text(finding: Finding) -> Iterator[str]:
    yield prose(finding.message) or prose(finding.rule.title) or "no message"
    for missing in finding.missing[:1]:
        yield f"Unknown: {safe(missing.name)}: {prose(missing.reason)}"
    if finding.help.strip():
        yield f"Help: {prose(finding.help)}"


def _line(command: str, properties: Mapping[str, str], text: str) -> str:
    said = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    return f"::{command} {said}::{_escaped(text, _IN_TEXT)}"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    for character, escape in escapes.items():
        text = text.replace(character, escape)
    return text
