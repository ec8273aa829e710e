"""What is known beside the manifests: facts, the manifest's vocabulary and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from holdfast import facts
from holdfast.evaluate.records import Schema, resolve
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact, Gap


class Knowledge:
    """What is known beside the manifests: the catalogue, the manifest's schema and the day."""

    def __init__(self, catalogue: Catalogue, schema: Schema, as_of: date) -> None:
        self.catalogue = catalogue
        self.schema = schema
        self.as_of = as_of

    def model_facts(
        self, model: Mapping[str, Any], backend: Mapping[str, Any] | None
    ) -> Mapping[str, Fact | Gap]:
        """Return what is known of one model of a manifest, each fact of FACT_NAMES or its gap."""
        return facts.model_facts(self.catalogue, model, backend, self.as_of)

    def backend_facts(self, backend: Mapping[str, Any]) -> Mapping[str, Fact | Gap]:
        """Return what is known of one backend of a manifest, each fact of BACKEND_FACTS or its gap."""
        return facts.backend_facts(self.catalogue, backend, self.as_of)

    def party_ids(self, names: Iterable[str]) -> list[str]:
        """Return the ids of parties and of their owners, as facts have vendors."""
        return facts.party_ids(self.catalogue, names, self.as_of)

    @property
    def definitions(self) -> Mapping[str, Schema]:
        """The schema's `$defs`."""
        definitions: Mapping[str, Schema] = self.schema.get("$defs", {})
        return definitions

    def entry_schema(self, kind: str) -> Schema:
        """Return the schema of one entry of the top-level list `kind`."""
        listed = resolve(self.schema["properties"][kind], self.definitions)
        return resolve(listed["items"], self.definitions)
