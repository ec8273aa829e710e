"""Who serves the models that files name, as backends of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from holdfast.facts import model_facts
from holdfast.facts.family import resolve_family
from holdfast.facts.host import host_of, is_gateway
from holdfast.kit.draft_names import places, slug, unique
from holdfast.kit.draft_parts import DraftBackend
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact
from holdfast.model.reference import ModelReference

OWN = "self-hosted"
NOT_SAID = "main"


class Where(NamedTuple):
    """A backend: the owner's id or the host as it is written, empty where files say neither, and the region.

    `vendor` is who probably serves where nobody says it: the maker of a model whose weights nobody else has.
    """

    who: str = ""
    region: str = ""
    vendor: str = ""


class Hosts:
    """Tells who serves, by what the catalogue knows on one day."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self._catalogue, self._as_of = catalogue, as_of

    def of(self, reference: ModelReference) -> Where:
        """Return who serves what a reference names."""
        written = self._host(reference)
        if not written:
            return Where(vendor=self._maker(reference))
        host = host_of(self._catalogue, written, self._as_of)
        party = self._operator(written)
        who = party or (OWN if host and not host.owner else written.lower())
        return Where(who, reference.region if reference.region in self._catalogue.regions else "")

    def zone(self, reference: ModelReference) -> str:
        """Return the part of the world that an id asks for itself, as `eu.` does; empty where it does not."""
        where = self.of(reference).who
        reading = resolve_family(self._catalogue, reference.model, where).reading
        return reading.zone.id if reading and reading.zone else ""

    def backends(self, found: Mapping[Where, Sequence[ModelReference]]) -> dict[Where, DraftBackend]:
        """Return the backends, with ids that tell them apart."""
        ids = unique(self._name(each, list(found)) for each in found)
        return {
            where: self._backend(where, name, found[where]) for where, name in zip(found, ids, strict=True)
        }

    def _name(self, where: Where, all_: Sequence[Where]) -> str:
        """Return the id of a backend, with what tells it from others of the same host, or of nobody."""
        alike = sum(where.who == other.who for other in all_)
        parts = (where.who or NOT_SAID, where.region or where.vendor)
        return slug(" ".join(parts if alike > 1 else parts[:1])) or NOT_SAID

    def _backend(self, where: Where, name: str, here: Sequence[ModelReference]) -> DraftBackend:
        host = next(filter(None, map(self._host, here)), "")
        operator = self._operator(host)
        guess = where.vendor or ("" if operator or where.who == OWN else host)
        hosting = self._hosting(where, operator, {each.vendor for each in here if each.vendor})
        return DraftBackend(name, host, operator, where.region, places(here), hosting, guess)

    def _hosting(self, where: Where, operator: str, vendors: Iterable[str]) -> str:
        if where.who == OWN:
            return "on-premises"
        if where.vendor or {operator} == set(vendors):
            return "vendor-api"
        regions = (region for entries in self._catalogue.regions.values() for region in entries)
        is_cloud = any(region.operator == operator for region in regions)
        return "cloud-marketplace" if operator and is_cloud else ""

    def _host(self, reference: ModelReference) -> str:
        """Return where a model is asked for: as the file says beside it, or as its id does.

        `google/gemini-2.5-pro` is how several hosts spell it, so what is both host and vendor says nothing.
        """
        written = "" if is_gateway(reference.host) else reference.host  # which says nothing of who serves
        if written or not reference.model:
            return written
        reading = resolve_family(self._catalogue, reference.model, "").reading
        serving = self._catalogue.conventions.hosts & (reading.hosts if reading else frozenset())
        host = min(serving) if len(serving) == 1 else ""
        operator = self._operator(host)
        return "" if operator and operator == reference.vendor else host

    def _operator(self, host: str) -> str:
        """Return the party that a host is, as far as the catalogue knows it."""
        found = host_of(self._catalogue, host, self._as_of) if host else None
        return found.party if found else ""

    def _maker(self, reference: ModelReference) -> str:
        """Return the vendor of a model that keeps its weights, and serves them as far as anybody knows."""
        if not (reference.vendor and reference.model and self._operator(reference.vendor)):
            return ""
        weights = model_facts(self._catalogue, {"model": reference.model}, {}, self._as_of)["openWeights"]
        return reference.vendor if isinstance(weights, Fact) and weights.value is False else ""
