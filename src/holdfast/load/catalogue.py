"""Files of facts → the catalogue, with every reference in it checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from holdfast.errors import CatalogueError
from holdfast.load.catalogue_entry import Defaults, Entry, mistake
from holdfast.model.catalogue import (
    MODALITIES,
    OPENNESS,
    STATUSES,
    Catalogue,
    Conventions,
    CountryGroup,
    Family,
    FamilyStatus,
    Member,
    Organisation,
    Parentage,
    Region,
    Release,
    Retirement,
    Zone,
    fold,
    index_families,
)
from holdfast.model.location import Location
from holdfast.model.pattern import canonical

_MAX_BYTES = 4_000_000
_TERMS = ("euUse", "commercialUse")
_SECTIONS = (
    "defaults", "parties", "families", "releases", "statuses", "retirements", "regions", "zones", "groups",
    "countries", "conventions",
)  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """The catalogue while files are added to it."""

    parties: dict[str, Organisation] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    statuses: dict[str, tuple[FamilyStatus, ...]] = field(default_factory=dict)
    retirements: dict[tuple[str, str], Retirement] = field(default_factory=dict)
    regions: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    zones: dict[tuple[str, str], Zone] = field(default_factory=dict)
    groups: dict[str, CountryGroup] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    conventions: Conventions = field(default_factory=Conventions)
    late: list[tuple[str, str, Any]] = field(default_factory=list)
    """References to check once all is read: the entry's place, the kind of thing, its id."""


def load_catalogue(paths: Iterable[Path]) -> Catalogue:
    """Return the catalogue of the YAML files `paths` (a folder stands for the files in it, by name).

    Later files may add entries; an id that exists already is an error, and so is every unknown key,
    value or reference. Raises CatalogueError, which names the file and the entry.
    """
    draft = _Draft()
    for path in _files(paths):
        _add_file(draft, path)
    _check_references(draft)
    _check_circles(draft)
    orgs = {canonical(org): party.id for party in draft.parties.values() for org in (party.id, *party.orgs)}
    return Catalogue(
        draft.parties,
        draft.families,
        draft.statuses,
        draft.retirements,
        draft.regions,
        draft.zones,
        draft.groups,
        frozenset(draft.countries),
        draft.conventions,
        _names(draft.parties),
        orgs,
        index_families(draft.families),
    )


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(entry for entry in path.iterdir() if entry.suffix in (".yaml", ".yml"))
        else:
            found.append(path)
    return found


def _read(path: Path) -> Mapping[str, Any]:
    """Return the file's data."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise CatalogueError(f"a file of facts is larger than {_MAX_BYTES} bytes", location=Location(path.name))
        data = yaml.load(raw.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"a file of facts cannot be read: {error}", location=Location(path.name)) from error
    except yaml.YAMLError as error:
        raise CatalogueError(f"a file of facts is not YAML: {error}", location=Location(path.name)) from error
    if not isinstance(data, dict):
        raise mistake(path.name, "the file", "is not a mapping of sections")
    return data


def _add_file(draft: _Draft, path: Path) -> None:
    data = _read(path)
    unknown = sorted(str(key) for key in data if key not in _SECTIONS)
    if unknown:
        raise mistake(path.name, "the file", f"has the unknown section `{unknown[0]}`", _SECTIONS)
    defaults = Defaults.read(path.name, data.get("defaults", {}))
    adders = {
        "parties": _add_party,
        "families": _add_family,
        "releases": _add_release,
        "statuses": _add_status,
        "retirements": _add_retirements,
        "regions": _add_regions,
        "zones": _add_zone,
        "groups": _add_group,
    }
    for section, add in adders.items():
        for entry in Entry.listed(path.name, section, data.get(section, []), defaults):
            add(draft, entry)
            entry.done()
    holder = Entry(path.name, "the file", {"countries": data.get("countries", [])}, defaults)
    draft.countries.update(holder.texts("countries"))
    if "conventions" in data:
        entry = Entry(path.name, "conventions", data["conventions"], defaults)
        draft.conventions = _conventions(draft.conventions, entry)
        entry.done()


def _add_party(draft: _Draft, entry: Entry) -> None:
    party = entry.new_id(draft.parties)
    basis = entry.basis()
    parents = [_parentage(draft, period) for period in entry.entries("parents")]
    parent = entry.text("parent", "")
    if parent:
        parents.append(Parentage(parent, "", basis))
        draft.late.append((entry.place, "party", parent))
    country = entry.text("country", "")
    if country:
        draft.late.append((entry.place, "country", country))
    draft.parties[party] = Organisation(
        party,
        entry.text("name"),
        basis,
        entry.texts("aliases"),
        country or None,
        entry.reasons(("country",)),
        tuple(parents),
        entry.texts("orgs"),
        entry.flag("scopeNeeded"),
    )


def _parentage(draft: _Draft, entry: Entry) -> Parentage:
    parent, reason = entry.text("parent", ""), entry.text("unknown", "")
    if bool(parent) == bool(reason):
        raise entry.mistake("needs either `parent` or `unknown`, the reason why nobody knows it")
    if parent:
        draft.late.append((entry.place, "party", parent))
    period = Parentage(parent or None, reason, entry.basis())
    entry.done()
    return period


_UNKNOWABLE = ("lineage", "modality", "openness", "licence", "status", "deprecated", "retires", "floating")


def _stated(entry: Entry) -> dict[str, Any]:
    """Return the facts that a family or release states."""
    facts: dict[str, Any] = {}
    for name, allowed in (("modality", MODALITIES), ("openness", OPENNESS), ("status", STATUSES)):
        if entry.has(name):
            facts[name] = entry.choice(name, allowed)
    if entry.has("licence"):
        facts["licence"] = entry.text("licence")
    for name in ("deprecated", "retires"):
        if entry.has(name):
            day = entry.day(name)
            facts[name] = day.isoformat() if day else None
    if entry.has("euUse"):
        facts["euUse"] = entry.flag("euUse")
    if entry.has("commercialUse"):
        conditional = entry.peek("commercialUse") == "conditional"
        facts["commercialUse"] = entry.text("commercialUse") if conditional else entry.flag("commercialUse")
    return facts


def _add_family(draft: _Draft, entry: Entry) -> None:
    family = entry.new_id(draft.families)
    vendor, lineage = entry.text("vendor"), entry.text("lineage", family)
    draft.late += [(entry.place, "party", vendor), (entry.place, "family", lineage)]
    releases = tuple(_release(draft, release) for release in entry.entries("releases"))
    draft.families[family] = Family(
        family,
        vendor,
        lineage,
        entry.patterns("names"),
        _stated(entry),
        entry.reasons(_UNKNOWABLE),
        entry.basis(),
        releases,
        entry.patterns("floating"),
        entry.patterns("pinned"),
    )


def _release(draft: _Draft, entry: Entry) -> Release:
    patterns = entry.patterns("match")
    if not patterns:
        raise entry.mistake("has no `match`")
    facts = _stated(entry)
    if entry.has("lineage"):
        facts["lineage"] = entry.text("lineage")
        draft.late.append((entry.place, "family", facts["lineage"]))
    if entry.has("floating"):
        facts["floating"] = entry.flag("floating")
    release = Release(patterns, facts, entry.reasons(_UNKNOWABLE), entry.basis())
    entry.done()
    return release


def _add_release(draft: _Draft, entry: Entry) -> None:
    """Add a release to a family that an earlier file has; the earlier releases are asked first."""
    family = entry.text("family")
    if family not in draft.families:
        raise entry.mistake(f"names the family `{family}`, which no file before it has")
    known = draft.families[family]
    draft.families[family] = replace(known, releases=(*known.releases, _release(draft, entry)))


def _add_status(draft: _Draft, entry: Entry) -> None:
    family = entry.text("family")
    draft.late.append((entry.place, "family", family))
    status = FamilyStatus(entry.choice("status", STATUSES), entry.basis())
    draft.statuses[family] = (*draft.statuses.get(family, ()), status)


def _add_retirements(draft: _Draft, entry: Entry) -> None:
    family, basis = entry.text("family"), entry.basis()
    draft.late.append((entry.place, "family", family))
    for name, day in entry.mapping("retires").items():
        key = (family, canonical(name))
        if key in draft.retirements:
            raise entry.mistake(f"has `{name}`, which has a date already")
        draft.retirements[key] = Retirement(entry.as_day(f"retires.{name}", day), basis)


def _add_regions(draft: _Draft, entry: Entry) -> None:
    operator, basis = entry.text("operator"), entry.basis()
    draft.late.append((entry.place, "party", operator))
    for country, regions in entry.mapping("in").items():
        draft.late.append((entry.place, "country", country))
        for region in Entry(entry.file, entry.place, {"in": regions}, entry.defaults).texts("in"):
            found = draft.regions.get(region.lower(), ())
            if any(known.operator == operator for known in found):
                raise entry.mistake(f"has the region `{region}`, which exists already")
            draft.regions[region.lower()] = (*found, Region(region, operator, country, basis))


def _add_zone(draft: _Draft, entry: Entry) -> None:
    key = (canonical(entry.text("host")), canonical(entry.text("id")))
    if key in draft.zones:
        raise entry.mistake("exists already")
    countries = entry.texts("countries")
    reason = entry.text("unknown", "")
    if bool(countries) == bool(reason):
        raise entry.mistake("needs either `countries` or `unknown`, the reason why nobody knows them")
    draft.late += [(entry.place, "place", country) for country in countries]
    draft.zones[key] = Zone(entry.text("id"), key[0], countries or None, reason, entry.basis())


def _add_group(draft: _Draft, entry: Entry) -> None:
    group = entry.new_id(draft.groups)
    members = [Member(country) for country in entry.texts("members")]
    for period in entry.entries("periods"):
        members.append(Member(period.text("country"), period.day("validFrom"), period.day("validTo")))
        period.done()
    draft.late += [(entry.place, "country", member.country) for member in members]
    includes = entry.texts("includes")
    draft.late += [(entry.place, "group", included) for included in includes]
    draft.groups[group] = CountryGroup(group, entry.text("title"), tuple(members), includes, entry.basis())


def _conventions(known: Conventions, entry: Entry) -> Conventions:
    def more(name: str) -> frozenset[str]:
        return frozenset(canonical(text) for text in entry.texts(name))

    prefixes = {*known.name_prefixes, *(canonical(text) for text in entry.texts("namePrefixes"))}
    return Conventions(
        known.hosts | more("hosts"),
        known.free_text | more("freeText"),
        known.structure | more("structure"),
        known.republishers | more("republishers"),
        tuple(sorted(prefixes, key=lambda prefix: (-len(prefix), prefix))),
        known.derivative_marks | more("derivativeMarks"),
        tuple(sorted({*known.placeholders, *entry.texts("placeholders")})),
        (*known.floating, *entry.patterns("floating")),
        (*known.pinned, *entry.patterns("pinned")),
    )


def _names(parties: Mapping[str, Organisation]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for party in parties.values():
        for name in (party.id, party.name, *party.aliases):
            found.setdefault(fold(name), set()).add(party.id)
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def _check_references(draft: _Draft) -> None:
    exists: dict[str, Any] = {
        "party": draft.parties,
        "family": draft.families,
        "country": draft.countries,
        "group": draft.groups,
        "place": draft.countries | set(draft.groups),
    }
    for place, kind, name in draft.late:
        if name not in exists[kind]:
            file, _, entry = place.partition(": ")
            raise mistake(file, entry, f"names the {kind} `{name}`, which does not exist", sorted(exists[kind]))


def _check_circles(draft: _Draft) -> None:
    """Refuse a lineage, an ownership or a group that comes back to where it began."""
    lineages = {f.id: {f.lineage} - {f.id} for f in draft.families.values()}
    for family in draft.families.values():
        lineages[family.id] |= {r.facts["lineage"] for r in family.releases if "lineage" in r.facts} - {family.id}
    owners = {p.id: {x.parent for x in p.parents if x.parent} for p in draft.parties.values()}
    groups = {g.id: set(g.includes) for g in draft.groups.values()}
    for kind, edges in (("family", lineages), ("party", owners), ("group", groups)):
        for start in edges:
            seen: set[str] = set()
            ahead = set(edges[start])
            while ahead:
                seen |= ahead
                ahead = {further for name in ahead for further in edges[name]} - seen
            if start in seen:
                raise CatalogueError(f"the {kind} `{start}` comes from itself", hint="break the circle")


