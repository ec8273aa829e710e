"""Fields of entries that follow from more than what was written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.cel import Unknown
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.records import DECLARED, FactGap, Governance, Nested, SchemaRecord
from holdfast.model.escape import quoted
from holdfast.model.manifest import REGULATED_CLASSES, Entry
from holdfast.model.placeholder import is_placeholder

_REGULATED = frozenset(REGULATED_CLASSES)
_OWN_PREMISES = ("on-premises", "edge-device")
_NAME_IT = "Set `hosting` to how the operator runs it, or name it in `metadata.organisation` where it is you."
_SAY_SEAT = "Add `operatorCountry`, or name it in `metadata.organisation`, where it is you."


class Data(Nested):
    """`app.data`."""

    __slots__ = ()

    makers = {"regulated": lambda self: self._regulated()}  # noqa: RUF012  # typed in the class above

    def _regulated(self) -> Any:
        # An empty list of classes says nothing, and what nobody said is not assumed.
        if "regulated" in self.data or not self.data.get("classes"):
            return DECLARED
        return not _REGULATED.isdisjoint(self.data["classes"])


def role_of(use: SchemaRecord, uses: Sequence[SchemaRecord]) -> Any:
    """Return `primary` for the first fallback of an application without a primary: it is what serves."""
    if use.data.get("role") != "fallback":
        return DECLARED
    for other in uses:
        if other.data.get("role", "primary") == "primary":
            return DECLARED
    first = next(other for other in uses if other.data.get("role") == "fallback")
    return "primary" if first is use else DECLARED


def owner_of(app: SchemaRecord, metadata: Any) -> Any:
    """Return the owner of the manifest where an application names none."""
    owner = metadata.get("owner")
    return DECLARED if "owner" in app.data or owner is None or is_placeholder(owner) else owner


def metadata_of(manifest: SchemaRecord, knowledge: Knowledge, metadata: Mapping[str, Any]) -> Any:
    """Return the metadata of a manifest of which the organisation says something itself."""
    shape = manifest.shape.field("metadata")
    if shape is None or not knowledge.stated:
        return DECLARED
    return Nested(manifest, "metadata", ("metadata",), metadata, shape)


def governance_of(manifest: SchemaRecord, entry: Entry | None) -> Any:
    """Return the governance of a manifest, which may come from an included file."""
    shape = manifest.shape.field("governance")
    return DECLARED if entry is None or shape is None else Governance(manifest, entry, shape)


def hosting_of(
    backend: SchemaRecord,
    knowledge: Knowledge,
    metadata: Mapping[str, Any],
    contracts: Mapping[str, SchemaRecord],
) -> Any:
    """Return an unknown where a backend on one's own premises is run by what may be somebody else.

    `metadata` is that of the manifest, which may have the names of the organisation. A name that neither
    the catalogue nor the manifest knows is nobody's until there is a seat.
    """
    hosting, operator = backend.data.get("hosting"), backend.data.get("operator")
    if hosting not in _OWN_PREMISES or operator is None or is_placeholder(operator):
        return DECLARED
    contract = contracts.get(backend.data.get("contract", ""))
    own = metadata.get("organisation", ())
    why = _not_own(backend, knowledge, own, contract.data.get("counterparty") if contract else None)
    if not why:
        return DECLARED
    reason, remedy = why
    said = f"{backend.title} is said to be `{hosting}`, and yet {reason.format(quoted(operator))}"
    return Unknown.of(FactGap(f"{backend.label}.hosting", said, remedy))


def _not_own(
    backend: SchemaRecord, knowledge: Knowledge, own: Sequence[str], counterparty: str | None
) -> tuple[str, str] | None:
    """Return why its operator may be somebody else, and what to do; None where it is the organisation."""
    operator = backend.data["operator"]
    if knowledge.is_somebody_else(operator):
        return "to be run by {}", "Set `hosting` to how the operator runs it, or name yourself as `operator`."
    if own:
        named = _share_a_party(knowledge, [operator], own)
        return None if named else ("to be run by {}, which is not the organisation", _NAME_IT)
    if counterparty and _share_a_party(knowledge, [operator], [counterparty]):
        return "to be run under a contract with {}", _NAME_IT
    return None if "operatorCountry" in backend.data else ("nobody knows who {} is", _SAY_SEAT)


def _share_a_party(knowledge: Knowledge, names: Sequence[str], others: Sequence[str]) -> bool:
    return not set(knowledge.party_ids(names)).isdisjoint(knowledge.party_ids(others))


def party_ids(record: SchemaRecord, name: str, knowledge: Knowledge) -> list[str] | Unknown:
    """Return the ids of the parties that the field `name` holds, and of their owners."""
    written = record.data.get(name)
    names = [written] if isinstance(written, str) else written
    said = None if names is None else [each for each in names if not is_placeholder(each)]
    if said is None or (names and not said):
        return record.unset(name)
    return knowledge.party_ids(said)
