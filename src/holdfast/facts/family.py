"""Which family a model id belongs to: exactly one, or none with the reason why."""

from typing import NamedTuple

from holdfast.facts.spelling import Reading, readings, shown, unreadable
from holdfast.facts.wording import foreign, unexplained
from holdfast.model.catalogue import Catalogue, Family, Release
from holdfast.model.pattern import Pattern


class Match(NamedTuple):
    """A model id that resolved.

    Each of the others is a reason, empty where all is well. `altered`: these may not be the vendor's
    own weights. `mixed`: the name names a family of another maker too, so its base is not known.
    `named_freely`: the host lets its user choose the name, so that it says nothing; `by_convention`,
    it does, but there names of this kind are kept. `operator` runs it, as far as the manifest says:
    a party's id, or a name that is none.
    """

    family: Family
    release: Release | None
    reading: Reading
    altered: str = ""
    mixed: str = ""
    named_freely: str = ""
    by_convention: bool = False
    operator: str = ""


class NoMatch(NamedTuple):
    """A model id that did not resolve; `reading` still knows where the id says it runs."""

    reason: str
    reading: Reading | None = None


def resolve_family(catalogue: Catalogue, text: str, operator: str = "") -> Match | NoMatch:
    """Return the one family that `text` names.

    The most specific pattern wins; where two families are equally specific, one whose pattern asks
    for a provider that the id or `operator` names; else the id is ambiguous. `operator` is a party's
    id, or a name that is none.
    """
    reason = unreadable(catalogue, text)
    if reason:
        return NoMatch(reason)
    found = tuple(readings(catalogue, text))
    for lightest in (1, 0):  # patterns such as `stability/*` speak only where no name is known
        for reading in found:
            families = _best(catalogue, reading, operator, lightest)
            if len(families) == 1:
                ((family, pattern),) = families.items()
                return _match(catalogue, catalogue.families[family], pattern, reading, operator)
            if families:
                return NoMatch(f"{shown(text)} is ambiguous between {', '.join(sorted(families))}", found[0])
    return NoMatch(f"no family in the catalogue matches {shown(text)}", found[0] if found else None)


def _best(catalogue: Catalogue, reading: Reading, operator: str, lightest: int) -> dict[str, Pattern]:
    """Return the families that match best, each with its pattern, by patterns of at least that weight."""
    best: tuple[int, bool] = (-1, False)
    found: dict[str, Pattern] = {}
    if not reading.stem:
        return {}
    for pattern, family in catalogue.patterns.candidates(reading.stem):
        rank = (pattern.weight, bool(pattern.context))
        if rank < best or pattern.weight < lightest or (family in found and rank == best):
            continue
        if _in_context(pattern, reading, operator) and pattern.matches(reading.stem):
            found = {**found, family: pattern} if rank == best else {family: pattern}
            best = rank
    return found


def _in_context(pattern: Pattern, reading: Reading, operator: str) -> bool:
    return not pattern.context or pattern.context in reading.context or pattern.context == operator


def _match(catalogue: Catalogue, family: Family, pattern: Pattern, reading: Reading, operator: str) -> Match:
    release = next((entry for entry in family.releases if _is_release(entry, reading, operator)), None)
    return Match(
        family,
        release,
        reading,
        _altered(catalogue, family, pattern, reading),
        _mixed(catalogue, family, release, pattern, reading),
        _named_freely(catalogue, family, reading),
        not reading.context.isdisjoint(catalogue.conventions.free_text),
        operator,
    )


def _is_release(release: Release, reading: Reading, operator: str) -> bool:
    patterns = release.patterns
    return any(
        _in_context(pattern, reading, operator) and pattern.matches(reading.full) for pattern in patterns
    )


def _altered(catalogue: Catalogue, family: Family, pattern: Pattern, reading: Reading) -> str:
    """Return why the weights may not be the vendor's own: a strange publisher, or a word of the name."""
    rules, publisher = catalogue.conventions, reading.publisher
    if publisher and catalogue.orgs.get(publisher) == family.vendor:
        return ""
    for name in (publisher, *reading.prefixes):
        if name not in rules.hosts and _is_another_maker(catalogue, name, family):
            return f"{shown(name)} makes models itself, so this may be its own fine-tune"
    if publisher and publisher not in rules.republishers:
        return f"{shown(publisher)} is neither the vendor nor a known host, so it may be a fine-tune"
    word = unexplained(catalogue, family, reading.full) if pattern.weight else ""
    if word:
        return f"{shown(word)} in its name is no word of {family.id}, so it may be somebody's fine-tune"
    return ""


def _is_another_maker(catalogue: Catalogue, name: str, family: Family) -> bool:
    party = catalogue.orgs.get(name)
    makes = party in catalogue.makers or name in catalogue.conventions.makers
    return makes and party != family.vendor


def _mixed(
    catalogue: Catalogue, family: Family, release: Release | None, pattern: Pattern, reading: Reading
) -> str:
    """Return why the base is not known although the name begins as one of the family's."""
    other = foreign(catalogue, family, pattern, release, reading.full) if pattern.weight else None
    return f"{shown(reading.written)} names {other.id} as well as {family.id}" if other else ""


def _named_freely(catalogue: Catalogue, family: Family, reading: Reading) -> str:
    """Return why the name says nothing: its user chose it, and no vendor's repository stands before it."""
    for host in sorted(reading.context & catalogue.conventions.free_text.keys()):
        kept = family.vendor in catalogue.conventions.free_text[host]
        if kept and not unexplained(catalogue, family, reading.full):
            continue
        if not reading.publisher or catalogue.orgs.get(reading.publisher) != family.vendor:
            return f"the user of {shown(host)} chooses this name, so it says nothing"
    return ""
