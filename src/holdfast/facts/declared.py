"""The `facts` that a manifest declares: in the catalogue's words, with what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from holdfast.facts.family import Match, resolve_family
from holdfast.facts.party import resolve_party, ultimate
from holdfast.facts.release import (
    Known,
    base_facts,
    facts_of,
    is_gap,
    lineage_facts,
    party_facts,
    vendor_facts,
)
from holdfast.facts.spelling import Reading
from holdfast.facts.wording import base_of
from holdfast.model.catalogue import Catalogue, Family, Release
from holdfast.model.fact import FACT_NAMES, Fact
from holdfast.model.party_name import fold
from holdfast.model.pattern import canonical
from holdfast.model.placeholder import is_placeholder

_SOURCE = "the manifest's `facts`"
_NAMES = ("vendor", "vendorParent", "lineageParent", "family", "lineage")
_FREE = (*_NAMES, "licence")
"""Facts that are free text: no list of choices, and no country, of which `NO` is one."""

_OPEN = {"closed": False, "weights-noncommercial": False, "weights-permissive": True, "open-source": True}
"""Whether weights of an openness are open; of restricted ones, the licence says it."""


def entries(model: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declared facts in the order of FACT_NAMES, without those that a placeholder stands for."""
    declared = model.get("facts")
    if not isinstance(declared, Mapping):
        return {}
    return {
        name: declared[name]
        for name in FACT_NAMES
        if name in declared and not (name in _FREE and is_placeholder(str(declared[name])))
    }


def stated(catalogue: Catalogue, declared: Mapping[str, Any], as_of: date) -> Known:
    """Return the declared facts as they stand, in the catalogue's words."""
    return {
        name: Fact(name, comparable(catalogue, name, value, as_of), "declared", _SOURCE)
        for name, value in declared.items()
    }


def followed(catalogue: Catalogue, declared: Mapping[str, Any], as_of: date) -> Known:
    """Return what a declared family, lineage, vendor, owner or openness that we know brings along.

    What is said first here wins: a family says who its vendor is, and a vendor who its owner is.
    """
    found: Known = {}
    family = _family(catalogue, declared.get("family"))
    lineage = _family(catalogue, declared.get("lineage"))
    if family:
        _fill(found, _of_family(catalogue, family, as_of))
    if lineage and is_gap(found, "lineageParent"):
        _fill(found, base_facts(catalogue, base_of(catalogue, lineage), as_of))
    vendor = _party(catalogue, declared.get("vendor")) if not family else ""
    if vendor:
        _fill(found, party_facts(catalogue, vendor, as_of))
    owner = _party(catalogue, declared.get("vendorParent"))
    if owner and is_gap(found, "vendorParent"):
        _fill(found, {"parentOrigin": party_facts(catalogue, owner, as_of)["parentOrigin"]})
    if _forbids(catalogue, declared.get("licence")):
        _fill(found, {"openWeights": Fact("openWeights", value=False, source=_SOURCE)})
    openness = declared.get("openness")
    if isinstance(openness, str) and openness in _OPEN:
        _fill(found, {"openWeights": Fact("openWeights", _OPEN[openness], "declared", _SOURCE)})
    known = ((name, fact) for name, fact in found.items() if isinstance(fact, Fact))
    return {name: fact._replace(provenance="declared") for name, fact in known}


def comparable(catalogue: Catalogue, name: str, value: Any, as_of: date) -> Any:
    """Return a value as facts have it: names by id or folded, owners by the last one, countries sorted."""
    if name == "countries" and isinstance(value, list | tuple):
        return sorted({item for item in value if isinstance(item, str)})
    if name not in _NAMES or not isinstance(value, str):
        return value
    if name in ("family", "lineage"):
        family = _family(catalogue, value)
        if family is None:
            return fold(value)
        return base_of(catalogue, family).id if name == "lineage" else family.id
    party = _party(catalogue, value)
    if not party:
        return fold(value)
    top = ultimate(catalogue, party, as_of) if name != "vendor" else party
    return top[0].id if isinstance(top, tuple) else party


def _of_family(catalogue: Catalogue, family: Family, as_of: date) -> Known:
    """Return what holds for every release of a family; of its licence, only what it does not allow."""
    match = Match(family, None, Reading(family.id, family.id, written=family.id))
    found = vendor_facts(catalogue, family, as_of) | lineage_facts(catalogue, match, as_of)
    weights = facts_of(catalogue, match, as_of)["openWeights"]
    if isinstance(weights, Fact) and weights.value is False:
        found["openWeights"] = weights
    return found


def _family(catalogue: Catalogue, name: Any) -> Family | None:
    """Return the family that a declared name means: its id, or what a model id of that name resolves to."""
    if not isinstance(name, str):
        return None
    plain = fold(name).replace(" ", "-")
    if plain in catalogue.families:
        return catalogue.families[plain]
    match = resolve_family(catalogue, plain)
    return match.family if isinstance(match, Match) else None


def _forbids(catalogue: Catalogue, licence: Any) -> bool:
    """Return whether no model of the catalogue under `licence` may be used commercially and in the EU."""
    if not isinstance(licence, str):
        return False
    holders: list[Family | Release] = [*catalogue.families.values()]
    holders += [release for family in catalogue.families.values() for release in family.releases]
    terms = [entry.facts for entry in holders if entry.facts.get("licence") == licence]
    return bool(terms) and all(
        _OPEN.get(entry.get("openness", "")) is False
        or False in (entry.get("euUse"), entry.get("commercialUse"))
        for entry in terms
    )


def _party(catalogue: Catalogue, name: Any) -> str:
    """Return the id of the party of that name, or that publishes under it; empty where there is none."""
    if not isinstance(name, str):
        return ""
    party = resolve_party(catalogue, name)
    return party.id if party else catalogue.orgs.get(canonical(fold(name)), "")


def _fill(found: Known, more: Known) -> None:
    """Add what is known in `more` and not yet in `found`."""
    found |= {name: fact for name, fact in more.items() if isinstance(fact, Fact) and is_gap(found, name)}
