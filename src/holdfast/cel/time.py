"""Timestamps and durations to the nanosecond, as CEL has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Self

from holdfast.cel.errors import OperationError

SECOND = 10**9
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = 86_400
_CYCLE = 146_097
"""The days of 400 years, after which the calendar is the same."""
_FIRST = (date(1, 1, 1).toordinal() - _EPOCH_DAY) * _DAY * SECOND
_LAST = (date(9999, 12, 31).toordinal() - _EPOCH_DAY + 1) * _DAY * SECOND - 1
_LONGEST = 2**63 - 1

# Patterns are compiled when they are first met: few runs meet one.
_RFC3339 = r"(?a)(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))"
_UNITS = {"h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": 10**6, "ns": 1}
_UNITS |= dict.fromkeys(("us", "µs", "μs"), 10**3)
_PART = r"(?a)(\d*)(?:\.(\d*))?(h|ms|m|s|us|µs|μs|ns)"
_OFFSET = r"(?a)([+-]?)(\d{1,2}):(\d\d)"


class _Nanoseconds:
    """A number of nanoseconds; numbers of one kind compare."""

    __slots__ = ("nanoseconds",)

    def __init__(self, nanoseconds: int) -> None:
        self.nanoseconds = nanoseconds

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.nanoseconds == self.nanoseconds

    def __lt__(self, other: Self) -> bool:
        return self.nanoseconds < other.nanoseconds

    def __le__(self, other: Self) -> bool:
        return self.nanoseconds <= other.nanoseconds

    def __hash__(self) -> int:
        return hash((type(self), self.nanoseconds))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.nanoseconds})"


class Timestamp(_Nanoseconds):
    """A moment in UTC between the years 1 and 9999, in nanoseconds since 1970."""

    __slots__ = ()

    @classmethod
    def at(cls, nanoseconds: int) -> Timestamp:
        """Return the moment; OperationError outside the years 1 to 9999."""
        if not _FIRST <= nanoseconds <= _LAST:
            raise OperationError("the timestamp is out of range: years 1 to 9999")
        return cls(nanoseconds)

    @classmethod
    def of(cls, value: datetime) -> Timestamp:
        """Return `value`, which is UTC where it names no zone."""
        if value.tzinfo is None:
            value = value.replace(tzinfo=UTC)
        return cls((value - _EPOCH) // timedelta(microseconds=1) * 1000)

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read RFC 3339, such as `2026-11-23T10:00:00.5+01:00`."""
        match = re.fullmatch(_RFC3339, text)
        if match is None:
            raise OperationError("is no timestamp as in RFC 3339: 2026-11-23T10:00:00Z")
        year, month, day, hour, minute, second = map(int, match.groups()[:6])
        try:
            whole = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError as error:
            raise OperationError(f"is no timestamp: {error}") from None
        fraction = int((match.group(7) or "0")[:9].ljust(9, "0"))
        offset = int(match.group(9) or 0) * 3600 + int(match.group(10) or 0) * 60
        if offset >= _DAY or int(match.group(10) or 0) > 59:
            raise OperationError("is no timestamp: the offset is too large")
        seconds = (whole - _EPOCH) // timedelta(seconds=1) - (-offset if match.group(8) == "-" else offset)
        return cls.at(seconds * SECOND + fraction)

    def plain(self) -> datetime | Timestamp:
        """Return a datetime where microseconds suffice, else this."""
        if self.nanoseconds % 1000:
            return self
        return _EPOCH + timedelta(microseconds=self.nanoseconds // 1000)

    def part(self, name: str, zone: str = "UTC") -> int:
        """Return one of PARTS in `zone`, an IANA name or an offset such as `+05:30`."""
        seconds, nanoseconds = divmod(self.nanoseconds, SECOND)
        offset = _offset(zone, seconds) if zone != "UTC" else 0
        days, of_day = divmod(seconds + offset, _DAY)
        return PARTS[name](days, of_day, nanoseconds)

    def __str__(self) -> str:
        return self._text(_fraction(self.nanoseconds % SECOND))

    def shortest(self) -> str:
        """Return it as `format` writes it: with no more digits than it takes."""
        digits = f".{self.nanoseconds % SECOND:09}".rstrip("0")
        return self._text(digits if len(digits) > 1 else "")

    def _text(self, fraction: str) -> str:
        seconds = self.nanoseconds // SECOND
        days, of_day = divmod(seconds, _DAY)
        day = date.fromordinal(days + _EPOCH_DAY)
        clock = f"{of_day // 3600:02}:{of_day // 60 % 60:02}:{of_day % 60:02}"
        return f"{day.isoformat()}T{clock}{fraction}Z"


class Duration(_Nanoseconds):
    """A span of time in nanoseconds, 64 bits: some 292 years either way."""

    __slots__ = ()

    @classmethod
    def lasting(cls, nanoseconds: int) -> Duration:
        """Return the duration; OperationError beyond 64 bits."""
        if not -_LONGEST - 1 <= nanoseconds <= _LONGEST:
            raise OperationError("the duration is out of range: 292 years")
        return cls(nanoseconds)

    @classmethod
    def of(cls, value: timedelta) -> Duration:
        """Return `value`."""
        return cls.lasting(value // timedelta(microseconds=1) * 1000)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read such as `1h30m`, `-1.5s` or `0`."""
        sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text.removeprefix("+"))
        if digits == "0":
            return cls(0)
        part = re.compile(_PART)
        total = position = 0
        while position < len(digits):
            match = part.match(digits, position)
            if match is None or not (match.group(1) or match.group(2)):
                break
            unit, fraction = _UNITS[match.group(3)], (match.group(2) or "")[:18]
            if len(match.group(1)) > 19:  # more digits than 64 bits hold
                raise OperationError("the duration is out of range: 292 years")
            total += int(match.group(1) or 0) * unit + int(fraction or 0) * unit // 10 ** len(fraction)
            position = match.end()
        if not digits or position < len(digits):
            raise OperationError("is no duration: 1h30m, 90s, 1.5s")
        return cls.lasting(sign * total)

    def plain(self) -> timedelta | Duration:
        """Return a timedelta where microseconds suffice, else this."""
        return self if self.nanoseconds % 1000 else timedelta(microseconds=self.nanoseconds // 1000)

    def whole(self, unit: int) -> int:
        """Return the whole `unit`s of nanoseconds in it, towards zero."""
        return self.nanoseconds // unit if self.nanoseconds >= 0 else -(-self.nanoseconds // unit)

    def __str__(self) -> str:
        seconds, nanoseconds = divmod(abs(self.nanoseconds), SECOND)
        return f"{'-' * (self.nanoseconds < 0)}{seconds}{_fraction(nanoseconds)}s"


def _fraction(nanoseconds: int) -> str:
    """Return a fraction of a second in 0, 3, 6 or 9 digits, as the JSON of protocol buffers."""
    if not nanoseconds:
        return ""
    digits = f"{nanoseconds:09}"
    length = 3 if nanoseconds % 10**6 == 0 else 6 if nanoseconds % 1000 == 0 else 9
    return "." + digits[:length]


def _day(days: int) -> date:
    # In a zone the day before the year 1 and after 9999 exists. Python has neither, but the calendar repeats.
    return date.fromordinal((days + _EPOCH_DAY - 1) % _CYCLE + 1)


def _year(days: int) -> int:
    return _day(days).year + (days + _EPOCH_DAY - 1) // _CYCLE * 400


def _day_of_year(days: int) -> int:
    return _day(days).timetuple().tm_yday - 1


PARTS: dict[str, Callable[[int, int, int], int]] = {
    "getFullYear": lambda days, _, __: _year(days),
    "getMonth": lambda days, _, __: _day(days).month - 1,
    "getDayOfYear": lambda days, _, __: _day_of_year(days),
    "getDayOfMonth": lambda days, _, __: _day(days).day - 1,
    "getDate": lambda days, _, __: _day(days).day,
    "getDayOfWeek": lambda days, _, __: (days + 4) % 7,  # 1970 began on a Thursday; Sunday is 0
    "getHours": lambda _, second, __: second // 3600,
    "getMinutes": lambda _, second, __: second // 60 % 60,
    "getSeconds": lambda _, second, __: second % 60,
    "getMilliseconds": lambda _, __, nanoseconds: nanoseconds // 10**6,
}
"""The parts of a timestamp by CEL's name, from days since 1970, the second of the day, and the rest."""


def _offset(zone: str, seconds: int) -> int:
    match = re.fullmatch(_OFFSET, zone)
    if match:
        offset = int(match.group(2)) * 3600 + int(match.group(3)) * 60
        return -offset if match.group(1) == "-" else offset
    # Two days from the ends of time Python's own arithmetic in the zone cannot overflow.
    inside = min(max(seconds, _FIRST // SECOND + 2 * _DAY), _LAST // SECOND - 2 * _DAY)
    known = _zone(zone)
    if known is None:
        raise OperationError(f"there is no time zone `{zone}`")
    there = (_EPOCH + timedelta(seconds=inside)).astimezone(known).utcoffset()
    return int(there.total_seconds()) if there else 0


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # few policies name a zone

    if name == "":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
