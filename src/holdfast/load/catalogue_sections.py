"""The sections of a file of facts, each read into the draft of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from holdfast.load.catalogue_entry import Defaults, Entry
from holdfast.model.catalogue import (
    MODALITIES,
    OPENNESS,
    STATUSES,
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
)
from holdfast.model.document import Document
from holdfast.model.pattern import canonical

_UNKNOWABLE = ("lineage", "modality", "openness", "licence", "status", "deprecated", "retires", "floating")


@dataclass(slots=True)
class Draft:
    """The catalogue while files are added to it.

    `references` are checked once all is read: the entry, the kind of thing that it names, its id.
    `entries` are where parties, families and groups were written, by kind and id.
    """

    parties: dict[str, Organisation] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    statuses: dict[str, tuple[FamilyStatus, ...]] = field(default_factory=dict)
    retirements: dict[str, dict[tuple[str, str], Retirement]] = field(default_factory=dict)
    regions: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    zones: dict[tuple[str, str], Zone] = field(default_factory=dict)
    groups: dict[str, CountryGroup] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    conventions: Conventions = field(default_factory=Conventions)
    references: list[tuple[Entry, str, str]] = field(default_factory=list)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def refer(self, entry: Entry, kind: str, *names: str) -> None:
        """Note that `entry` names things that must exist in the end."""
        self.references += [(entry, kind, name) for name in names]

    def new_id(self, entry: Entry, kind: str) -> str:
        """Return the id of an entry, which must be new."""
        name = entry.text("id")
        if (kind, name) in self.entries:
            raise entry.mistake("has an id that exists already")
        self.entries[kind, name] = entry
        return name


def add_document(draft: Draft, document: Document) -> None:
    """Add all sections of a file to the draft; raises CatalogueError."""
    file = Entry(document, (), "the file", document.data, Defaults())
    defaults = Defaults.read(file.child("defaults"))
    file = replace(file, defaults=defaults)
    for section, add in _ADDERS.items():
        for entry in file.listed(section):
            add(draft, entry)
            entry.done()
    draft.countries.update(file.texts("countries"))
    conventions = file.child("conventions")
    draft.conventions = _conventions(draft, conventions)
    conventions.done()
    file.done()


def _add_party(draft: Draft, entry: Entry) -> None:
    party, basis = draft.new_id(entry, "party"), entry.basis()
    parents = [_parentage(draft, period) for period in entry.entries("parents")]
    if parent := entry.text("parent", ""):
        parents.append(Parentage(parent, "", basis))
        draft.refer(entry, "party", parent)
    if country := entry.text("country", ""):
        draft.refer(entry, "country", country)
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
        entry.texts("words"),
    )


def _parentage(draft: Draft, entry: Entry) -> Parentage:
    parent, reason = entry.text("parent", ""), entry.text("unknown", "")
    if bool(parent) == bool(reason):
        raise entry.mistake("needs either `parent` or `unknown`, the reason why nobody knows it")
    if parent:
        draft.refer(entry, "party", parent)
    period = Parentage(parent or None, reason, entry.basis())
    entry.done()
    return period


def _stated(draft: Draft, entry: Entry) -> dict[str, Any]:
    """Return the facts that a family or release states."""
    facts: dict[str, Any] = {}
    for name, allowed in (("modality", MODALITIES), ("openness", OPENNESS), ("status", STATUSES)):
        if entry.has(name):
            facts[name] = entry.choice(name, allowed)
    if entry.has("licence"):
        facts["licence"] = entry.text("licence")
    if entry.has("lineage"):
        facts["lineage"] = entry.text("lineage")
        draft.refer(entry, "family", facts["lineage"])
    for name in ("deprecated", "retires"):
        if entry.has(name):
            day = entry.day(name)
            facts[name] = day.isoformat() if day else None
    for name in ("euUse", "floating"):
        if entry.has(name):
            facts[name] = entry.flag(name)
    if entry.has("commercialUse"):
        conditional = entry.data["commercialUse"] == "conditional"
        facts["commercialUse"] = entry.text("commercialUse") if conditional else entry.flag("commercialUse")
    return facts


def _add_family(draft: Draft, entry: Entry) -> None:
    family, vendor = draft.new_id(entry, "family"), entry.text("vendor")
    draft.refer(entry, "party", vendor)
    releases = tuple(_release(draft, release) for release in entry.entries("releases"))
    floating, pinned = entry.patterns("floating"), entry.patterns("pinned")
    facts = _stated(draft, replace(entry, data={k: v for k, v in entry.data.items() if k != "floating"}))
    draft.families[family] = Family(
        family,
        vendor,
        facts.pop("lineage", family),
        entry.patterns("names"),
        facts,
        entry.reasons(_UNKNOWABLE),
        entry.basis(),
        releases,
        floating,
        pinned,
        frozenset(entry.texts("words")),
    )


def _release(draft: Draft, entry: Entry) -> Release:
    patterns = entry.patterns("match")
    if not patterns:
        raise entry.mistake("has no `match`")
    release = Release(patterns, _stated(draft, entry), entry.reasons(_UNKNOWABLE), entry.basis())
    entry.done()
    return release


def _add_release(draft: Draft, entry: Entry) -> None:
    """Add a release to a family that an earlier file has; the earlier releases are asked first."""
    family = entry.text("family")
    if family not in draft.families:
        raise entry.mistake(
            f"names the family `{family}`, which no file before it has", sorted(draft.families)
        )
    known = draft.families[family]
    draft.families[family] = known._replace(releases=(*known.releases, _release(draft, entry)))


def _add_status(draft: Draft, entry: Entry) -> None:
    family = entry.text("family")
    draft.refer(entry, "family", family)
    status = FamilyStatus(entry.choice("status", STATUSES), entry.basis())
    draft.statuses[family] = (*draft.statuses.get(family, ()), status)


def _add_retirements(draft: Draft, entry: Entry) -> None:
    """Add what one host says of a family: names by day, and those listed without one."""
    family, host, basis = entry.text("family"), entry.text("host", ""), entry.basis()
    draft.refer(entry, "family", family)
    if host:
        draft.refer(entry, "party", host)
    found = [
        (name, Retirement(None, status, basis))
        for key, status in (("served", "active"), ("deprecated", "deprecated"), ("gone", "retired"))
        for name in entry.texts(key)
    ]
    days = entry.child("retires")
    for day in days.data:
        retires = days.as_day(day, day)
        found += [(name, Retirement(retires, "", basis)) for name in days.texts(day)]
    listed = draft.retirements.setdefault(family, {})
    for name, retirement in found:
        key = (host, canonical(name))
        if key in listed:
            raise entry.mistake(f"has `{name}`, which has been said something of already")
        listed[key] = retirement


def _add_regions(draft: Draft, entry: Entry) -> None:
    operator, basis = entry.text("operator"), entry.basis()
    draft.refer(entry, "party", operator)
    countries = entry.child("in")
    for country in countries.data:
        draft.refer(entry, "country", country)
        for region in countries.texts(country):
            found = draft.regions.get(region.lower(), ())
            if any(known.operator == operator for known in found):
                raise entry.mistake(f"has the region `{region}`, which exists already")
            draft.regions[region.lower()] = (*found, Region(region, operator, country, basis))


def _add_zone(draft: Draft, entry: Entry) -> None:
    zone, host = entry.text("id"), canonical(entry.text("host"))
    if (host, canonical(zone)) in draft.zones:
        raise entry.mistake("has an id that exists already")
    countries, reason = entry.texts("countries"), entry.text("unknown", "")
    if bool(countries) == bool(reason):
        raise entry.mistake("needs either `countries` or `unknown`, the reason why nobody knows them")
    draft.refer(entry, "place", *countries)
    draft.zones[host, canonical(zone)] = Zone(zone, host, countries or None, reason, entry.basis())


def _add_group(draft: Draft, entry: Entry) -> None:
    group = draft.new_id(entry, "group")
    members = [Member(country) for country in entry.texts("members")]
    for period in entry.entries("periods"):
        members.append(Member(period.text("country"), period.day("validFrom"), period.day("validTo")))
        period.done()
    draft.refer(entry, "country", *(member.country for member in members))
    includes = entry.texts("includes")
    draft.refer(entry, "group", *includes)
    draft.groups[group] = CountryGroup(group, entry.text("title"), tuple(members), includes, entry.basis())


def _conventions(draft: Draft, entry: Entry) -> Conventions:
    known = draft.conventions

    def more(name: str) -> frozenset[str]:
        return frozenset(canonical(text) for text in entry.texts(name))

    return Conventions(
        known.hosts | more("hosts"),
        known.makers | more("makers"),
        {**known.free_text, **_free_text(draft, entry.child("freeText"))},
        known.structure | more("structure"),
        known.republishers | more("republishers"),
        tuple(sorted({*known.name_prefixes, *more("namePrefixes")}, key=lambda name: (-len(name), name))),
        known.neutral_words | more("neutralWords"),
        tuple(sorted({*known.placeholders, *entry.texts("placeholders")})),
        (*known.floating, *entry.patterns("floating")),
        (*known.pinned, *entry.patterns("pinned")),
    )


def _free_text(draft: Draft, entry: Entry) -> dict[str, frozenset[str]]:
    """Return the hosts whose users choose the names, with the vendors whose names are kept there."""
    found = {}
    for host in entry.data:
        vendors = entry.texts(host)
        draft.refer(entry, "party", *vendors)
        found[canonical(host)] = frozenset(vendors)
    return found


_ADDERS = {
    "parties": _add_party,
    "families": _add_family,
    "releases": _add_release,
    "statuses": _add_status,
    "retirements": _add_retirements,
    "regions": _add_regions,
    "zones": _add_zone,
    "groups": _add_group,
}
