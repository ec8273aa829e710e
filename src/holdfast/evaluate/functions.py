"""The functions that policies may call beside CEL's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import Any

from holdfast.cel import Function, Record
from holdfast.evaluate.records import timestamp


def distinct(values: Sequence[Any]) -> list[Any]:
    """Return the values without repetition, in order of first occurrence."""
    kept: dict[Hashable, Any] = {}
    for value in values:
        kept.setdefault(_key(value), value)
    return list(kept.values())


def join(values: Sequence[str], separator: str = "") -> str:
    """Return the strings one after the other with `separator` between them."""
    if not all(isinstance(value, str) for value in values):
        raise ValueError("takes a list of strings")
    return separator.join(values)


def text_format(template: str, values: Sequence[Any]) -> str:
    """Fill `%s`, `%d`, `%f` and `%.2f` in `template`; `%%` is a percent sign. As CEL's strings library."""
    remaining = list(values)

    def fill(match: re.Match[str]) -> str:
        verb = match.group(2)
        if verb == "%":
            return "%"
        if not remaining:
            raise ValueError("has more verbs than values")
        return _formatted(verb, match.group(1), remaining.pop(0))

    filled = re.sub(r"%(\.\d{1,2})?(.|$)", fill, template)
    if remaining:
        raise ValueError("has more values than verbs")
    return filled


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


def _formatted(verb: str, precision: str | None, value: Any) -> str:
    if verb == "s":
        return _text(value)
    if verb == "d" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if verb == "f" and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:{precision or '.6'}f}"
    raise ValueError(f"%{verb} does not take {_text(value)}")


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}s"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, Record):
        raise ValueError("cannot show an object; name one of its fields")  # noqa: TRY004  # Function.call's word
    return str(value)


FUNCTIONS = (
    Function("distinct", ("list(dyn)",), "list(dyn)", distinct, summary="the list without repetition"),
    Function("join", ("list(string)", "string"), "string", join, optional=1, summary="one string of many"),
    Function("format", ("string", "list(dyn)"), "string", text_format, summary="fills %s, %d and %f"),
    Function(
        "concentration", ("list(dyn)",), "double", concentration, summary="Herfindahl-Hirschman index, 0 to 1"
    ),
    Function("topShare", ("list(dyn)",), "double", top_share, summary="share of the most frequent value"),
    Function("date", ("dyn",), "timestamp", date, summary="a day, 00:00 UTC"),
    Function("days", ("int",), "duration", days, summary="a number of days"),
    Function("expand", ("geo", "list(string)"), "list(string)", expand, summary="the countries of groups"),
)
