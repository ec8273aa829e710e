"""Where processing may happen: country groups, cloud regions, and the countries of one model's use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from holdfast.facts.party import resolve_party
from holdfast.facts.spelling import Reading, shown
from holdfast.model.catalogue import Basis, Catalogue, Party
from holdfast.model.fact import Fact, Gap

_REMEDY = "declare the backend's `region` and `regionScope`, or its `country`"
_DATA_ZONES = {"data-zone-eu": ("eu",), "data-zone-us": ("US",)}


class UnknownPlaceError(ValueError):
    """A name is neither a country group nor an ISO 3166-1 alpha-2 code."""


def expand(catalogue: Catalogue, names: Sequence[str], as_of: date) -> tuple[str, ...]:
    """Return the countries that `names` (groups such as `eu`, and codes such as `NO`) stand for, sorted.

    Groups are what they are on `as_of`. Raises UnknownPlaceError for any other name.
    """
    found: set[str] = set()
    for name in names:
        if name in catalogue.countries:
            found.add(name)
        elif name in catalogue.groups:
            found |= _members(catalogue, name, as_of)
        else:
            raise UnknownPlaceError(_unknown_place(catalogue, name))
    return tuple(sorted(found))


def region_countries(catalogue: Catalogue, region: str, operator: str | None = None) -> tuple[str, ...] | None:
    """Return the countries of a cloud region, or None where it is not known.

    `operator` is a name of its operator; two operators may call regions in different countries alike,
    and then a region without operator is not known.
    """
    found = catalogue.regions.get(region.strip().lower(), ())
    party = resolve_party(catalogue, operator) if operator else None
    if party:
        mine = [entry for entry in found if entry.operator in (party.id, party.parent)]
        if mine or any(entry.operator == party.id for many in catalogue.regions.values() for entry in many):
            found = tuple(mine)
    countries = {entry.country for entry in found}
    return tuple(countries) if len(countries) == 1 else None


def countries_fact(
    catalogue: Catalogue, reading: Reading | None, backend: Mapping[str, Any] | None, as_of: date
) -> Fact | Gap:
    """Return every country where a model may be processed on its backend, sorted, or why it is not known.

    What the backend's region, its scope and its `country` say, and the zone or region in the model's
    id, all widen it; where one of them is not known for sure, the whole is not known.
    """
    backend = backend or {}
    operator = resolve_party(catalogue, _text(backend, "operator"), as_of)
    scope = _text(backend, "regionScope")
    declared = _codes(catalogue, backend.get("country"))
    found: set[str] = set(declared)
    bases: list[Basis] = []
    if scope in ("global", "unknown"):
        return Gap("countries", f"the backend's `regionScope` is `{scope}`", _REMEDY)
    zone = reading.zone if reading else None
    if zone:
        if zone.countries is None:
            return Gap("countries", f"the prefix `{zone.id}` of the model id {zone.reason}", _REMEDY)
        found |= set(expand(catalogue, zone.countries, as_of))
        bases.append(zone.basis)
    if scope in _DATA_ZONES:
        found |= set(expand(catalogue, _DATA_ZONES[scope], as_of))
    region = _text(backend, "region") or (reading.region if reading else "")
    if region:
        gap = _region(catalogue, region, _text(backend, "operator"), declared, found, bases)
        if gap:
            return gap
    if not declared and not zone and scope not in _DATA_ZONES:
        gap = _unsaid(region, scope, operator, backend)
        if gap:
            return gap
    return Fact(
        "countries",
        sorted(found),
        "declared" if declared else "catalogue",
        bases[0].source if bases else "the manifest's backend",
        min((basis.checked_on for basis in bases), default=None),
        "medium" if any(basis.confidence != "high" for basis in bases) else "high",
    )


def _region(
    catalogue: Catalogue, region: str, operator: str, declared: set[str], found: set[str], bases: list[Basis]
) -> Gap | None:
    countries = region_countries(catalogue, region, operator or None)
    if countries:
        found.update(countries)
        bases.append(catalogue.regions[region.strip().lower()][0].basis)
    elif not declared:
        return Gap("countries", f"the region {shown(region)} is not in the catalogue", _REMEDY)
    return None


def _unsaid(region: str, scope: str, operator: Party | None, backend: Mapping[str, Any]) -> Gap | None:
    """Return what is missing where only a region, or nothing at all, says where processing happens."""
    if not region:
        what = "no backend is known" if not backend else "the backend says neither region nor country"
        return Gap("countries", what, _REMEDY)
    if operator and operator.scope_needed and scope != "single-region":
        reason = f"{operator.name} may process outside the region, and the backend has no `regionScope`"
        return Gap("countries", reason, _REMEDY)
    return None


def _members(catalogue: Catalogue, group: str, as_of: date) -> set[str]:
    entry = catalogue.groups[group]
    found = {
        member.country
        for member in entry.members
        if (member.valid_from is None or member.valid_from <= as_of)
        and (member.valid_to is None or as_of <= member.valid_to)
    }
    for included in entry.includes:
        found |= _members(catalogue, included, as_of)
    return found


def _unknown_place(catalogue: Catalogue, name: str) -> str:
    known = [*sorted(catalogue.groups), *sorted(catalogue.countries)]
    spelt = [*get_close_matches(name.lower(), sorted(catalogue.groups), 1), *_upper(catalogue, name)]
    hint = f"; did you mean {shown(spelt[0])}?" if spelt else ""
    groups = ", ".join(sorted(catalogue.groups)) or "none"
    if not known:
        return f"{shown(name)} is not a place: the catalogue has no groups and no countries"
    return f"{shown(name)} is neither a country group ({groups}) nor an ISO 3166-1 alpha-2 code{hint}"


def _upper(catalogue: Catalogue, name: str) -> list[str]:
    return [name.upper()] if name.upper() in catalogue.countries else []


def _text(backend: Mapping[str, Any], name: str) -> str:
    value = backend.get(name)
    return value if isinstance(value, str) else ""


def _codes(catalogue: Catalogue, value: Any) -> set[str]:
    if not isinstance(value, list | tuple):
        return set()
    return {code for code in value if isinstance(code, str) and code in catalogue.countries}
