"""An output format: findings as CSV (RFC 4180) that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
import io
import re

from holdfast import Finding, Report, escape

COLUMNS = (
    "path",
    "line",
    "column",
    "rule",
    "severity",
    "outcome",
    "enforcement",
    "suppressed",
    "subject",
    "message",
    "help",
)

# A spreadsheet runs what starts with one of these signs, at the start of a cell or, where it takes
# `;` for the separator, after one within it; a quotation mark before it falls away there. The apostrophe
# makes it text.
_FORMULA = re.compile(r"(?:^|(?<=[;,]))(?=[\s\"]*[=+\-@＝＋－＠])")


def render(report: Report) -> str:
    """Return a header and a row for each finding, in the report's order; the same report, the same text."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(finding)] for finding in report.findings)
    return stream.getvalue()


def _row(finding: Finding) -> tuple[object, ...]:
    at = finding.place.location
    return (
        at.path,
        at.line,
        at.column,
        finding.rule.id,
        finding.severity,
        finding.outcome,
        finding.enforcement,
        finding.suppression.kind if finding.suppression else "",
        finding.subject,
        finding.message,
        finding.help or " ".join(missing.remedy for missing in finding.missing),
    )


def _cell(value: object) -> str:
    """Return the value as text that nothing obeys: no terminal (`escape`), and no spreadsheet."""
    return _FORMULA.sub("'", escape(str(value)))
