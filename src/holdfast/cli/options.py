"""Options and their types that commands share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day written `YYYY-MM-DD`."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail in plain words."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2027-04-01", param, ctx)


def today() -> date:
    """Return the day in UTC: the one place where the clock is read."""
    return datetime.now(UTC).date()
