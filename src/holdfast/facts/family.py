"""Which family a model id belongs to: exactly one, or none with the reason why."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.facts.spelling import Reading, readings, shown, unreadable
from holdfast.model.catalogue import Catalogue, Family, Release
from holdfast.model.pattern import Pattern


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
    found = tuple(readings(catalogue, text))
    for lightest in (1, 0):  # patterns such as `stability/*` speak only where no name is known
        for reading in found:
            families = _best(catalogue, reading, operator, lightest)
            if len(families) == 1:
                return _match(catalogue, catalogue.families[families[0]], reading, operator)
            if families:
                return NoMatch(f"{shown(text)} is ambiguous between {', '.join(families)}", found[0])
    return NoMatch(f"no family in the catalogue matches {shown(text)}", found[0] if found else None)


def _best(catalogue: Catalogue, reading: Reading, operator: str, lightest: int) -> list[str]:
    """Return the families that match best, sorted, by patterns of at least that weight."""
    best: tuple[int, bool] = (-1, False)
    found: set[str] = set()
    if not reading.stem:
        return []
    for pattern, family in catalogue.index.candidates(reading.stem):
        rank = (pattern.weight, bool(pattern.context))
        if rank < best or pattern.weight < lightest or (family in found and rank == best):
            continue
        if _in_context(pattern, reading, operator) and pattern.matches(reading.stem):
            found = found | {family} if rank == best else {family}
            best = rank
    return sorted(found)


def _in_context(pattern: Pattern, reading: Reading, operator: str) -> bool:
    return not pattern.context or pattern.context in reading.context or pattern.context == operator


def _match(catalogue: Catalogue, family: Family, reading: Reading, operator: str) -> Match:
    release = next((entry for entry in family.releases if _is_release(entry, reading, operator)), None)
    freely = bool(reading.context & catalogue.conventions.free_text)
    return Match(family, release, reading, _altered(catalogue, family, release, reading), freely)


def _is_release(release: Release, reading: Reading, operator: str) -> bool:
    patterns = release.patterns
    return any(
        _in_context(pattern, reading, operator) and pattern.matches(reading.full) for pattern in patterns
    )


def _altered(catalogue: Catalogue, family: Family, release: Release | None, reading: Reading) -> str:
    """Return why the weights may not be the vendor's own: a strange publisher, or a name that says so.

    Nobody but the vendor has the weights of a closed model, so there a strange name is one more host.
    """
    rules, publisher = catalogue.conventions, reading.publisher
    if ((release and release.facts.get("openness")) or family.facts.get("openness")) == "closed":
        return ""
    if publisher and catalogue.orgs.get(publisher) == family.vendor:
        return ""
    mark = next((word for word in reading.full.split("-") if word in rules.derivative_marks), "")
    if mark:
        return f"its name says that it is altered (`{mark}`)"
    if publisher and publisher not in rules.republishers:
        return f"{shown(publisher)} is neither the vendor nor a known host, so it may be a fine-tune"
    return ""
