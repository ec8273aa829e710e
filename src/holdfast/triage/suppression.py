"""The one decision about what is let off: findings with the marks of waivers and of the baseline."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from holdfast.model.escape import quoted
from holdfast.model.exceptions import (
    PORTFOLIO_SUBJECT,
    Accepted,
    Baseline,
    Exceptions,
    Judged,
    Suppressed,
    Waiver,
    WaiverLimits,
)
from holdfast.model.finding import BaselineState, Finding, Outcome, Suppression, SuppressionKind
from holdfast.model.policy import BUILT_IN_PACKS, Scope
from holdfast.model.problem import Problem
from holdfast.model.selection import matches
from holdfast.model.spelling import nearest

MOST_LINES = 10
"""A note names the lines of so many entries."""

_KINDS = ("user:", "group:")
_UNSEEN = ("Cc", "Cf")


def suppress(findings: Iterable[Finding], exceptions: Exceptions, judged: Judged, today: date) -> Suppressed:
    """Mark the findings that a waiver or the baseline lets off. Drops none.

    A waiver lets off failures and undecided verdicts, the baseline only failures; of one that both let
    off the waiver is named. Neither lets off a policy that could not be evaluated, or what the packs
    that are built in find. A waiver that has expired, or may not be as it is, lets off nothing.
    """
    ordered = sorted(findings, key=Finding.sort_key)
    seen = _Seen(judged, exceptions.known, _undecided(ordered))
    waivers = _Waivers(exceptions, today)
    baseline = _Baseline(exceptions.baseline, exceptions.limits)
    # The baseline first: of what a waiver lets off, it is still to be said whether it is new.
    marked = tuple(waivers.marked(baseline.marked(finding)) for finding in ordered)
    waiver_problems, waiver_notes = waivers.judged(seen, ordered)
    baseline_problems, baseline_notes, stale = baseline.judged(seen)
    problems = (*waiver_problems, *baseline_problems)
    return Suppressed(marked, problems, (*waiver_notes, *baseline_notes), stale)


class _Seen(NamedTuple):
    """What the run decided, asked of a rule and a subject.

    `undecided` are rules with a subject on which they could not be decided; with `""` for the subject,
    those that could not be evaluated somewhere.
    """

    run: Judged
    known: frozenset[str]
    undecided: set[tuple[str, str]]

    def includes(self, rule: str, subject: str) -> bool:
        """Tell whether the run would have found what `rule` finds on `subject`.

        A rule that does not exist any more finds nothing, so that is known of it too.
        """
        if rule not in self.known:
            return True
        # A name may hold a slash itself, so no part of the path can be taken for it.
        heads = {subject[:end] for end, sign in enumerate(f"{subject}/") if sign == "/"}
        if rule not in self.run.rules or any((rule, head) in self.undecided for head in ("", *heads)):
            return False
        if self.run.rules[rule] is Scope.PORTFOLIO:
            return bool(self.run.manifests)
        return not heads.isdisjoint(self.run.manifests)


def _undecided(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    # A mistake of a policy is said once, of the first subject on which it was met.
    return {
        (each.rule.id, "" if each.outcome is Outcome.ERROR else subject_of(each))
        for each in findings
        if each.outcome is not Outcome.FAIL
    }


class _Waivers:
    """The waivers of a run, and what each of them met."""

    def __init__(self, exceptions: Exceptions, today: date) -> None:
        self._waivers = exceptions.waivers
        self._faults = [tuple(faults(each, exceptions.limits, today)) for each in exceptions.waivers]
        self._met: list[list[Finding]] = [[] for _ in exceptions.waivers]
        self._file = exceptions.waiver_file
        self._by_subject: Mapping[tuple[str, str], list[int]] = defaultdict(list)
        for number, waiver in enumerate(exceptions.waivers):
            self._by_subject[waiver.rule, waiver.subject].append(number)

    def marked(self, finding: Finding) -> Finding:
        if finding.outcome is Outcome.ERROR:
            return finding
        numbers = [
            number
            for number in self._by_subject.get((finding.rule.id, subject_of(finding)), ())
            if self._waivers[number].validation in ("", finding.validation)
            and self._waivers[number].looked_at == finding.looked_at
        ]
        for number in numbers:
            self._met[number].append(finding)
        holding = next((self._waivers[number] for number in numbers if not self._faults[number]), None)
        return finding._replace(suppression=_by(holding)) if holding else finding

    def judged(self, seen: _Seen, findings: Sequence[Finding]) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
        problems: list[Problem] = []
        unseen: list[int] = []
        by_rule: Mapping[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_rule[finding.rule.id].append(finding)
        for waiver, faults, met in zip(self._waivers, self._faults, self._met, strict=True):
            related = tuple((_would_be(finding), finding.place) for finding in met)
            problems += (fault._replace(related=related) for fault in faults)
            if faults or met:
                continue
            if seen.includes(waiver.rule, waiver.subject):
                problems.append(_unused(waiver, by_rule.get(waiver.rule, ())))
            else:
                unseen.append(waiver.place("rule").location.line)
        what = "waiver was neither used nor unused", "waivers were neither used nor unused"
        return tuple(problems), _unseen_note(self._file, unseen, what)


class _Baseline:
    """The baseline of a run, and how much of each entry is still to be met."""

    def __init__(self, baseline: Baseline | None, limits: WaiverLimits) -> None:
        self._baseline = baseline
        self._barred = (*BUILT_IN_PACKS, *limits.unwaivable, *limits.unacceptable)
        entries = baseline.entries if baseline else ()
        self._left = Counter({entry.fingerprint: entry.times for entry in entries})

    def marked(self, finding: Finding) -> Finding:
        if self._baseline is None or finding.outcome is Outcome.ERROR:
            return finding
        if finding.outcome is not Outcome.FAIL or self._bars(finding.rule.id):
            return finding._replace(baseline_state=BaselineState.NEW)
        if self._left[finding.fingerprint] == 0:
            return finding._replace(baseline_state=BaselineState.NEW)
        self._left[finding.fingerprint] -= 1
        mark = Suppression(SuppressionKind.BASELINE, f"accepted in {self._baseline.path}")
        return finding._replace(baseline_state=BaselineState.UNCHANGED, suppression=mark)

    def judged(self, seen: _Seen) -> tuple[tuple[Problem, ...], tuple[str, ...], tuple[Accepted, ...]]:
        if self._baseline is None:
            return (), (), ()
        entries = self._baseline.entries
        barred_rules = {rule for rule in {entry.rule for entry in entries} if self._bars(rule)}
        barred = tuple(entry for entry in entries if entry.rule in barred_rules)
        left = [each for each in entries if each.rule not in barred_rules and self._left[each.fingerprint]]
        is_gone = [seen.includes(each.rule, each.subject or PORTFOLIO_SUBJECT) for each in left]
        stale = tuple(
            entry._replace(times=self._left[entry.fingerprint])
            for entry, gone in zip(left, is_gone, strict=True)
            if gone
        )
        unseen = [each.place.location.line for each, gone in zip(left, is_gone, strict=True) if not gone]
        what = "entry was not held against anything", "entries were not held against anything"
        problems = (*([_barred(barred)] if barred else ()), *([_stale(stale)] if stale else ()))
        return problems, _unseen_note(self._baseline.path, unseen, what), (*barred, *stale)

    def _bars(self, rule: str) -> bool:
        return any(matches(pattern, rule) for pattern in self._barred)


def subject_of(finding: Finding) -> str:
    """Return how a waiver names the subject of `finding`."""
    return finding.subject or PORTFOLIO_SUBJECT


def _by(waiver: Waiver) -> Suppression:
    return Suppression(SuppressionKind.WAIVER, waiver.reason, waiver.owner, waiver.approver, waiver.expires)


def _would_be(finding: Finding) -> str:
    return f"would waive: {finding.message}"


def faults(waiver: Waiver, limits: WaiverLimits, today: date) -> Iterator[Problem]:
    """Yield why `waiver` lets off nothing, whatever it meets."""
    patterns = (*BUILT_IN_PACKS, *limits.unwaivable)
    if any(matches(pattern, waiver.rule) for pattern in patterns):
        message = f"the rule {quoted(waiver.rule)} cannot be waived, so this waives nothing"
        help_ = "Remove the waiver, and mend what the rule finds."
        yield _problem("forbidden-waiver", waiver, "rule", message, help_)
    if _may_be_one(waiver.owner, waiver.approver):
        message = f"{_named(waiver)} is approved by its owner, so it waives nothing"
        help_ = "Have somebody else approve it, and name them as `approver`."
        yield _problem("self-approved-waiver", waiver, "approver", message, help_)
    if waiver.expires < today:
        message = f"{_named(waiver)} expired on {waiver.expires.isoformat()}"
        help_ = "Mend what it waived and remove it, or have it approved anew until another day."
        yield _problem("expired-waiver", waiver, "expires", message, help_)
    elif limits.max_days is not None and (waiver.expires - today).days > limits.max_days:
        latest = today + timedelta(days=limits.max_days)
        message = f"{_named(waiver)} holds for more than {limits.max_days:,} days, so it waives nothing"
        help_ = f"Set `expires` to {latest.isoformat()} at the latest."
        yield _problem("overlong-waiver", waiver, "expires", message, help_)


def _unused(waiver: Waiver, findings: Sequence[Finding]) -> Problem:
    """Say that `waiver` matches none of `findings`, which are those of its rule."""
    there = [each for each in findings if subject_of(each) == waiver.subject]
    same = [each for each in there if waiver.validation in ("", each.validation)]
    if same:
        now = same[0].looked_at
        write = f"write `lookedAt: {now}`" if now else "remove `lookedAt`"
        help_ = f"Look at what is there now; where it is to be waived, have it approved and {write}."
        key = "lookedAt" if waiver.looked_at else "subject"
        message = f"{_named(waiver)} is not of what is there now"
        return _problem("unused-waiver", waiver, key, message, help_)
    here = sorted({each.validation for each in there})
    near = nearest(waiver.subject, {subject_of(each) for each in findings})
    help_ = "Remove it."
    if here:
        help_ = f"What the rule finds there is of {', '.join(map(quoted, here))}, not of this validation."
    elif near:
        help_ = f"Remove it, or did you mean the subject {quoted(near)}?"
    key = "validation" if here else "subject"
    return _problem("unused-waiver", waiver, key, f"{_named(waiver)} matches no finding", help_)


def _barred(entries: Sequence[Accepted]) -> Problem:
    count = sum(entry.times for entry in entries)
    what = "failure" if count == 1 else "failures"
    message = f"the baseline names {count:,} {what} of rules that no baseline accepts"
    help_ = "Mend what the rules find. `holdfast baseline` removes the entries, which accept nothing."
    return _of_entries("forbidden-baseline", message, help_, entries)


def _stale(entries: Sequence[Accepted]) -> Problem:
    count = sum(entry.times for entry in entries)
    what = "failure that is" if count == 1 else "failures that are"
    message = f"the baseline accepts {count:,} {what} there no longer"
    return _of_entries(
        "stale-baseline", message, "Run `holdfast baseline`: it removes what is gone.", entries
    )


def _of_entries(name: str, message: str, help_: str, entries: Sequence[Accepted]) -> Problem:
    return Problem(
        f"exceptions/{name}",
        message,
        entries[0].place,
        logical="baseline",
        help=help_,
        related=tuple(
            (f"{entry.rule} on {entry.subject or PORTFOLIO_SUBJECT}", entry.place) for entry in entries
        ),
    )


def _problem(name: str, waiver: Waiver, key: str, message: str, help_: str) -> Problem:
    logical = "/".join(filter(None, ("waivers", waiver.rule, waiver.subject, waiver.validation)))
    return Problem(f"exceptions/{name}", message, waiver.place(key), (*waiver.pointer, key), logical, help_)


def _named(waiver: Waiver) -> str:
    return f"the waiver of {quoted(waiver.rule)} for {quoted(waiver.subject)}"


def _may_be_one(name: str, other: str) -> bool:
    """Tell whether two names may be of one person: `anna` may be `user:Anna` or `group:anna`."""
    (kind, who), (other_kind, other_who) = _person(name), _person(other)
    return who == other_who and (kind == other_kind or "" in (kind, other_kind))


def _person(name: str) -> tuple[str, str]:
    """Return the kind that stands before a name, `""` where none does, and the name without case.

    What is not seen tells nobody apart.
    """
    seen = "".join(each for each in name if each.isspace() or unicodedata.category(each) not in _UNSEEN)
    kind, rest = "", " ".join(unicodedata.normalize("NFKC", seen).casefold().split())
    while (head := next((each for each in _KINDS if rest.startswith(each)), None)) is not None:
        kind, rest = kind or head, rest.removeprefix(head).strip()
    return kind, rest


def _unseen_note(file: str, lines: Sequence[int], what: tuple[str, str]) -> tuple[str, ...]:
    """Say what the run could not judge: neither used nor unused, because it did not look there."""
    if not lines:
        return ()
    shown = ", ".join(map(str, lines[:MOST_LINES])) + (" and more" if len(lines) > MOST_LINES else "")
    at = "line" if len(lines) == 1 else "lines"
    why = "this run did not evaluate the rule, could not decide it, or did not read the manifest"
    return (f"{file}: {len(lines):,} {what[len(lines) > 1]}, because {why} ({at} {shown}).",)
