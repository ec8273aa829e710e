"""Who runs a backend: the seat and the owner of its operator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from holdfast.facts.party import look_alikes, ultimate
from holdfast.facts.spelling import shown
from holdfast.model.catalogue import Basis, Catalogue, Organisation
from holdfast.model.fact import Fact, Gap
from holdfast.model.party_name import fold, telling_words
from holdfast.model.placeholder import is_placeholder

_SOURCE = "the manifest's backend"
_NAME_IT = "Add `operator` to the backend."
_SPELL_IT = "Write the operator as the catalogue has it."
_SAY_WHERE = "Name the operator as the catalogue does, or add `operatorCountry` where it is another party."


def backend_facts(catalogue: Catalogue, backend: Mapping[str, Any], as_of: date) -> Mapping[str, Fact | Gap]:
    """Return each fact of BACKEND_FACTS on that day, or why it is not known.

    What the manifest says of an operator counts where the catalogue does not know it. A name that the
    catalogue does not have may be one of its parties all the same, so it is a party of its own only
    where the manifest says its seat as well, and no name that the catalogue has is in it.
    """
    name, seat = (value if isinstance(value := backend.get(key), str) else ""
                  for key in ("operator", "operatorCountry"))  # fmt: skip
    name = "" if is_placeholder(name) else name
    found = catalogue.names.get(fold(name), ())
    entry = catalogue.parties[found[0]] if len(found) == 1 else None
    return {
        "operatorParent": _parent(catalogue, entry, as_of) if entry else _free(catalogue, name, seat),
        "operatorCountry": _country(catalogue, entry, name, seat),
    }


def is_somebody_else(catalogue: Catalogue, name: str) -> bool:
    """Tell whether `name` is, or may be, a party of the catalogue: what it runs, one does not run oneself."""
    return bool(catalogue.names.get(fold(name)) or look_alikes(catalogue, name))


def _parent(catalogue: Catalogue, entry: Organisation, as_of: date) -> Fact | Gap:
    top = ultimate(catalogue, entry.id, as_of)
    if isinstance(top, str):
        return Gap("operatorParent", top, "Wait for the catalogue to know the owner, or add it there.")
    owner, bases = top
    return _known("operatorParent", owner.id, bases)


def _free(catalogue: Catalogue, name: str, seat: str) -> Fact | Gap:
    if name and seat and not look_alikes(catalogue, name):
        # Two spellings of one company are not two hosts.
        plain = " ".join(telling_words(name)) or fold(name)
        return Fact("operatorParent", plain, "declared", _SOURCE)
    return _gap(catalogue, "operatorParent", name)


def _country(catalogue: Catalogue, entry: Organisation | None, name: str, seat: str) -> Fact | Gap:
    if entry and entry.country:
        return _known("operatorCountry", entry.country, (entry.basis,))
    if seat and (entry or not look_alikes(catalogue, name)):
        return Fact("operatorCountry", seat, "declared", _SOURCE)
    if entry:
        return Gap("operatorCountry", entry.unknown["country"], "Add `operatorCountry` to the backend.")
    return _gap(catalogue, "operatorCountry", name)


def _gap(catalogue: Catalogue, fact: str, name: str) -> Gap:
    if not name:
        return Gap(fact, "it does not say who runs it", _NAME_IT)
    if alike := look_alikes(catalogue, name):
        parties = " or ".join(map(shown, alike))
        return Gap(fact, f"its operator {shown(name)} may be {parties}", _SPELL_IT)
    return Gap(fact, f"its operator {shown(name)} is not in the catalogue", _SAY_WHERE)


def _known(fact: str, value: str, bases: tuple[Basis, ...]) -> Fact:
    confidence = "medium" if any(basis.confidence != "high" for basis in bases) else "high"
    checked = min(basis.checked_on for basis in bases)
    return Fact(fact, value, "catalogue", bases[0].source, checked, confidence)
