"""All facts of one model of a manifest: catalogue first, then its base, then what it declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from holdfast.facts.family import Match, NoMatch, resolve_family
from holdfast.facts.party import resolve_party
from holdfast.facts.place import countries_fact
from holdfast.facts.release import (
    REMEDY,
    Known,
    base_facts,
    facts_of,
    is_gap,
    lineage_facts,
    party_facts,
    root_family,
    vendor_facts,
)
from holdfast.facts.spelling import Reading, shown
from holdfast.model.catalogue import Catalogue, Contradiction
from holdfast.model.fact import FACT_NAMES, Fact, Gap

_BASE = ("lineage", "lineageParent", "baseOrigin")
_PARTIES = ("vendor", "vendorParent", "lineageParent")


def model_facts(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> Mapping[str, Fact | Gap]:
    """Return every fact of FACT_NAMES, in that order, each known or a gap with its reason.

    `model` and `backend` are entries of a manifest (`backend` None: it is not known). The catalogue
    is asked first, then the base that `derivedFrom` names, then `facts`: each fills only what the
    ones before leave unknown. Never raises for what a manifest says.
    """
    known = _known(catalogue, model, backend, as_of)
    known |= {name: fact for name, fact in _declared(catalogue, model, as_of).items() if is_gap(known, name)}
    known |= {name: fact for name, fact in _assumed(catalogue, model, as_of).items() if is_gap(known, name)}
    return {name: known[name] for name in FACT_NAMES}


def contradictions(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> tuple[Contradiction, ...]:
    """Return the facts that `model` declares and that the catalogue, or its base, knows otherwise."""
    known = _known(catalogue, model, backend, as_of)
    found = []
    for name, value in _entries(model):
        fact = known[name]
        if isinstance(fact, Fact) and _comparable(catalogue, name, value) != _comparable(
            catalogue, name, fact.value
        ):
            found.append(Contradiction(name, value, fact))
    return tuple(found)


def _known(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> Known:
    """Return what catalogue and base say, with a gap for every other fact."""
    match = _resolve(catalogue, model.get("model"), backend)
    known = _catalogued(catalogue, match, as_of)
    known["countries"] = countries_fact(catalogue, match.reading, backend, as_of)
    derived = _derived(catalogue, model, as_of)
    return known | {name: fact for name, fact in derived.items() if is_gap(known, name)}


def _resolve(catalogue: Catalogue, text: Any, backend: Mapping[str, Any] | None = None) -> Match | NoMatch:
    operator = (backend or {}).get("operator")
    party = resolve_party(catalogue, operator) if isinstance(operator, str) else None
    return resolve_family(catalogue, text if isinstance(text, str) else "", party.id if party else "")


def _catalogued(catalogue: Catalogue, match: Match | NoMatch, as_of: date) -> Known:
    if isinstance(match, Match):
        return facts_of(catalogue, match, as_of)
    return {name: Gap(name, match.reason, REMEDY) for name in FACT_NAMES}


def _base(model: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the base and the relation of `derivedFrom`, where it says both."""
    derived = model.get("derivedFrom")
    if not isinstance(derived, Mapping):
        return None
    base, relation = derived.get("model"), derived.get("relation")
    return (base, relation if isinstance(relation, str) else "") if isinstance(base, str) else None


def _derived(catalogue: Catalogue, model: Mapping[str, Any], as_of: date) -> Known:
    """Return what the base hands down: its lineage; of a quantized model, which is the same, everything."""
    base = _base(model)
    if base is None:
        return {}
    facts = _catalogued(catalogue, _resolve(catalogue, base[0]), as_of)
    names = tuple(facts) if base[1] == "quantized" else _BASE
    return {name: _handed_down(facts[name], base[0]) for name in names if name != "countries"}


def _assumed(catalogue: Catalogue, model: Mapping[str, Any], as_of: date) -> Known:
    """Return the modality of the base, which training on can change: taken where nothing else says it."""
    base = _base(model)
    if base is None:
        return {}
    facts = _catalogued(catalogue, _resolve(catalogue, base[0]), as_of)
    fact = _handed_down(facts["modality"], base[0])
    return {"modality": replace(fact, confidence="medium") if isinstance(fact, Fact) else fact}


def _handed_down(fact: Fact | Gap, base: str) -> Fact | Gap:
    if isinstance(fact, Gap):
        return Gap(fact.name, f"of its base {shown(base)}: {fact.reason}", fact.remedy)
    return replace(fact, provenance="derived")


def _entries(model: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the declared facts in the order of FACT_NAMES."""
    declared = model.get("facts")
    if not isinstance(declared, Mapping):
        return []
    return [(name, declared[name]) for name in FACT_NAMES if name in declared]


def _declared(catalogue: Catalogue, model: Mapping[str, Any], as_of: date) -> Known:
    """Return the declared facts, and what follows from those that name something in the catalogue."""
    entries = dict(_entries(model))
    stated: Known = {
        name: Fact(name, _comparable(catalogue, name, value), "declared", "the manifest's `facts`")
        for name, value in entries.items()
    }
    followed: Known = {
        name: replace(fact, provenance="declared")
        for name, fact in _followed(catalogue, entries, as_of).items()
        if isinstance(fact, Fact)
    }
    return followed | stated


def _followed(catalogue: Catalogue, entries: Mapping[str, Any], as_of: date) -> Known:
    """Return what a declared vendor, lineage or family that we know brings along."""
    known: Known = {}
    family = catalogue.families.get(entries["family"]) if _is_text(entries, "family") else None
    if family:
        known |= vendor_facts(catalogue, family, as_of)
        unreleased = Match(family, None, Reading(family.id, family.id, written=family.id))
        known |= lineage_facts(catalogue, unreleased, as_of)
    if _is_text(entries, "lineage") and entries["lineage"] in catalogue.families:
        known |= base_facts(catalogue, root_family(catalogue, entries["lineage"]), as_of)
    vendor = resolve_party(catalogue, entries["vendor"], as_of) if _is_text(entries, "vendor") else None
    if vendor:
        known |= party_facts(catalogue, vendor.id, as_of)
    return known


def _is_text(entries: Mapping[str, Any], name: str) -> bool:
    return isinstance(entries.get(name), str)


def _comparable(catalogue: Catalogue, name: str, value: Any) -> Any:
    """Return a value as facts have it: parties by id, countries sorted."""
    if name in _PARTIES and isinstance(value, str):
        party = resolve_party(catalogue, value)
        return party.id if party else value
    if name == "countries" and isinstance(value, list | tuple):
        return sorted({item for item in value if isinstance(item, str)})
    return value
