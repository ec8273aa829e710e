"""Whether two ids name one model: by family, release and name, not letter by letter."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from holdfast.facts.family import Match, resolve_family
from holdfast.facts.party import resolve_party
from holdfast.facts.spelling import Reading
from holdfast.model.catalogue import Catalogue, Release
from holdfast.model.pattern import canonical

_PARTS = re.compile(r"[a-z]+|\d+")
_HOSTS_VERSION = re.compile(r"(?:(?<=-\d{8})-v\d{1,2}|-v1):\d{1,2}(?::\w+)?$")
"""What Bedrock puts behind a name; `claude-v2:1` is a name."""

_DATE = re.compile(
    r"-(?P<date>(?:19|20)\d\d-?[01]\d-?[0-3]\d|[0-3]\d-20\d\d|2[3-9][01]\d|[01]\d[0-3]\d|00\d)(?![\da-z])|-latest$"
)
"""A day, a month (Mistral's `2512`), a day of no year (`0613`), a number (`002`), or a word for the last."""


class Likeness(StrEnum):
    """How one id stands to another."""

    SAME = "same"
    UNSURE = "unsure"
    """The names are alike, but on one of the hosts its user chooses them, so that they say nothing."""
    OTHER = "other"


class Identity(NamedTuple):
    """What an id names. `family` is empty where the catalogue knows none.

    `name` are the letters and numbers of the model's name, without its `date`, which is empty where an
    alias has none. `maker` is the publisher where the weights may not be the vendor's own. `written` is
    the whole id. `chosen`: the host lets its user choose the name.
    """

    family: str
    release: Release | None
    name: tuple[str, ...]
    date: str
    maker: str
    written: str
    chosen: bool


def identity(catalogue: Catalogue, text: str, host: str = "") -> Identity:
    """Return what `text` names where `host` serves it: an operator, a provider, or nobody named."""
    party = resolve_party(catalogue, host)
    match = resolve_family(catalogue, text, party.id if party else host)
    written = "-".join(filter(None, map(canonical, text.strip().split("/"))))
    reading = match.reading
    if reading is None or reading.fine_tuned:  # of a fine-tune the id says more than the model's name
        family = match.family.id if isinstance(match, Match) else ""
        return Identity(family, None, (canonical(text.rpartition("/")[2]),), "", "", written, chosen=False)
    name, date = _name(reading)
    if not isinstance(match, Match):
        maker = "/".join(sorted(reading.context - reading.hosts))
        return Identity("", None, name, date, maker, written, chosen=False)
    maker = reading.publisher if match.altered else ""
    chosen = bool(match.named_freely)
    return Identity(match.family.id, match.release, name, date, maker, written, chosen)


def likeness(one: Identity, other: Identity) -> Likeness:
    """Tell whether two ids name one model.

    They do where family, release and name are one; of two dates, both must be the same, and an alias
    without a date may stand for any that the catalogue knows nothing else of.
    """
    if one.written == other.written:
        return Likeness.SAME
    named_alike = (one.family, one.release, one.name, one.maker) == (
        other.family,
        other.release,
        other.name,
        other.maker,
    )
    if not named_alike or (one.date and other.date and one.date != other.date):
        return Likeness.OTHER
    return Likeness.UNSURE if one.chosen or other.chosen else Likeness.SAME


def _name(reading: Reading) -> tuple[tuple[str, ...], str]:
    """Return the parts of a model's name, and its date as digits; hosts spell either in several ways."""
    full = canonical(_HOSTS_VERSION.sub("", reading.written))
    for prefix in reading.prefixes:
        full = full.removeprefix(f"{prefix}-")
    found = _DATE.search(full)
    date = (found["date"] or "").replace("-", "") if found else ""
    rest = full[: found.start()] + full[found.end() :] if found else full
    return tuple(_PARTS.findall(rest)) or (full,), date
