"""What the catalogue says of a resolved model, fact by fact, on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from holdfast.facts.family import Match
from holdfast.facts.party import ultimate
from holdfast.facts.spelling import shown
from holdfast.facts.wording import base_of
from holdfast.model.catalogue import CONFIDENCES, FINE_TUNED, Basis, Catalogue, Family, Release, Retirement
from holdfast.model.fact import Fact, Gap
from holdfast.model.pattern import Pattern, canonical

Known = dict[str, Fact | Gap]

REMEDY = "Declare it under the model's `facts`, or name the base with `derivedFrom`."
LINEAGE = ("lineage", "lineageParent", "baseOrigin")
"""What a model has from the one that it is built on."""

OWN_FACTS = (
    "vendor", "vendorParent", "origin", "parentOrigin", "openness", "openWeights", "licence",
    "status", "deprecated", "retires", "floating",
)  # fmt: skip
"""What says something of the publisher and of this very release, not of the model it is built on."""

_LIFE = ("status", "deprecated", "retires", "floating")
_PLAIN = ("openness", "licence", *_LIFE)
_RENEW = "Renew Holdfast's catalogue, or declare it under the model's `facts`."
_CLOSED_LICENCE = "LicenseRef-Proprietary"


def facts_of(catalogue: Catalogue, match: Match, as_of: date) -> Known:
    """Return every fact of `match` but `countries`."""
    family = match.family
    known: Known = {"family": _fact("family", family.id, family.basis)}
    known |= lineage_facts(catalogue, match, as_of)
    known["modality"] = _stated(match, "modality", as_of)
    known |= vendor_facts(catalogue, family, as_of)
    known |= {name: _stated(match, name, as_of) for name in _PLAIN}
    known["openWeights"] = _open_weights(match, known["openness"], as_of)
    _closed_licence(known)
    _status(catalogue, match, known, as_of)
    _floating(catalogue, match, known)
    if match.reading.fine_tuned:
        known |= _of_a_fine_tune(known)
    _retirement(catalogue, match, known, as_of)
    if match.altered:
        known |= gaps(OWN_FACTS, match.altered)
    if match.mixed:
        known |= gaps(LINEAGE, match.mixed)
    if match.named_freely:
        return gaps(known, match.named_freely)
    return {name: _by_convention(fact) if match.by_convention else fact for name, fact in known.items()}


def _by_convention(fact: Fact | Gap) -> Fact | Gap:
    """A name that a user chose (an Azure deployment) is a convention: at most of medium confidence."""
    if isinstance(fact, Gap) or fact.confidence != "high":
        return fact
    return fact._replace(confidence="medium")


def gaps(names: Iterable[str], reason: str, remedy: str = REMEDY) -> Known:
    """Return a gap for each name, all for the same reason."""
    return {name: Gap(name, reason, remedy) for name in names}


def _of_a_fine_tune(known: Known) -> Known:
    """Return what a vendor's customer changes: the vendor serves it alone, but did not make all of it."""
    found = gaps(("origin",), "its vendor's customer tuned it, and the id does not say where that one sits")
    found |= gaps(_LIFE, "a fine-tune has a life cycle of its own")
    openness = known["openness"]
    if not isinstance(openness, Fact) or openness.value != "closed":
        found |= gaps(("openness", "openWeights", "licence"), "a fine-tune has a licence of its own")
    return found


def vendor_facts(catalogue: Catalogue, family: Family, as_of: date) -> Known:
    """Return who makes `family`, who owns the maker, and where both sit."""
    known: Known = {"vendor": _fact("vendor", family.vendor, family.basis)}
    return known | party_facts(catalogue, family.vendor, as_of)


def party_facts(catalogue: Catalogue, party: str, as_of: date) -> Known:
    """Return `vendorParent`, `origin` and `parentOrigin` of a vendor."""
    known: Known = {"origin": _seat(catalogue, party, "origin")}
    top = ultimate(catalogue, party, as_of)
    if isinstance(top, str):
        return known | gaps(("vendorParent", "parentOrigin"), top)
    entry, bases = top
    known["vendorParent"] = _fact("vendorParent", entry.id, *reversed(bases))
    known["parentOrigin"] = _seat(catalogue, entry.id, "parentOrigin")
    return known


def lineage_facts(catalogue: Catalogue, match: Match, as_of: date) -> Known:
    """Return what the model is built on: the base family, its maker's owner and seat."""
    stated = _stated(match, "lineage", as_of)
    if isinstance(stated, Gap):
        return gaps(LINEAGE, stated.reason, stated.remedy)
    root = base_of(catalogue, catalogue.families[stated.value])
    known: Known = {"lineage": _fact("lineage", root.id, _basis(match))}
    return known | base_facts(catalogue, root, as_of)


def base_facts(catalogue: Catalogue, root: Family, as_of: date) -> Known:
    """Return `lineageParent` and `baseOrigin` of a base family."""
    found = party_facts(catalogue, root.vendor, as_of)
    return {
        "lineageParent": found["vendorParent"]._replace(name="lineageParent"),
        "baseOrigin": found["origin"]._replace(name="baseOrigin"),
    }


def _stated(match: Match, name: str, as_of: date) -> Fact | Gap:
    """Return a fact as the release or else the family states it, if it is valid on that day."""
    family, release = match.family, match.release
    for entry in (release, family):
        if entry is None:
            continue
        if name in entry.unknown:
            return Gap(name, entry.unknown[name], REMEDY)
        if name in entry.facts:
            if not entry.basis.covers(as_of):
                return Gap(name, _expired(entry.basis, as_of), REMEDY)
            return _fact(name, entry.facts[name], entry.basis)
    if release is None and any(_differs(family, known, name) for known in family.releases):
        reason = f"{shown(match.reading.written)} does not say which release of {family.id} it is"
        return Gap(name, reason, REMEDY)
    if name == "lineage":
        return _fact(name, family.lineage, family.basis)
    return Gap(name, f"the catalogue does not have it for {family.id}", REMEDY)


def _differs(family: Family, release: Release, name: str) -> bool:
    """Return whether the family's own lineage, or its silence, is not what holds for `release`."""
    if name == "lineage":
        return name in release.unknown or release.facts.get(name, family.lineage) != family.lineage
    return name in release.facts


def _expired(basis: Basis, as_of: date) -> str:
    if basis.valid_to is not None and as_of > basis.valid_to:
        return f"it is known only until {basis.valid_to.isoformat()}"
    return f"it is known only from {basis.valid_from.isoformat() if basis.valid_from else 'a later day'} on"


def _seat(catalogue: Catalogue, party: str, name: str) -> Fact | Gap:
    entry = catalogue.parties[party]
    if entry.country is None:
        return Gap(name, entry.unknown.get("country", f"the seat of {entry.name} is not known"), REMEDY)
    return _fact(name, entry.country, entry.basis)


def _open_weights(match: Match, openness: Fact | Gap, as_of: date) -> Fact | Gap:
    """Weights can be downloaded, commercial use is allowed, and use in the EU is allowed."""
    in_eu, commercially = _term(match, "euUse"), _term(match, "commercialUse")
    barred = in_eu is False or commercially is False
    if isinstance(openness, Gap):
        basis = _basis(match)
        if barred and basis.covers(as_of):
            return _fact("openWeights", not barred, basis)
        return Gap("openWeights", openness.reason, openness.remedy)
    free = openness.value in ("weights-permissive", "open-source")
    if free or barred or openness.value != "weights-restricted":
        return openness._replace(name="openWeights", value=free and not barred)
    if commercially == "conditional":
        reason = "its licence allows commercial use only on conditions that depend on the user"
        return Gap("openWeights", reason, "Read the licence, then declare `openWeights` under `facts`.")
    if in_eu is None or commercially is None:
        return Gap("openWeights", "the catalogue does not have what its licence allows", REMEDY)
    return openness._replace(name="openWeights", value=not barred)


def _term(match: Match, name: str) -> Any:
    """Return what a licence allows: true, false, `conditional`, or None where nobody recorded it."""
    if match.release and name in match.release.facts:
        return match.release.facts[name]
    return match.family.facts.get(name)


def _closed_licence(known: Known) -> None:
    """A closed model has no licence to its weights, only terms of use."""
    openness = known["openness"]
    if isinstance(known["licence"], Gap) and isinstance(openness, Fact) and openness.value == "closed":
        known["licence"] = openness._replace(name="licence", value=_CLOSED_LICENCE)


def _status(catalogue: Catalogue, match: Match, known: Known, as_of: date) -> None:
    """Fill `status` with the family's, where the release has none of its own."""
    for entry in catalogue.statuses.get(match.family.id, ()):
        if isinstance(known["status"], Gap) and entry.basis.covers(as_of):
            known["status"] = _fact("status", entry.status, entry.basis)


def _retirement(catalogue: Catalogue, match: Match, known: Known, as_of: date) -> None:
    """Fill `retires`, and `status` where it follows; each host has dates of its own."""
    host = _host(catalogue, match)
    entry = _listed(catalogue, match, host)
    if entry is None:
        if host and _listed(catalogue, match, ""):
            known["retires"] = Gap("retires", f"the vendor's date is known, that of {host} is not", REMEDY)
        return
    if entry.retires:
        known["retires"] = _fact("retires", entry.retires.isoformat(), entry.basis)
        status = "retired" if entry.retires <= as_of else "active"
    elif not entry.basis.covers(as_of):
        known["status"] = Gap("status", _too_old(entry.basis), _RENEW)
        return
    elif match.reading.hosts or match.operator:
        status = entry.status
    else:
        known["status"] = Gap("status", "nobody says who serves it", "Add `operator` to its backend.")
        return
    if status == "retired" or isinstance(known["status"], Gap):
        known["status"] = _fact("status", status, entry.basis)


def _too_old(basis: Basis) -> str:
    return f"its host listed it on {basis.checked_on.isoformat()}, and nobody has looked since"


def _host(catalogue: Catalogue, match: Match) -> str:
    """Return who serves the model: a party, or a name that is none; empty: its vendor, as far as is known.

    The names before the id say it, else the operator of the backend.
    """
    named = match.reading.hosts or {match.operator}
    vendor = match.family.vendor
    return " and ".join(sorted({catalogue.hosts.get(name, name) for name in named} - {vendor}))


def _listed(catalogue: Catalogue, match: Match, host: str) -> Retirement | None:
    """Return what the list of `host` says: of its name there, else without what hosts put before names."""
    prefix = FINE_TUNED if match.reading.fine_tuned else ""
    listed = catalogue.retirements.get(match.family.id, {})
    for name in (canonical(match.reading.written), match.reading.full):
        entry = listed.get((host, prefix + name))
        if entry:
            return entry
    return None


def _floating(catalogue: Catalogue, match: Match, known: Known) -> None:
    """Fill `floating` from the name: aliases that their vendor moves, and names that carry their date."""
    if isinstance(known["floating"], Fact):
        return
    rules, family = catalogue.conventions, match.family
    moves = _any_matches((*family.floating, *rules.floating), match)
    stays = _any_matches((*family.pinned, *rules.pinned), match) or _is_repository(catalogue, match)
    if moves or stays:
        known["floating"] = _fact("floating", moves, family.basis)
    else:
        reason = f"the catalogue does not have whether {shown(match.reading.written)} moves"
        known["floating"] = Gap("floating", reason, REMEDY)


def _any_matches(patterns: tuple[Pattern, ...], match: Match) -> bool:
    return any(pattern.matches(match.reading.full) for pattern in patterns)


def _is_repository(catalogue: Catalogue, match: Match) -> bool:
    """A vendor's repository of weights (`mistralai/Mistral-7B-v0.3`) holds one release and does not move."""
    released = match.release.facts if match.release else {}
    openness = released.get("openness") or match.family.facts.get("openness")
    published = {catalogue.orgs.get(name) for name in match.reading.context}
    return openness not in (None, "closed") and match.family.vendor in published


def _basis(match: Match) -> Basis:
    stated = match.release and ("lineage" in match.release.facts or "euUse" in match.release.facts)
    return match.release.basis if match.release and stated else match.family.basis


def _fact(name: str, value: Any, *bases: Basis) -> Fact:
    """Return a fact that rests on `bases`; its source is the first's, its confidence the weakest."""
    first = bases[0]
    weakest = min((basis.confidence for basis in bases), key=CONFIDENCES.index)
    return Fact(
        name,
        value,
        "catalogue",
        first.source,
        first.checked_on,
        weakest,
        first.valid_from,
        first.valid_to,
    )


def is_gap(facts: Mapping[str, Fact | Gap], name: str) -> bool:
    """Return whether a fact is still missing."""
    return not isinstance(facts.get(name), Fact)
