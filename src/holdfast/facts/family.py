"""Which family a model id belongs to: exactly one, or none with the reason why."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.facts.spelling import Reading, readings, shown, unreadable
from holdfast.model.catalogue import Catalogue, Family, Release


@dataclass(frozen=True, slots=True)
class Match:
    """A model id that resolved.

    `altered` says why these are not the vendor's own weights, empty where they are. `named_freely`:
    the host lets its user choose the name, so the name is a convention and no proof.
    """

    family: Family
    release: Release | None
    reading: Reading
    altered: str = ""
    named_freely: bool = False


@dataclass(frozen=True, slots=True)
class NoMatch:
    """A model id that did not resolve; `reading` still knows where the id says it runs."""

    reason: str
    reading: Reading | None = None


def resolve_family(catalogue: Catalogue, text: str, operator: str = "") -> Match | NoMatch:
    """Return the one family that `text` names.

    The most specific pattern wins; where two families are equally specific, one whose pattern asks
    for a provider that the id or `operator` (a party's id) names; else the id is ambiguous.
    """
    reason = unreadable(catalogue, text)
    if reason:
        return NoMatch(reason)
    first: Reading | None = None
    for reading in readings(catalogue, text):
        first = first or reading
        found = _best(catalogue, reading, operator)
        if len(found) == 1:
            return _match(catalogue, catalogue.families[found[0]], reading)
        if found:
            return NoMatch(f"{shown(text)} is ambiguous between {_listed(found)}", first)
    return NoMatch(f"no family in the catalogue matches {shown(text)}", first)


def _best(catalogue: Catalogue, reading: Reading, operator: str) -> list[str]:
    """Return the families that match best, sorted."""
    best: tuple[int, bool] = (-1, False)
    found: set[str] = set()
    if not reading.stem:
        return []
    for pattern, family in catalogue.index.candidates(reading.stem):
        rank = (pattern.weight, bool(pattern.context))
        if rank < best or (family in found and rank == best):
            continue
        if pattern.context and pattern.context not in reading.context and pattern.context != operator:
            continue
        if pattern.matches(reading.stem):
            found = found | {family} if rank == best else {family}
            best = rank
    return sorted(found)


def _match(catalogue: Catalogue, family: Family, reading: Reading) -> Match:
    release = next((r for r in family.releases if any(p.matches(reading.full) for p in r.patterns)), None)
    freely = bool(reading.context & catalogue.conventions.free_text)
    return Match(family, release, reading, _altered(catalogue, family, reading), freely)


def _altered(catalogue: Catalogue, family: Family, reading: Reading) -> str:
    """Return why the weights may not be the vendor's own: a strange publisher, or a name that says so.

    Nobody but the vendor has the weights of a closed family, so there a strange name is one more host.
    """
    rules, publisher = catalogue.conventions, reading.publisher
    openness = [family.facts.get("openness"), *(r.facts.get("openness") for r in family.releases)]
    if all(value in ("closed", None) for value in openness) and "closed" in openness:
        return ""
    if publisher and catalogue.orgs.get(publisher) == family.vendor:
        return ""
    mark = next((word for word in reading.full.split("-") if word in rules.derivative_marks), "")
    if mark:
        return f"its name says that it is altered ({mark!r})"
    if publisher and publisher not in rules.republishers:
        return f"{shown(publisher)} is neither the vendor nor a known host, so it may be a fine-tune"
    return ""


def _listed(names: list[str]) -> str:
    return ", ".join(names)
