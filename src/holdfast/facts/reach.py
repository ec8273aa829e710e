"""Where a model may be processed, by what one place says of it alone: a manifest, or a file that names it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from holdfast.facts.family import resolve_family
from holdfast.facts.party import resolve_party
from holdfast.facts.place import UnknownPlaceError, expand, region_countries
from holdfast.facts.spelling import Reading
from holdfast.model.catalogue import Catalogue

_REGIONS = {"data-zone-eu": "eu", "data-zone-us": "US"}
_ZONES = {"global": None, "eu": "eu", "us": "US", "emea": None, "apac": None}
"""What clouds call regions that are none: several countries, or any."""


class Reach(NamedTuple):
    """Countries, sorted; `anywhere` adds those that nobody counts. `unknown` says what is not known of it.

    `by_region`: only a region says it, and its operator may process elsewhere in the same group.
    """

    countries: tuple[str, ...] = ()
    anywhere: bool = False
    unknown: str = ""
    by_region: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was written about it."""
        return not (self.countries or self.anywhere or self.unknown)


def reach_of(catalogue: Catalogue, model: str, backend: Mapping[str, Any], as_of: date) -> Reach:
    """Return where `model` may be processed on `backend`, as far as its id and the backend's fields say it.

    Other than the fact `countries` it needs no one to say all: what says something of it counts.
    """
    found: set[str] = set()
    anywhere, unknown = False, ""
    reading = _reading(catalogue, model, backend)
    zone = reading.zone if reading else None
    groups = [_REGIONS[scope]] if (scope := _text(backend, "regionScope")) in _REGIONS else []
    groups += [code for code in backend.get("country") or () if isinstance(code, str)]
    anywhere |= scope == "global"
    if zone:
        anywhere |= zone.countries is None
        groups += zone.countries or ()
    region = _text(backend, "region").lower() or (reading.region if reading else "")
    if region in _ZONES:
        group = _ZONES[region]
        anywhere |= group is None
        groups += [group] if group else []
        region = ""
    try:
        found.update(expand(catalogue, groups, as_of))
    except UnknownPlaceError as error:
        unknown = str(error)
    party = resolve_party(catalogue, _text(backend, "operator"))
    by_region = bool(region and party and party.scope_needed) and not (found or anywhere or scope)
    if region:
        countries = region_countries(catalogue, region, _text(backend, "operator") or None)
        unknown = unknown or ("" if countries else f"the region `{region}` is not in the catalogue")
        found.update(countries or ())
    return Reach(tuple(sorted(found)), anywhere, unknown, by_region)


def _reading(catalogue: Catalogue, model: str, backend: Mapping[str, Any]) -> Reading | None:
    operator = _text(backend, "operator")
    party = resolve_party(catalogue, operator)
    return resolve_family(catalogue, model, party.id if party else operator).reading


def _text(backend: Mapping[str, Any], name: str) -> str:
    value = backend.get(name)
    return value if isinstance(value, str) else ""
