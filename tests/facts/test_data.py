"""The shipped data: everything in it is reachable, dated and sourced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from holdfast.facts.family import Match, resolve_family
from holdfast.model.catalogue import CONFIDENCES, Basis, Catalogue, Family, Release
from holdfast.model.pattern import Pattern

SPDX = {
    "Apache-2.0", "MIT", "CC-BY-4.0", "CC-BY-NC-4.0", "BigScience-BLOOM-RAIL-1.0",
}  # fmt: skip


def plainest(pattern: Pattern, filler: str = "") -> str:
    """Return the plainest id that a pattern describes."""
    name = pattern.text.rpartition("/")[2].replace("#", "7").replace("*", filler)
    return f"{pattern.context}/{name}" if pattern.context else name


def test_every_pattern_of_a_family_finds_it(catalogue: Catalogue) -> None:
    """No pattern is hidden behind a more specific one of another family; `nova-*` alone is ambiguous."""
    hidden = []
    for family in catalogue.families.values():
        for pattern in family.patterns:
            ids = [
                plainest(pattern),
                plainest(pattern, "x"),
                plainest(pattern, "-x"),
                plainest(pattern, "x1"),
            ]
            found = [resolve_family(catalogue, text) for text in ids]
            if not any(isinstance(match, Match) and match.family is family for match in found):
                hidden.append((family.id, pattern.text))
    assert [("nova", "nova-*"), ("deepgram", "nova-*")] == sorted(hidden, key=lambda item: item[0] != "nova")


def test_every_pattern_of_a_release_finds_it(catalogue: Catalogue) -> None:
    hidden = [
        (family.id, number, pattern.text)
        for family in catalogue.families.values()
        for number, release in enumerate(family.releases)
        for pattern in release.patterns
        if not any(is_release(catalogue, family, release, text) for text in attempts(family, pattern))
    ]
    assert [] == hidden


def attempts(family: Family, pattern: Pattern) -> Iterator[str]:
    """Yield ids that a release's pattern describes, begun as the family's names begin."""
    for filler in ("", "x", "-x", "-7b", "7b"):
        text = plainest(pattern, filler)
        yield text
        for name in family.patterns:
            yield plainest(name, text.strip("-"))
            yield plainest(name, f"-{text.strip('-')}-")
            start = name.text.rpartition("/")[2].partition("*")[0].replace("#", "7")
            yield f"{start}{plainest(pattern, filler)}"
            yield f"{start}-{plainest(pattern).lstrip('-')}"


def is_release(catalogue: Catalogue, family: Family, release: Release, text: str) -> bool:
    found = resolve_family(catalogue, text)
    return isinstance(found, Match) and found.family is family and found.release is release


def bases(catalogue: Catalogue) -> Iterator[Basis]:
    for party in catalogue.parties.values():
        yield party.basis
        yield from (period.basis for period in party.parents)
    for family in catalogue.families.values():
        yield family.basis
        yield from (release.basis for release in family.releases)
    yield from (status.basis for many in catalogue.statuses.values() for status in many)
    yield from (entry.basis for listed in catalogue.retirements.values() for entry in listed.values())
    yield from (region.basis for many in catalogue.regions.values() for region in many)
    yield from (zone.basis for zone in catalogue.zones.values())
    yield from (group.basis for group in catalogue.groups.values())


def test_every_fact_has_source_day_and_confidence(catalogue: Catalogue) -> None:
    for basis in bases(catalogue):
        assert basis.source
        assert date(2026, 1, 1) <= basis.checked_on <= date(2026, 11, 23)
        assert basis.confidence in CONFIDENCES


def test_every_family_says_its_modality_or_why_not(catalogue: Catalogue) -> None:
    silent = [
        family.id
        for family in catalogue.families.values()
        if "modality" not in family.facts and "modality" not in family.unknown
    ]
    assert [] == silent


def test_licences_are_identifiers(catalogue: Catalogue) -> None:
    stated = [
        entry.facts["licence"]
        for family in catalogue.families.values()
        for entry in (family, *family.releases)
        if "licence" in entry.facts
    ]
    odd = {
        text for text in stated if text not in SPDX and not re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", text)
    }
    assert set() == odd
