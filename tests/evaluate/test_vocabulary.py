"""The types of what policies see, held against what they do see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from holdfast.cel import Record, Unknown
from holdfast.cel.fields import field_of
from holdfast.cel.types import (
    BOOL,
    DOUBLE,
    INT,
    NULL,
    TIMESTAMP,
    AnyType,
    ListOf,
    Object,
    Text,
    options_of,
    show,
)
from holdfast.evaluate.records import SchemaRecord
from holdfast.evaluate.subjects import NAMES, subjects_of
from holdfast.evaluate.vocabulary import Vocabulary, params_type
from holdfast.evaluate.world import World
from holdfast.kit.cases import CaseKnowledge
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import FACT_NAMES
from holdfast.model.policy import POLICY_SCOPES, Scope

VOCABULARY = Vocabulary(manifest_schema())

FULL = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop, owner: "group:web", sector: finance, annotations: {team: web}}
applications:
  - id: chat
    name: Chat
    lifecycle: production
    criticality: high
    function: none
    workload: chat
    data: {classes: [personal], residency: eu}
    models: [{ref: big, testedOn: 2026-01-01}, {ref: small, role: fallback, for: [big]}, {ref: open}]
    migration: {status: tested, targets: [small], testedOn: 2026-02-01, effortDays: 2}
    dpia: doc
    euAiAct: {role: deployer, riskClass: minimal, interactsWithHumans: true, logRetentionDays: 10}
    kpis: [{metric: cost, target: 1, actual: 2.5, unit: EUR, asOf: 2026-03-01}]
models:
  - {id: big, model: gpt-5.5, backend: cloud}
  - {id: small, model: mistral-large-2411, backend: cloud}
  - {id: open, model: ollama/llama3.3:70b, backend: cloud}
  - {id: own, model: own-1, backend: cloud, facts: {retires: null, floating: false, deprecated: 2026-01-01},
     derivedFrom: {model: big, relation: finetune}}
backends:
  - id: cloud
    hosting: vendor-api
    operator: openai
    country: [US]
    contract: main
    processing: {trainingUse: none, retentionDays: 30, supportAccess: [US]}
    attestations: [{type: soc2, validUntil: 2027-01-01}]
    transfer: {basis: dpf}
contracts:
  - {id: main, counterparty: OpenAI, role: model-provider, families: [gpt], modelProviders: [Acme],
     clauses: {exit: {status: agreed, noticeDays: 30}},
     end: 2027-03-31, noticeDays: 90}
routing: {layer: litellm, strategy: cost}
governance: {roles: {legal: "group:legal"}, review: {cadence: monthly, last: 2026-01-01}}
targets: [{by: 2027-01-01, families: 3, maxVendorShare: 0.5}]
"""


@pytest.fixture(name="world")
def _world(tmp_path: Path, catalogue: Catalogue) -> World:
    (tmp_path / "ai-manifest.yaml").write_text(FULL, encoding="utf-8")
    loaded = load_portfolio([tmp_path])
    assert () == loaded.problems
    return World(loaded.portfolio, CaseKnowledge(catalogue, manifest_schema(), date(2026, 11, 23), {}))


@pytest.mark.parametrize("scope", POLICY_SCOPES)
def test_types_are_those_of_the_values(world: World, scope: Scope) -> None:
    names = VOCABULARY.names(scope)
    assert {"now", "geo", "portfolio", *NAMES[scope]} == names.keys()
    for subject in subjects_of(world, scope):
        seen: set[Any] = set()
        for name, kind in names.items():
            assert [] == list(differences(subject.bindings[name], kind, name, seen))


def differences(value: Any, kind: AnyType, path: str, seen: set[Any]) -> Iterator[str]:
    """Yield where a value, or what it leads to, is not of its type."""
    if isinstance(value, Unknown) or path == "geo":
        return
    if isinstance(value, list):
        kind = next((option for option in options_of(kind) or () if isinstance(option, ListOf)), kind)
        assert isinstance(kind, ListOf), path
        for each in value:
            yield from differences(each, kind.element, f"{path}[]", seen)
    elif isinstance(value, Record):
        named = {option.name: option for option in options_of(kind) or () if isinstance(option, Object)}
        kind = named.get(getattr(value, "label", ""), kind)
        assert isinstance(kind, Object), path
        if (kind.name, value.identity) not in seen:
            seen.add((kind.name, value.identity))
            yield from _record_differences(value, kind, path, seen)
    elif not any(_is(value, option) for option in options_of(kind) or ()):
        yield f"{path}: {value!r} is no {show(kind)}"


def _record_differences(record: Any, kind: Object, path: str, seen: set[Any]) -> Iterator[str]:
    is_declared = isinstance(record, SchemaRecord)
    names = {*record.shape.names, *record.makers} if is_declared else set(record.computed)
    if getattr(record, "label", kind.name) != kind.name:
        yield f"{path} is called {record.label}, its type {kind.name}"
    for name in sorted(names ^ set(kind.fields)):
        # What is only computed where it has something to say is declared all the same.
        if name not in ("owner", "routing", "contract", "governance", "regulated"):
            yield f"{path}.{name} is only on one side"
    for name in kind.fields:
        field = field_of(kind, name)
        assert field is not None
        yield from differences(record.lookup(name), field.type, f"{path}.{name}", seen)


def _is(value: Any, kind: AnyType) -> bool:
    if isinstance(kind, Text):
        return isinstance(value, str) and (kind.allowed is None or value in kind.allowed)
    classes = {BOOL: bool, INT: int, DOUBLE: float, NULL: type(None), TIMESTAMP: datetime}
    return value.__class__ is classes.get(kind)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app.criticality", "string"),
        ("app.kpis", "list(app.kpis)"),
        ("app.migration.effortDays", "int or double"),
        ("app.uses", "list(use)"),
        ("app.manifest.targets", "list(manifest.targets)"),
        ("app.manifest.metadata.annotations.what", "string"),
        ("use.model.backend.contract.end", "timestamp"),
        ("use.model.retires", "timestamp or null"),
        ("use.model.licence", "string or null"),
        ("use.model.facts.retires", "timestamp or null"),
        ("use.model.unknown", "list(string)"),
        ("use.backend.attestations", "list(backend.attestations)"),
        ("portfolio.contracts", "list(contract)"),
        ("now", "timestamp"),
    ],
)
def test_paths_have_types(path: str, expected: str) -> None:
    names = VOCABULARY.names(Scope.USE)
    first, *rest = path.split(".")
    kind = names[first]
    for name in rest:
        assert isinstance(kind, Object)
        field = field_of(kind, name)
        assert field is not None
        kind = field.type
    assert expected == show(kind)


def test_every_fact_has_a_type() -> None:
    model = VOCABULARY.subject(Scope.MODEL)
    assert [] == [name for name in FACT_NAMES if options_of(model.fields[name].type) is None]
    assert ListOf(Text(FACT_NAMES)) == model.fields["unknown"].type


def test_what_nobody_need_write_may_be_absent() -> None:
    app = VOCABULARY.subject(Scope.APPLICATION).fields
    assert {"id": False, "criticality": True, "lifecycle": False, "uses": False} == {
        name: app[name].may_be_absent for name in ("id", "criticality", "lifecycle", "uses")
    }


def test_params_are_typed_by_their_schemas() -> None:
    params = params_type(
        {
            "most": {"type": "integer", "default": 1},
            "share": {"type": "number", "default": 0.5},
            "names": {"type": "array", "default": []},
            "regions": {"type": "array", "items": {"type": "string", "enum": ["eu", "us"]}, "default": []},
            "level": {"type": "string", "enum": ["low", "high"], "default": "low"},
            "name": {"type": "string", "default": ""},
        }
    )
    assert {
        "most": "int",
        "share": "int or double",
        "names": "list",
        "regions": "list(string)",
        "level": "string",
        "name": "string",
    } == {name: show(field.type) for name, field in params.fields.items()}
    assert Text(("low", "high")) == params.fields["level"].type
