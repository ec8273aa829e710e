"""Facts about models, parties and places: the catalogue, and how a manifest's words resolve against it."""

from __future__ import annotations

from holdfast.facts.model import contradictions, model_facts
from holdfast.facts.party import resolve_party
from holdfast.facts.place import UnknownPlaceError, expand, region_countries
from holdfast.model.catalogue import Contradiction, Party

__all__ = [
    "Contradiction",
    "Party",
    "UnknownPlaceError",
    "contradictions",
    "expand",
    "model_facts",
    "region_countries",
    "resolve_party",
]
