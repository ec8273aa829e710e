"""Declared facts: what follows from them wins over what stands beside it, and names have one spelling."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdfast.facts import contradicted, model_facts
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact, Gap

AS_OF = date(2026, 11, 23)
GERMAN = {"origin": "DE", "baseOrigin": "DE"}
QWEN = {"lineage": "qwen", "lineageParent": "alibaba", "baseOrigin": "CN"}
ALIBABA = {"vendor": "alibaba", "vendorParent": "alibaba", "origin": "CN", "parentOrigin": "CN"}
OPENAI = {"vendor": "openai", "vendorParent": "openai", "origin": "US", "parentOrigin": "US"}
GPT = {"family": "gpt", "lineage": "gpt", "lineageParent": "openai", "baseOrigin": "US"}


@pytest.mark.parametrize(
    ("declared", "known", "wrong"),
    [
        pytest.param(
            {"family": "qwen", "vendor": "alibaba", **GERMAN},
            {"family": "qwen", **QWEN, **ALIBABA},
            [("origin", "DE", "CN"), ("baseOrigin", "DE", "CN")],
            id="family",
        ),
        pytest.param(
            {"family": "Qwen 3", **GERMAN},
            {"family": "qwen", **QWEN, **ALIBABA},
            [("origin", "DE", "CN"), ("baseOrigin", "DE", "CN")],
            id="family by another name",
        ),
        pytest.param(
            {"family": "qwen", "vendor": "mistral", **GERMAN},
            {"family": "qwen", **QWEN, **ALIBABA},
            [("vendor", "mistral", "alibaba"), ("origin", "DE", "CN"), ("baseOrigin", "DE", "CN")],
            id="family and another vendor",
        ),
        pytest.param(
            {"lineage": "qwen", **GERMAN},
            {**QWEN, "origin": "DE"},
            [("baseOrigin", "DE", "CN")],
            id="lineage",
        ),
        pytest.param(
            {"lineage": "Qwen/Qwen3-32B", **GERMAN},
            {**QWEN, "origin": "DE"},
            [("baseOrigin", "DE", "CN")],
            id="lineage by a model id",
        ),
        pytest.param(
            {"vendor": "Alibaba Group", **GERMAN},
            {**ALIBABA, "baseOrigin": "DE"},
            [("origin", "DE", "CN")],
            id="vendor",
        ),
        pytest.param(
            {"vendor": "Qwen", **GERMAN},
            {**ALIBABA, "baseOrigin": "DE"},
            [("origin", "DE", "CN")],
            id="vendor by the name it publishes under",
        ),
        pytest.param(
            {"vendor": "openai", "vendorParent": "Nobody"},
            OPENAI,
            [("vendorParent", "Nobody", "openai")],
            id="owner of a vendor",
        ),
        pytest.param(
            {"family": "gpt", "lineageParent": "Zed"},
            {**GPT, **OPENAI, "openWeights": False},
            [("lineageParent", "Zed", "openai")],
            id="owner of a lineage",
        ),
        pytest.param(
            {"vendor": "Acme", "vendorParent": "alibaba", "parentOrigin": "DE"},
            {"vendor": "acme", "vendorParent": "alibaba", "parentOrigin": "CN"},
            [("parentOrigin", "DE", "CN")],
            id="seat of an owner",
        ),
        pytest.param(
            {"family": "gpt", "openWeights": True},
            {**GPT, **OPENAI, "openWeights": False},
            [("openWeights", True, False)],
            id="closed family",
        ),
        pytest.param(
            {"openness": "closed", "openWeights": True},
            {"openness": "closed", "openWeights": False},
            [("openWeights", True, False)],
            id="closed",
        ),
        pytest.param(
            {"openness": "weights-noncommercial", "openWeights": True},
            {"openness": "weights-noncommercial", "openWeights": False},
            [("openWeights", True, False)],
            id="noncommercial",
        ),
        pytest.param(
            {"openness": "open-source", "openWeights": False},
            {"openness": "open-source", "openWeights": True},
            [("openWeights", False, True)],
            id="open",
        ),
        pytest.param(
            {"licence": "CC-BY-NC-4.0", "openWeights": True},
            {"licence": "CC-BY-NC-4.0", "openWeights": False},
            [("openWeights", True, False)],
            id="licence without commercial use",
        ),
        pytest.param(
            {"licence": "LicenseRef-Llama-4-Community", "openWeights": True},
            {"licence": "LicenseRef-Llama-4-Community", "openWeights": False},
            [("openWeights", True, False)],
            id="licence that bars the EU",
        ),
        pytest.param(
            {"licence": "LicenseRef-Llama-3.2-Community", "openWeights": True},
            {"licence": "LicenseRef-Llama-3.2-Community", "openWeights": True},
            [],
            id="licence that bars the EU from some releases",
        ),
        pytest.param(
            {"openness": "weights-restricted", "openWeights": True},
            {"openness": "weights-restricted", "openWeights": True},
            [],
            id="restricted weights may be open",
        ),
        pytest.param(
            {"vendor": "Acme", "lineage": "acme-llm", "lineageParent": "Acme", **GERMAN},
            {"vendor": "acme", "lineage": "acme-llm", "lineageParent": "acme", **GERMAN},
            [],
            id="nothing that the catalogue knows",
        ),
    ],
)
def test_what_follows_wins_over_what_is_stated_beside_it(
    catalogue: Catalogue, declared: dict[str, Any], known: dict[str, Any], wrong: list[tuple[str, Any, Any]]
) -> None:
    model = {"id": "m", "model": "acme-llm", "facts": declared}
    facts = model_facts(catalogue, model, None, AS_OF)
    assert known == {name: fact.value for name, fact in facts.items() if isinstance(fact, Fact)}
    found = contradicted(catalogue, model, None, AS_OF)
    assert [(("facts", name), value, other) for name, value, other in wrong] == [
        (item.path, item.declared, item.known.value) for item in found
    ]


@pytest.mark.parametrize("name", ["Acme", "acme", "ACME", "  Acme ", "Ac\u200bme", "Ａcme"])
def test_free_names_have_one_spelling(catalogue: Catalogue, name: str) -> None:
    model = {"model": "acme-llm", "facts": {"vendor": name, "vendorParent": name, "lineageParent": name}}
    facts = model_facts(catalogue, model, None, AS_OF)
    assert {"vendor": "acme", "vendorParent": "acme", "lineageParent": "acme"} == {
        name: fact.value for name, fact in facts.items() if isinstance(fact, Fact)
    }


def test_an_owner_that_has_an_owner_is_the_last_one(catalogue: Catalogue) -> None:
    model = {"model": "acme-llm", "facts": {"vendorParent": "Google LLC", "lineageParent": "google"}}
    facts = model_facts(catalogue, model, None, AS_OF)
    assert {"vendorParent": "alphabet", "lineageParent": "alphabet", "parentOrigin": "US"} == {
        name: fact.value for name, fact in facts.items() if isinstance(fact, Fact)
    }


def test_declared_facts_of_a_changed_model_fill_only_what_is_open(catalogue: Catalogue) -> None:
    model = {"model": "Mistral-7B-OpenOrca", "facts": {"vendor": "Acme", "origin": "DE", "baseOrigin": "DE"}}
    facts = model_facts(catalogue, model, None, AS_OF)
    found = contradicted(catalogue, model, None, AS_OF)
    values = {name: fact.value for name, fact in facts.items() if isinstance(fact, Fact)}
    assert {
        "family": "mistral", "lineage": "mistral", "lineageParent": "mistral", "modality": "text",
        "vendor": "acme", "origin": "DE", "baseOrigin": "FR",
    } == values  # fmt: skip
    assert [(("facts", "baseOrigin"), "DE", "FR")] == [
        (item.path, item.declared, item.known.value) for item in found
    ]


@pytest.mark.parametrize("text", ["tbd", "N/A", "?", "v", "keine"])
@pytest.mark.parametrize("name", ["family", "lineage", "vendor", "vendorParent", "licence"])
def test_a_placeholder_declares_nothing(catalogue: Catalogue, name: str, text: str) -> None:
    model = {"id": "m", "model": "acme-llm-7b", "facts": {name: text}}
    assert isinstance(model_facts(catalogue, model, None, AS_OF)[name], Gap)


def test_a_country_that_looks_like_a_placeholder_is_one(catalogue: Catalogue) -> None:
    model = {"id": "m", "model": "acme-llm-7b", "facts": {"origin": "NO"}}
    assert (
        Fact("origin", "NO", "declared", "the manifest's `facts`")
        == model_facts(catalogue, model, None, AS_OF)["origin"]
    )
