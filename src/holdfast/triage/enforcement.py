"""Enforcement: what a failure does where its pack is used, set apart from how bad it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from holdfast.model.empty import EMPTY
from holdfast.model.finding import Finding
from holdfast.model.policy import BUILT_IN_PACKS, Enforcement
from holdfast.model.selection import matches

STRICTNESS = (Enforcement.AUDIT, Enforcement.WARN, Enforcement.DENY)
"""From the weakest to the strongest."""


def enforce(
    findings: Iterable[Finding],
    settings: Mapping[str, Enforcement],
    least: Mapping[str, Enforcement] = EMPTY,
) -> tuple[Finding, ...]:
    """Return the findings with what `settings` (pattern → enforcement) says of their rules.

    A finding that is already weaker, because its validation is not yet in force, stays so. The packs
    that are built in are always enforced. `least` is the weakest that can be set for a rule, by its id.
    """
    return tuple(_enforced(finding, settings, least) for finding in findings)


def enforcement_of(rule: str, settings: Mapping[str, Enforcement]) -> tuple[Enforcement, str]:
    """Return what is set for `rule`, and by which pattern; `deny` and "" where nothing is set.

    The most specific pattern holds: a full id before a pattern, a longer before a shorter one.
    """
    patterns = [pattern for pattern in settings if matches(pattern, rule)]
    if not patterns:
        return Enforcement.DENY, ""
    chosen = max(patterns, key=lambda pattern: (pattern == rule, len(pattern), pattern))
    return settings[chosen], chosen


def _enforced(
    finding: Finding, settings: Mapping[str, Enforcement], least: Mapping[str, Enforcement]
) -> Finding:
    rule = finding.rule
    if rule.pack in BUILT_IN_PACKS:
        return finding
    wanted, pattern = enforcement_of(rule.id, settings)
    if not pattern:
        return finding
    held = max(wanted, least.get(rule.id, wanted), key=STRICTNESS.index)
    return finding._replace(enforcement=min(held, finding.enforcement, key=STRICTNESS.index))
