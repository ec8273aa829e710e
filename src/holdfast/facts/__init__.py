"""Facts about models, parties and places: the catalogue, and how a manifest's words resolve against it."""

from __future__ import annotations

from holdfast.facts.ancestry import with_bases
from holdfast.facts.model import contradicted, model_facts
from holdfast.facts.operator import backend_facts, is_somebody_else
from holdfast.facts.party import party_ids, resolve_party
from holdfast.facts.place import UnknownPlaceError, expand, region_countries
from holdfast.model.catalogue import Contradiction, Party

__all__ = [
    "Contradiction",
    "Party",
    "UnknownPlaceError",
    "backend_facts",
    "contradicted",
    "expand",
    "is_somebody_else",
    "model_facts",
    "party_ids",
    "region_countries",
    "resolve_party",
    "with_bases",
]
