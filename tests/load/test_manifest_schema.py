from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from holdfast.load.schema import fragment_schema, manifest_schema
from holdfast.model.catalogue import MODALITIES, OPENNESS, STATUSES
from holdfast.model.fact import FACT_NAMES

FIELDS = """
apiVersion kind metadata include applications models backends contracts routing governance targets
metadata: name owner sector organisation annotations
applications: id name description owner lifecycle criticality function workload data models
applications: routing migration dpia euAiAct kpis
applications.data: classes regulated residency country
applications.models: ref role for testedOn
applications.routing: layer config backend strategy
applications.migration: status doc targets trigger testedOn effortDays
applications.euAiAct: role ownUse riskClass area oversight logRetentionDays fria disclosure
applications.euAiAct: interactsWithHumans generatesMedia
applications.kpis: metric target actual unit asOf
models: id model from backend facts derivedFrom
models.derivedFrom: model relation
backends: id hosting operator operatorCountry region regionScope country contract
backends: processing attestations transfer
backends.processing: trainingUse retentionDays supportAccess
backends.attestations: type validUntil ref
backends.transfer: basis assessment fallback
contracts: id counterparty role families modelProviders clauses dpa term start end noticeDays
contracts: governingLaw lastAudit
contracts.clauses: auditRights exit dataPortability licenceChange lifecycleNotice providerFailure
contracts.clauses: subprocessorNotice
contracts.clauses.exit: status noticeDays ref
routing: layer config backend strategy
governance: roles review
governance.roles: architecture inventory boardReporting legal procurement dataProtection
governance.review: cadence last boardReport
targets: by families openWeightAnchor maxVendorShare milestone
"""
"""Every field of the manifest, by the path that leads to it; lists are passed through."""

ENUMS = {
    "metadata.sector": "public health finance industry other",
    "applications.lifecycle": "experimental pilot production deprecated retired",
    "applications.criticality": "low medium high critical",
    "applications.function": "none supporting critical-or-important",
    "applications.workload": "chat rag agentic coding extraction embedding vision"
    " speech media edge-offline other",
    "applications.data.classes": "public internal confidential personal special-category"
    " health financial social trade-secret classified",
    "applications.data.residency": "any adequate eea eu national on-premises",
    "applications.models.role": "primary fallback judge embedding guardrail candidate",
    "applications.migration.status": "none documented tested in-progress done",
    "applications.euAiAct.role": "provider deployer importer distributor downstream-provider",
    "applications.euAiAct.riskClass": "prohibited high transparency minimal unclassified",
    "applications.kpis.metric": "availability response-quality cost latency compliance-score",
    "models.derivedFrom.relation": "finetune merge quantized adapter distill",
    "models.facts.modality": "text embedding rerank speech image video vision moderation other",
    "models.facts.openness": "closed weights-noncommercial weights-restricted weights-permissive open-source",
    "models.facts.status": "active legacy no-successor deprecated retired",
    "backends.hosting": "vendor-api cloud-marketplace reseller aggregator managed-dedicated self-hosted-cloud"
    " on-premises edge-device",
    "backends.regionScope": "single-region data-zone-eu data-zone-us global unknown",
    "backends.processing.trainingUse": "none opt-out yes",
    "backends.attestations.type": "c5-type1 c5-type2 iso27001 iso42001 soc2 eucs",
    "backends.transfer.basis": "none-needed adequacy dpf scc bcr",
    "contracts.role": "model-provider cloud-provider reseller integrator",
    "contracts.clauses.exit.status": "agreed negotiating missing not-applicable",
    "contracts.term": "fixed indefinite",
    "routing.layer": "none litellm envoy-ai-gateway openrouter cloud-gateway custom",
    "governance.review.cadence": "monthly quarterly semiannual annual",
}

DEFAULTS = {
    "metadata.annotations": {},
    "applications.lifecycle": "production",
    "applications.data.residency": "any",
    "applications.models.role": "primary",
    "contracts.clauses": {},
    "contracts.clauses.exit": {"status": "missing"},
    "contracts.clauses.exit.status": "missing",
}

REQUIRED = {
    "": ["apiVersion", "kind", "metadata"],
    "metadata": ["name"],
    "applications": ["id", "models"],
    "applications.models": ["ref"],
    "models": ["id", "backend"],
    "backends": ["id"],
    "contracts": ["id"],
}


def fields() -> list[str]:
    paths = []
    for line in FIELDS.strip().splitlines():
        parent, _, names = line.rpartition(": ")
        paths += [f"{parent}.{name}".removeprefix(".") for name in names.split()]
    return [*paths, *(f"models.facts.{name}" for name in FACT_NAMES)]


def at(path: str) -> Any:
    """Return the schema of the field at `path`, with that of the entries where it is a list."""
    schema: Any = manifest_schema()
    for name in path.split(".") if path else ():
        schema = resolved(resolved(schema)["properties"][name])
    return resolved(schema)


def resolved(schema: Any) -> Any:
    found = dict(schema)
    if "$ref" in found:
        found = {**resolved(manifest_schema()["$defs"][found["$ref"].removeprefix("#/$defs/")]), **schema}
    return {**resolved(found["items"]), **found} if "items" in found else found


def objects(schema: Any) -> Iterator[Any]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for child in schema.values():
            yield from objects(child)


@pytest.mark.parametrize("path", fields())
def test_every_field_exists_and_says_what_it_is(path: str) -> None:
    parent, _, name = path.rpartition(".")
    own = at(parent)["properties"][name]

    assert len(own["description"]) >= 8
    assert own["description"].endswith(".")


@pytest.mark.parametrize("parent", sorted({path.rpartition(".")[0] for path in fields()}))
def test_there_are_no_other_fields(parent: str) -> None:
    named = {path.rpartition(".")[2] for path in fields() if path.rpartition(".")[0] == parent}

    assert named == set(at(parent)["properties"])


@pytest.mark.parametrize(("path", "values"), ENUMS.items())
def test_a_field_has_these_values(path: str, values: str) -> None:
    assert values.split() == at(path)["enum"]


def test_every_enum_is_listed_here() -> None:
    single = {"apiVersion": ["holdfast/v1"], "kind": ["AIManifest"]}
    found = {
        path: at(path)["enum"]
        for path in fields()
        if "enum" in at(path) and not path.startswith("applications.routing")
    }

    assert {**single, **{path: values.split() for path, values in ENUMS.items()}} == found


def test_defaults() -> None:
    found = {path: at(path)["default"] for path in fields() if "default" in at(path)}

    clauses = {path: default for path, default in found.items() if path.startswith("contracts.clauses.")}
    assert {
        path: default for path, default in found.items() if path not in clauses or ".exit" in path
    } == DEFAULTS
    assert clauses["contracts.clauses.subprocessorNotice"] == {"status": "missing"}


@pytest.mark.parametrize("parent", sorted({path.rpartition(".")[0] for path in fields()}))
def test_required_is_only_what_a_manifest_cannot_be_read_without(parent: str) -> None:
    assert REQUIRED.get(parent, []) == at(parent).get("required", [])


def test_every_object_is_closed_and_has_a_title() -> None:
    found = list(objects(manifest_schema()))

    assert all(
        schema.get("additionalProperties") is False for schema in found if schema["title"] != "annotations"
    )
    assert len(found) > 20


def test_the_schema_is_plain() -> None:
    text = json.dumps(manifest_schema())

    assert [
        word for word in ("anyOf", "oneOf", "allOf", '"if"', "patternProperties", '"not"') if word in text
    ] == []
    assert manifest_schema()["$id"] == "https://holdfast.dev/schemas/manifest-v1.json"
    assert manifest_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("schema", [manifest_schema(), fragment_schema()], ids=["manifest", "fragment"])
def test_the_schema_is_a_schema(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


def test_a_fragment_holds_what_can_be_shared_with_the_same_words() -> None:
    manifest, fragment = manifest_schema(), fragment_schema()
    shared = ["models", "backends", "contracts", "governance"]

    assert ["apiVersion", "kind", *shared] == list(fragment["properties"])
    assert [manifest["properties"][key] for key in shared] == [fragment["properties"][key] for key in shared]
    assert {name: manifest["$defs"][name] for name in fragment["$defs"]} == fragment["$defs"]


def test_declared_facts_use_the_words_of_the_catalogue() -> None:
    facts = manifest_schema()["$defs"]["facts"]["properties"]
    assert [list(MODALITIES), list(OPENNESS), list(STATUSES)] == [
        facts[name]["enum"] for name in ("modality", "openness", "status")
    ]
