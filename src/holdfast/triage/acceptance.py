"""What a baseline is to accept: the failures of a run, held against what was accepted before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from holdfast.model.exceptions import Accepted, Baseline, WaiverLimits
from holdfast.model.finding import Finding, Outcome, SuppressionKind
from holdfast.model.policy import BUILT_IN_PACKS, Enforcement
from holdfast.model.selection import matches


class Acceptance(NamedTuple):
    """The entries of the new baseline, sorted; what is new in it, or was not let in.

    `removed` counts failures that the old one accepted and that are gone. `left_out` counts, by what
    they are, the findings that no baseline accepts.
    """

    entries: tuple[Accepted, ...]
    added: tuple[Finding, ...]
    refused: tuple[Finding, ...]
    removed: int
    left_out: Counter[str]


def accept(
    findings: Sequence[Finding],
    stale: Sequence[Accepted],
    previous: Baseline | None,
    limits: WaiverLimits = WaiverLimits(),  # noqa: B008  # it is frozen
    *,
    grow: bool,
) -> Acceptance:
    """Return what is accepted of a run that was held against `previous`, None where there was none.

    An existing baseline loses what is `stale` and takes in nothing, except with `grow`. What the run
    did not look at stays in it. `limits` say which rules no baseline accepts.
    """
    counts = Counter({each: each.times for each in previous.entries} if previous else {})
    by_fingerprint = {each.fingerprint: each for each in counts}
    for gone in stale:
        counts[by_fingerprint[gone.fingerprint]] -= gone.times
    new = [finding for finding in findings if _can_be_accepted(finding, limits)]
    may_grow = grow or previous is None
    for finding in new if may_grow else ():
        entry = by_fingerprint.setdefault(finding.fingerprint, _entry(finding))
        counts[entry] += 1
    entries = [entry._replace(times=count) for entry, count in counts.items() if count]
    return Acceptance(
        tuple(
            sorted(entries, key=lambda entry: (entry.rule, entry.subject, entry.validation, entry.looked_at))
        ),
        tuple(new) if may_grow else (),
        () if may_grow else tuple(new),
        sum(gone.times for gone in stale),
        Counter(filter(None, (_left_out(finding, limits) for finding in findings))),
    )


def _can_be_accepted(finding: Finding, limits: WaiverLimits) -> bool:
    is_new = finding.suppression is None and finding.rule.pack not in BUILT_IN_PACKS
    return is_new and finding.outcome is Outcome.FAIL and not _left_out(finding, limits)


def _left_out(finding: Finding, limits: WaiverLimits) -> str:
    """Return what keeps `finding` out of every baseline; `""` where nothing does."""
    if finding.rule.pack in BUILT_IN_PACKS:
        return "" if finding.rule.id == "exceptions/stale-baseline" else "of a pack that is built in"
    if finding.outcome is Outcome.ERROR:
        return "of a policy that could not be evaluated"
    if finding.suppression is not None:
        return "waived" if finding.suppression.kind is SuppressionKind.WAIVER else ""
    if finding.outcome is Outcome.UNKNOWN:
        return "undecided"
    if any(matches(pattern, finding.rule.id) for pattern in limits.unwaivable):
        return "of a rule that cannot be waived"
    if any(matches(pattern, finding.rule.id) for pattern in limits.unacceptable):
        return "of a rule that can only be waived"
    return "not enforced" if finding.enforcement is not Enforcement.DENY else ""


def _entry(finding: Finding) -> Accepted:
    return Accepted(
        finding.rule.id,
        finding.validation,
        finding.subject,
        0,
        finding.fingerprint,
        finding.place,
        finding.looked_at,
    )
