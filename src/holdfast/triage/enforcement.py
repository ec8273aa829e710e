"""Enforcement: what a failure does where its pack is used, set apart from how bad it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from holdfast.model.finding import Finding
from holdfast.model.policy import BUILT_IN_PACKS, Enforcement
from holdfast.model.selection import matches

_STRICTNESS = (Enforcement.AUDIT, Enforcement.WARN, Enforcement.DENY)


def enforce(findings: Iterable[Finding], settings: Mapping[str, Enforcement]) -> tuple[Finding, ...]:
    """Return the findings with what `settings` (pattern → enforcement) says of their rules.

    The most specific pattern holds: a full id before a pattern, a longer before a shorter one. A
    finding that is already weaker, because its validation is not yet in force, stays so. The packs
    that are built in are always enforced.
    """
    return tuple(_enforced(finding, settings) for finding in findings)


def _enforced(finding: Finding, settings: Mapping[str, Enforcement]) -> Finding:
    if finding.rule.pack in BUILT_IN_PACKS:
        return finding
    patterns = [pattern for pattern in settings if matches(pattern, finding.rule.id)]
    if not patterns:
        return finding
    chosen = max(patterns, key=lambda pattern: (pattern == finding.rule.id, len(pattern), pattern))
    weakest = min(settings[chosen], finding.enforcement, key=_STRICTNESS.index)
    return finding._replace(enforcement=weakest)
