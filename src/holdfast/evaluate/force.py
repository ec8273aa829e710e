"""From when a finding counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holdfast.model.finding import Finding
from holdfast.model.policy import Enforcement


def weighed(finding: Finding, in_force_from: date | None, today: date) -> Finding:
    """Return `finding` as a warning that says from when it counts, where that day has not come."""
    if in_force_from is None or today >= in_force_from:
        return finding
    note = f"In force from {in_force_from.isoformat()}; a warning until then."
    return finding._replace(enforcement=Enforcement.WARN, notes=(*finding.notes, note))


def first_day(in_force_from: Iterable[date | None]) -> date | None:
    """Return from when a failure of any of several validations counts; None where one always does."""
    days = list(in_force_from)
    dated = [day for day in days if day is not None]
    return min(dated) if len(dated) == len(days) else None
