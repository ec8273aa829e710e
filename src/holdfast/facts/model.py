"""All facts of one model of a manifest: the catalogue, what it was made from, and what it declares."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from holdfast.facts.ancestry import Base, Derivation, derivation
from holdfast.facts.declared import comparable, entries, followed, stated
from holdfast.facts.family import Match, NoMatch, resolve_family
from holdfast.facts.party import resolve_party
from holdfast.facts.place import countries_fact
from holdfast.facts.release import LINEAGE, OWN_FACTS, Known, facts_of, gaps, is_gap
from holdfast.facts.spelling import shown
from holdfast.model.catalogue import OPENNESS, Catalogue, Contradiction
from holdfast.model.fact import FACT_NAMES, Fact, Gap

_CORRECT = "Correct the model id, `derivedFrom` or `facts`: they do not agree."
_BASE_FIRST = "Add its base to `models`, and declare there what its licence allows as `openWeights`."


class _View(NamedTuple):
    """What is known of a model before its declared facts fill anything.

    `known` has every fact or its gap. `evidence` are facts that no declared one may contradict,
    whether or not they are known of the model itself. The gaps `firm` are not filled by a declared
    fact at all. `conflict` is where id and base disagree. `modality` is that of the base, which
    training on can change: taken where nothing else says it.
    """

    known: Known
    evidence: tuple[Known, ...]
    firm: frozenset[str] = frozenset()
    conflict: Contradiction | None = None
    modality: Fact | Gap | None = None


def model_facts(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> Mapping[str, Fact | Gap]:
    """Return every fact of FACT_NAMES, in that order, each known or a gap with its reason.

    `model` is an entry of a manifest as `with_bases` returns it, `backend` is one as it is written
    (None: it is not known). The catalogue is asked first, together with the base that `derivedFrom`
    names, then `facts`: what follows from them, then they themselves. Each fills only what the ones
    before leave unknown, and nothing that they contradict. Never raises for what a manifest says.
    """
    declared = entries(model)
    view = _view(catalogue, model, backend, as_of)
    known = dict(view.known)
    for more in (followed(catalogue, declared, as_of), stated(catalogue, declared, as_of)):
        for name, fact in more.items():
            if is_gap(known, name):
                known[name] = _accepted(view, fact, known[name])
    if view.modality and is_gap(known, "modality"):
        known["modality"] = view.modality
    return {name: known[name] for name in FACT_NAMES}


def contradicted(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> tuple[Contradiction, ...]:
    """Return what `model`, an entry as `with_bases` returns it, says and is known to be otherwise.

    Its declared facts are held against the catalogue, its base, and what follows from one another.
    """
    declared = entries(model)
    view = _view(catalogue, model, backend, as_of)
    evidence = (*view.evidence, followed(catalogue, declared, as_of))
    found = [view.conflict] if view.conflict else []
    for name, value in declared.items():
        fact = Fact(name, comparable(catalogue, name, value, as_of))
        against = next((other for known in evidence if (other := _against(known, fact))), None)
        if against:
            found.append(Contradiction(("facts", name), value, against))
    return tuple(found)


def _accepted(view: _View, fact: Fact | Gap, gap: Fact | Gap) -> Fact | Gap:
    """Return a declared fact, or the gap that it would fill where something speaks against it."""
    if isinstance(fact, Fact) and any(_against(known, fact) for known in view.evidence):
        return Gap(fact.name, gap.reason if isinstance(gap, Gap) else "", _CORRECT)
    claims = isinstance(fact, Fact) and not (fact.name == "openWeights" and fact.value is False)
    return gap if claims and fact.name in view.firm else fact


def _against(known: Known, fact: Fact) -> Fact | None:
    """Return the fact of `known` that `fact` contradicts; an openness, where it is at most that."""
    other = known.get(fact.name)
    if not isinstance(other, Fact) or other.value == fact.value:
        return None
    if fact.name == "openness" and other.provenance == "derived":
        return other if _more_open(fact.value, other.value) else None
    return other


def _more_open(value: Any, limit: Any) -> bool:
    return value in OPENNESS and limit in OPENNESS and OPENNESS.index(value) > OPENNESS.index(limit)


def _view(
    catalogue: Catalogue, model: Mapping[str, Any], backend: Mapping[str, Any] | None, as_of: date
) -> _View:
    match = _resolve(catalogue, model.get("model"), backend)
    named = _catalogued(catalogue, match, as_of)
    named["countries"] = countries_fact(catalogue, match.reading, backend, as_of)
    derived = derivation(model)
    if derived is None:
        return _View(named, (named,))
    base = _facts_of_base(catalogue, derived.base, as_of) if derived.base else {}
    is_copy = derived.relation == "quantized" and derived.base
    view = _of_a_copy(named, base, derived) if is_copy else _of_a_derivative(named, base, derived)
    modality = base.get("modality")
    if isinstance(modality, Fact):
        modality = modality._replace(confidence="medium")
    return view._replace(modality=modality)


def _resolve(catalogue: Catalogue, text: Any, backend: Mapping[str, Any] | None = None) -> Match | NoMatch:
    written = (backend or {}).get("operator")
    operator = written if isinstance(written, str) else ""
    party = resolve_party(catalogue, operator)
    return resolve_family(catalogue, text if isinstance(text, str) else "", party.id if party else operator)


def _catalogued(catalogue: Catalogue, match: Match | NoMatch, as_of: date) -> Known:
    if isinstance(match, Match):
        return facts_of(catalogue, match, as_of)
    return gaps(FACT_NAMES, match.reason)


def _facts_of_base(catalogue: Catalogue, base: Base, as_of: date) -> Known:
    """Return every fact of a base but `countries`, as its derivative has them."""
    if base.problem:
        facts = gaps(FACT_NAMES, base.problem)
    elif base.entry is not None:
        facts = _handed_down(base, model_facts(catalogue, base.entry, None, as_of))
    else:
        match = _resolve(catalogue, base.name)
        if isinstance(match, NoMatch):
            facts = gaps(FACT_NAMES, base.absent(match.reason))
        else:
            facts = _handed_down(base, _catalogued(catalogue, match, as_of))
    return {name: fact for name, fact in facts.items() if name != "countries"}


def _handed_down(base: Base, facts: Mapping[str, Fact | Gap]) -> Known:
    return {
        name: fact._replace(provenance="derived")
        if isinstance(fact, Fact)
        else Gap(name, f"of its base {shown(base.name)}: {fact.reason}", fact.remedy)
        for name, fact in facts.items()
    }


def _of_a_copy(named: Known, base: Known, derived: Derivation) -> _View:
    """Return what is known of a quantized model: it is its base in fewer bits, so both speak for it."""
    known, firm = dict(named), set()
    for name, fact in base.items():
        mine = named[name]
        if isinstance(mine, Fact) and isinstance(fact, Fact) and mine.value != fact.value:
            reason = f"its id says {shown(mine.value)}, and its base {shown(fact.value)}"
            known[name] = Gap(name, reason, _CORRECT)
            firm.add(name)
        elif is_gap(named, name):
            known[name] = fact
    conflict = _conflict(named, base, derived)
    known |= _lineage(base, derived, conflict)
    return _View(known, (named, base), frozenset(firm | set(LINEAGE if conflict else ())), conflict)


def _of_a_derivative(named: Known, base: Known, derived: Derivation) -> _View:
    """Return what is known of a model with weights of its own: its lineage, and what its base forbids."""
    conflict = _conflict(named, base, derived)
    own = dict(named)
    if conflict or _is_the_base_itself(named, base):
        reason = "`derivedFrom` says that it is made from the model of its id, not by whom"
        doubtful = [name for name in OWN_FACTS if not is_gap(named, name)]
        own |= gaps(doubtful, _disagreement(conflict) if conflict else reason)
    evidence = {name: base[name] for name in LINEAGE if name in base}
    known = own | _lineage(base, derived, conflict)
    limit = _weights(own, base, derived) if base else {}
    known |= limit
    firm = frozenset(LINEAGE if conflict else ()) | limit.keys()
    if base and derived.relation != "distill":
        evidence |= {"openness": base["openness"]}
        weights = base["openWeights"]
        if isinstance(weights, Fact) and weights.value is False:
            evidence["openWeights"] = weights
    return _View(known, (own | {name: named[name] for name in LINEAGE}, evidence), firm, conflict)


def _is_the_base_itself(named: Known, base: Known) -> bool:
    """Return whether the id names no more than the base, or nobody knows what the base is."""
    mine, its = named["family"], base.get("family")
    return not isinstance(its, Fact) or (isinstance(mine, Fact) and mine.value == its.value)


def _lineage(base: Known, derived: Derivation, conflict: Contradiction | None) -> Known:
    """Return lineage and base facts, which only count where id and `derivedFrom` agree on them."""
    if not base:
        return gaps(LINEAGE, "`derivedFrom` does not name what it was made from")
    if conflict:
        return gaps(LINEAGE, _disagreement(conflict), _CORRECT)
    if derived.relation == "merge":
        return gaps(LINEAGE, "a merge has other parents, which `derivedFrom` does not name")
    return {name: base[name] for name in LINEAGE}


def _conflict(named: Known, base: Known, derived: Derivation) -> Contradiction | None:
    mine, its = named["lineage"], base.get("lineage")
    if not (isinstance(mine, Fact) and isinstance(its, Fact)) or mine.value == its.value:
        return None
    name = derived.base.name if derived.base else ""
    return Contradiction(("derivedFrom", "model"), name, mine._replace(provenance="catalogue"))


def _disagreement(conflict: Contradiction) -> str:
    named = shown(conflict.declared)
    return f"its id says that it is built on {conflict.known.value}, and `derivedFrom` names {named}"


def _weights(own: Known, base: Known, derived: Derivation) -> Known:
    """Return `openWeights` where the base sets it a limit: its licence binds what is made from it."""
    weights = base["openWeights"]
    if isinstance(weights, Fact) and weights.value is True:
        return {}
    if isinstance(weights, Fact) and derived.relation != "distill":
        return {"openWeights": weights}
    if isinstance(own["openWeights"], Fact) and own["openWeights"].value is False:
        return {}
    what = "does not allow it" if isinstance(weights, Fact) else "is not known to allow it"
    return gaps(("openWeights",), f"the licence of its base {what}, and may bind it", _BASE_FIRST)
