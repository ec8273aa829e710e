"""A CEL function: calendar months, which CEL's durations cannot say."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, datetime


def add_months(start: datetime, months: int) -> datetime:
    """Return the same day `months` later, or the last day of that month where it is shorter.

    A ValueError becomes the error of the expression, with its text.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("leaves the years 1 to 9999")
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
