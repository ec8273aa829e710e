"""What the words of a model's name tell: changes that nobody has recorded, and families of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast.model.catalogue import Catalogue, Family, Release, literal_words
from holdfast.model.pattern import Pattern

_MEASURE = re.compile(
    r"\d+"  # a version, a date, a part of either
    r"|\d+[bmkte]|\d+x\d+[bmk]?|[ae]\d+[bmk]?|\d+bpw"  # parameters, experts, length of the context
    r"|[vr]\d+|v\d+[a-z]"  # a version
    r"|i?q\d|[a-z]{0,2}fp\d+|bf\d+|f\d+|u?int\d+|nf\d|w\d+a\d+|\d+bit|g\d+"  # numbers of fewer bits
    r"|[0-9a-f]{32,}"  # a digest
)
"""Words that measure a model and name nobody's work."""

_NUMBERED = re.compile(r"([a-z]+?)\d+[a-z]?")
"""A word of a family with its version (`qwen3`)."""

_LEAST = 3
"""Literal characters of a pattern that is looked for within names; shorter ones meet by chance."""


def unexplained(catalogue: Catalogue, family: Family, name: str) -> str:
    """Return the first word of `name` that is no measure, no neutral word and none of the family, or "".

    Somebody's fine-tune carries such a word: `mistral-7b-openorca`.
    """
    own, neutral = catalogue.vocabulary.get(family.id, ()), catalogue.conventions.neutral_words
    for word in name.split("-"):
        if not word or word in own or word in neutral or _MEASURE.fullmatch(word):
            continue
        numbered = _NUMBERED.fullmatch(word)
        if numbered is None or numbered[1] not in own:
            return word
    return ""


def foreign(
    catalogue: Catalogue, family: Family, pattern: Pattern, release: Release | None, name: str
) -> Family | None:
    """Return a family on another maker's base that `name` names as well, as `mistral-small-qwen` does.

    What the pattern that found `family` or `release` spells out is no second name.
    """
    lineage = (release and release.facts.get("lineage")) or family.lineage
    root = base_of(catalogue, catalogue.families[lineage])
    spelt = literal_words(pattern) | family.words
    if release:
        spelt |= {word for entry in release.patterns if entry.matches(name) for word in literal_words(entry)}
    for word, rest in _endings(name):
        if word in spelt or _MEASURE.fullmatch(word):
            continue
        for other in _beginning(catalogue, rest):
            if base_of(catalogue, other).vendor != root.vendor:
                return other
    return None


def base_of(catalogue: Catalogue, family: Family) -> Family:
    """Return the family at the bottom of a lineage; loading refuses circles."""
    while family.lineage != family.id:
        family = catalogue.families[family.lineage]
    return family


def _endings(name: str) -> Iterator[tuple[str, str]]:
    """Yield each word of `name` and what stands from there on."""
    at = 0
    while at >= 0:
        rest = name[at:]
        yield rest.partition("-")[0], rest
        following = name.find("-", at)
        at = following + 1 if following >= 0 else -1


def _beginning(catalogue: Catalogue, rest: str) -> Iterator[Family]:
    """Yield the families whose names `rest` begins with or is."""
    for pattern, family in catalogue.patterns.candidates(rest):
        if pattern.weight >= _LEAST and not pattern.context and pattern.matches(rest):
            yield catalogue.families[family]
