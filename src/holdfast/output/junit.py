"""The format `junit`: a test suite for each pack, as CI servers show the results of tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from holdfast.model.finding import Finding, Outcome
from holdfast.model.report import Report
from holdfast.output.ranking import rules_of, worst_first
from holdfast.output.strings import count, prose, safe, well_formed
from holdfast.output.summary import not_counted, verdict
from holdfast.output.text import details, let_off

MOST = 10_000
"""So many findings are written. GitLab takes half a million cases; other servers show far fewer."""

_OTHERS = "subjects without findings"
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class _Case(NamedTuple):
    """A test case. `kind` is `failure`, `error` or `skipped`, and `""` where it passed."""

    rule: str
    name: str
    kind: str = ""
    type: str = ""
    message: str = ""
    text: str = ""
    path: str = ""
    line: int = 0


def render(report: Report) -> str:
    """Return the results as XML in ASCII.

    A finding that counts is a failure, undecided ones too; one that does not count is skipped, and says
    why. A rule that looked at nothing is skipped: only what was evaluated and held has passed.
    """
    wanted = len(report.findings)
    kept = sorted(worst_first(report.findings)[:MOST], key=Finding.sort_key)
    cases = sorted(_cases(report, kept), key=lambda case: case.rule)
    run = [_left_out(wanted - len(kept))] if len(kept) < wanted else []
    suites = [_suite("holdfast", run, (*report.notes, *verdict(report)))]
    suites += [_suite(pack, list(its), ()) for pack, its in groupby(cases, key=_pack)]
    numbers = _numbers([*run, *cases])
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f"<testsuites{_attributes({'name': 'Holdfast', **numbers})}>",
            *suites,
            "</testsuites>\n",
        ]
    )


def _cases(report: Report, findings: Sequence[Finding]) -> Iterator[_Case]:
    times: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        case = _of_finding(report, finding)
        times[case.rule, case.name] += 1
        number = times[case.rule, case.name]
        yield case if number == 1 else case._replace(name=f"{case.name} #{number}")
    outcomes: dict[str, set[Outcome]] = {}
    for each in report.counts:
        outcomes.setdefault(each.rule, set()).add(each.outcome)
    said = {finding.rule.id for finding in findings}
    for rule in rules_of(report):
        met = outcomes.get(rule.id, set())
        is_silent = rule.id not in said
        is_told = Outcome.UNKNOWN in met and any(rule.id in each.stands_for for each in report.findings)
        if is_silent and is_told:  # on some subjects, whatever it came to on others
            yield _Case(rule.id, _OTHERS, "skipped", message="undecided, as the finding of another rule says")
        elif Outcome.PASS in met:
            yield _Case(rule.id, _OTHERS)
        elif is_silent:
            yield _Case(rule.id, _OTHERS, "skipped", message=_why_skipped(met))


def _why_skipped(met: set[Outcome]) -> str:
    if not met:
        return "nothing is declared that this rule looks at"
    return "not applicable" if met == {Outcome.NOT_APPLICABLE} else "its findings are left out"


def _of_finding(report: Report, finding: Finding) -> _Case:
    location = finding.place.location
    name = prose(finding.subject) or safe(location.path)
    reason = not_counted(report, finding)
    message = prose(finding.message) or prose(finding.rule.title) or "no message"
    kind = "error" if finding.outcome is Outcome.ERROR else "skipped" if reason else "failure"
    marks = [reason] if reason else []
    marks += ["undecided"] if finding.outcome is Outcome.UNKNOWN else []
    return _Case(
        finding.rule.id,
        f"{name} ({prose(finding.validation)})" if finding.validation else name,
        kind,
        f"{finding.outcome}/{finding.severity}",
        f"{', '.join(marks)}: {message}" if marks else message,
        "\n".join(_text(finding)),
        safe(location.path),
        location.line,
    )


def _text(finding: Finding) -> Iterator[str]:
    yield safe(str(finding.place.location))
    for label, text in (let_off(finding.suppression),) if finding.suppression else details(finding):
        yield f"{label}: {text}"


def _left_out(number: int) -> _Case:
    text = f"{count(number, 'finding')} left out: the {MOST:,} worst are shown."
    return _Case("holdfast/left-out", "left out", "skipped", message=text)


def _pack(case: _Case) -> str:
    return case.rule.partition("/")[0]


def _numbers(cases: Iterable[_Case]) -> dict[str, str]:
    kinds = Counter(case.kind for case in cases)
    return {
        "tests": str(kinds.total()),
        "failures": str(kinds["failure"]),
        "errors": str(kinds["error"]),
        "skipped": str(kinds["skipped"]),
    }


def _suite(name: str, cases: Sequence[_Case], said: Sequence[str]) -> str:
    lines = [f"  <testsuite{_attributes({'name': safe(name), **_numbers(cases)})}>"]
    lines += [line for case in cases for line in _lines(case)]
    if said:
        text = "\n".join(map(prose, said))
        lines.append(f"    <system-out>{_escaped(text)}</system-out>")
    return "\n".join([*lines, "  </testsuite>"])


def _lines(case: _Case) -> Iterator[str]:
    where = {"file": case.path, "line": str(case.line)} if case.line else {}
    tag = f"    <testcase{_attributes({'classname': safe(case.rule), 'name': case.name, **where})}"
    if not case.kind:
        yield f"{tag}/>"
        return
    about = _attributes({**({"type": case.type} if case.type else {}), "message": case.message})
    yield f"{tag}>"
    if case.text:
        yield f"      <{case.kind}{about}>{_escaped(case.text)}</{case.kind}>"
    else:
        yield f"      <{case.kind}{about}/>"
    yield "    </testcase>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in values.items())


def _escaped(text: str) -> str:
    """Return `text`, from which line breaks are gone where it is an attribute, as XML in ASCII."""
    text = _NOT_IN_XML.sub("\ufffd", well_formed(text))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
