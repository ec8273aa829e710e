"""The content of files of facts → the catalogue, with every reference in it checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from holdfast.errors import CatalogueError
from holdfast.load.catalogue_entry import Entry
from holdfast.load.catalogue_sections import Draft, add_document
from holdfast.load.regions import YamlError
from holdfast.load.yaml import read_document
from holdfast.model.catalogue import FINE_TUNED, Catalogue, Organisation, index_families, vocabulary
from holdfast.model.document import Document
from holdfast.model.party_name import fold, squeezed, telling_words
from holdfast.model.pattern import canonical


def catalogue_of(files: Iterable[tuple[str, bytes]]) -> Catalogue:
    """Return the catalogue of the YAML `files`, each a name and its content.

    Later files may add entries; an id that exists already is an error, and so is every unknown key,
    value or reference. Raises CatalogueError, which names the file and the entry.
    """
    draft = Draft()
    for name, raw in files:
        add_document(draft, _document(name, raw))
    _check_references(draft)
    _check_circles(draft)
    names = _names(draft.parties)
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
        names,
        _by((squeezed(telling_words(name)), ids) for name, ids in names.items()),
        _by((word, [party.id]) for party in draft.parties.values() for word in party.words),
        orgs,
        {canonical(name): ids[0] for name, ids in names.items() if len(ids) == 1} | orgs,
        index_families(draft.families),
        frozenset(family.vendor for family in draft.families.values()),
        vocabulary(draft.families, _own_names(draft.retirements)),
    )


def _document(name: str, raw: bytes) -> Document:
    """Return the file, read strictly."""
    try:
        document = read_document(raw, name)
    except YamlError as error:
        problem = error.problem
        raise CatalogueError(problem.message, location=problem.place.location, hint=problem.help) from error
    if not isinstance(document.data, dict):
        raise CatalogueError("a file of facts is a mapping of sections", location=document.locate(()))
    return document


def _names(parties: Mapping[str, Organisation]) -> Mapping[str, tuple[str, ...]]:
    return _by(
        (fold(name), [party.id])
        for party in parties.values()
        for name in (party.id, party.name, *party.aliases)
    )


def _by(pairs: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids that go with each key, sorted."""
    found: dict[str, set[str]] = {}
    for key, ids in pairs:
        found.setdefault(key, set()).update(ids)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def _own_names(retirements: Mapping[str, Iterable[tuple[str, str]]]) -> Iterable[tuple[str, str]]:
    """Yield the names that vendors themselves use, by family; hosts put words of their own into names."""
    for family, listed in retirements.items():
        for host, name in listed:
            if not host:
                yield family, name.removeprefix(FINE_TUNED)


def _check_references(draft: Draft) -> None:
    exists: Mapping[str, Iterable[str]] = {
        "party": draft.parties,
        "family": draft.families,
        "country": draft.countries,
        "group": draft.groups,
        "place": draft.countries | set(draft.groups),
    }
    for entry, kind, name in draft.references:
        if name not in exists[kind]:
            raise entry.mistake(f"names the {kind} `{name}`, which does not exist", sorted(exists[kind]))


def _check_circles(draft: Draft) -> None:
    """Refuse a lineage, an owner or a group that comes back to where it began."""
    for kind, edges in (
        ("family", _lineages(draft)),
        ("party", _owners(draft)),
        ("group", {group.id: set(group.includes) for group in draft.groups.values()}),
    ):
        for start in edges:
            seen: set[str] = set()
            ahead = edges[start]
            while ahead:
                seen |= ahead
                ahead = {further for name in ahead for further in edges[name]} - seen
            if start in seen:
                entry: Entry = draft.entries[kind, start]
                raise entry.mistake("comes from itself, by way of others")


def _owners(draft: Draft) -> dict[str, set[str]]:
    """Return who has ever owned each party."""
    return {
        party.id: {period.parent for period in party.parents if period.parent}
        for party in draft.parties.values()
    }


def _lineages(draft: Draft) -> dict[str, set[str]]:
    """Return what each family is built on, itself left out; a release may name another base."""
    found: dict[str, set[str]] = {}
    for family in draft.families.values():
        bases = {family.lineage, *(release.facts.get("lineage", family.id) for release in family.releases)}
        found[family.id] = bases - {family.id}
    return found
