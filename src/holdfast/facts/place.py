"""Where processing may happen: country groups, cloud regions, and the countries of one model's use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from holdfast.facts.party import resolve_party
from holdfast.facts.spelling import Reading, shown
from holdfast.model.catalogue import Basis, Catalogue
from holdfast.model.fact import Fact, Gap
from holdfast.model.spelling import nearest

_REMEDY = "Declare the backend's `region` and `regionScope`, or its `country`."
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


def region_countries(
    catalogue: Catalogue, region: str, operator: str | None = None
) -> tuple[str, ...] | None:
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
    declared = _codes(catalogue, backend.get("country"))
    bases: list[Basis] = []
    try:
        found = declared | _scope(catalogue, backend, as_of) | _zone(catalogue, reading, as_of, bases)
        found |= _region(catalogue, reading, backend, bases, required=not declared)
    except _NotKnown as gap:
        return Gap("countries", str(gap), _REMEDY)
    if not found:
        what = "the backend says neither region nor country" if backend else "no backend is known"
        return Gap("countries", what, _REMEDY)
    if not declared and _may_leave_region(catalogue, reading, backend):
        reason = "its operator may process outside the region, and the backend has no `regionScope`"
        return Gap("countries", reason, _REMEDY)
    return Fact(
        "countries",
        sorted(found),
        "declared" if declared else "catalogue",
        bases[0].source if bases else "the manifest's backend",
        min((basis.checked_on for basis in bases), default=None),
        "medium" if any(basis.confidence != "high" for basis in bases) else "high",
    )


class _NotKnown(Exception):  # noqa: N818  # a way out of the sum of places, no error
    """One of the places that add up is not known, and so is the sum."""


def _scope(catalogue: Catalogue, backend: Mapping[str, Any], as_of: date) -> set[str]:
    """Return what `regionScope` says by itself."""
    scope = _text(backend, "regionScope")
    if scope in ("global", "unknown"):
        raise _NotKnown(f"the backend's `regionScope` is `{scope}`")
    return _expanded(catalogue, _DATA_ZONES.get(scope, ()), as_of)


def _zone(catalogue: Catalogue, reading: Reading | None, as_of: date, bases: list[Basis]) -> set[str]:
    """Return where the prefix of a model id lets requests go."""
    zone = reading.zone if reading else None
    if zone is None:
        return set()
    if zone.countries is None:
        raise _NotKnown(f"the prefix `{zone.id}` of the model id {zone.reason}")
    bases.append(zone.basis)
    return _expanded(catalogue, zone.countries, as_of)


def _region(
    catalogue: Catalogue,
    reading: Reading | None,
    backend: Mapping[str, Any],
    bases: list[Basis],
    *,
    required: bool,
) -> set[str]:
    """Return the country of the region that the backend names, or else the model id."""
    region = _text(backend, "region") or (reading.region if reading else "")
    countries = region_countries(catalogue, region, _text(backend, "operator") or None)
    if countries:
        bases.append(catalogue.regions[region.strip().lower()][0].basis)
    elif region and required:
        raise _NotKnown(f"the region {shown(region)} is not in the catalogue")
    return set(countries or ())


def _may_leave_region(catalogue: Catalogue, reading: Reading | None, backend: Mapping[str, Any]) -> bool:
    """Return whether nothing but a region says where an operator processes that may leave its regions."""
    if _text(backend, "regionScope") or (reading and reading.zone):
        return False
    operator = resolve_party(catalogue, _text(backend, "operator"))
    if operator:
        return operator.scope_needed
    hosts = reading.hosts if reading else frozenset()
    served_by = (catalogue.orgs[host] for host in hosts if host in catalogue.orgs)
    return any(catalogue.parties[party].scope_needed for party in served_by)


def _expanded(catalogue: Catalogue, names: Sequence[str], as_of: date) -> set[str]:
    try:
        return set(expand(catalogue, names, as_of))
    except UnknownPlaceError as error:
        raise _NotKnown(str(error)) from None


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
    spelt = nearest(name, catalogue.groups) or next(iter(_upper(catalogue, name)), "")
    hint = f"; did you mean {shown(spelt)}?" if spelt else ""
    groups = ", ".join(sorted(catalogue.groups)) or "none is known"
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
