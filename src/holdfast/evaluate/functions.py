"""The functions that policies may call beside CEL's own and its extension libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import Any

from holdfast.cel import Function, Record
from holdfast.evaluate.records import timestamp


def concentration(values: Sequence[Any]) -> float:
    """Return the Herfindahl-Hirschman index of `values`: 1.0 where all are equal; 0.0 of nothing."""
    return sum(share * share for share in _shares(values))


def top_share(values: Sequence[Any]) -> float:
    """Return the share of the most frequent value, 0 to 1; 0.0 of nothing."""
    return max(_shares(values), default=0.0)


def date(value: str | datetime) -> datetime:
    """Return `YYYY-MM-DD` as a timestamp of 00:00 UTC; a timestamp stays itself."""
    return value if isinstance(value, datetime) else timestamp(value)


def days(count: int) -> timedelta:
    """Return `count` days as a duration."""
    try:
        return timedelta(days=count)
    except OverflowError:
        raise ValueError("is too long a time") from None


def expand(geo: Any, names: Sequence[str]) -> list[str]:
    """Return the countries of the groups and countries named, as ISO 3166-1 codes in order."""
    return list(geo.expand(names))


def _shares(values: Sequence[Any]) -> list[float]:
    return [count / len(values) for count in Counter(map(_key, values)).values()]


def _key(value: Any) -> Hashable:
    if isinstance(value, Record):
        return ("record", value.identity)
    if isinstance(value, list):
        return ("list", *map(_key, value))
    if isinstance(value, dict):
        return ("map", *sorted((str(key), _key(item)) for key, item in value.items()))
    # 1 and 1.0 are one value in CEL, true is another.
    return (isinstance(value, bool), value)


FUNCTIONS = (
    Function(
        "concentration", ("list(dyn)",), "double", concentration, summary="Herfindahl-Hirschman index, 0 to 1"
    ),
    Function("topShare", ("list(dyn)",), "double", top_share, summary="share of the most frequent value"),
    Function("date", ("dyn",), "timestamp", date, summary="a day, 00:00 UTC"),
    Function("days", ("int",), "duration", days, summary="a number of days"),
    Function(
        "expand",
        ("geo", "list(string)"),
        "list(string)",
        expand,
        summary="the countries of groups",
        is_repeatable=True,
    ),
)
