"""`derivedFrom`: what a base hands down, through the models of a manifest, and where id and base disagree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdfast.facts import contradicted, model_facts, with_bases
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact, Gap

AS_OF = date(2026, 11, 23)
QWEN = "Qwen/Qwen3-32B"
LLAMA_4 = "meta-llama/Llama-4-Maverick-17B-128E-Instruct"
OF_QWEN = {"lineage": "qwen", "lineageParent": "alibaba", "baseOrigin": "CN", "modality": "text"}
OF_LLAMA = {"lineage": "llama", "lineageParent": "meta", "baseOrigin": "US", "modality": "text"}
OF_MISTRAL = {"lineage": "mistral", "lineageParent": "mistral", "baseOrigin": "FR", "modality": "text"}
GERMAN = {"origin": "DE", "baseOrigin": "DE"}

Entries = dict[str, dict[str, Any]]


def entry(
    model: str, base: str | None = None, relation: str | None = "finetune", **facts: Any
) -> dict[str, Any]:
    derived = {"model": base, "relation": relation}
    written = {name: value for name, value in derived.items() if value is not None}
    return {"model": model, "derivedFrom": written if base or relation else {}, "facts": facts}


def known(catalogue: Catalogue, models: Entries) -> dict[str, Any]:
    """Return the facts of model `m` that are known."""
    facts = model_facts(catalogue, with_bases(models)["m"], None, AS_OF)
    return {name: fact.value for name, fact in facts.items() if isinstance(fact, Fact)}


def reasons(catalogue: Catalogue, models: Entries, *names: str) -> set[str]:
    """Return why facts of model `m` are not known; a known one stands for itself."""
    facts = model_facts(catalogue, with_bases(models)["m"], None, AS_OF)
    gaps = (facts[name] for name in names)
    return {gap.reason if isinstance(gap, Gap) else f"{gap.name} is {gap.value}" for gap in gaps}


def wrong(catalogue: Catalogue, models: Entries) -> list[tuple[str, Any, str, Any]]:
    found = contradicted(catalogue, with_bases(models)["m"], None, AS_OF)
    return [("/".join(item.path), item.declared, item.known.name, item.known.value) for item in found]


@pytest.mark.parametrize("relation", ["finetune", "adapter", "distill", "merge", None])
def test_an_id_and_a_base_that_disagree_are_neither_trusted(catalogue: Catalogue, relation: str) -> None:
    models = {"m": entry("mistral-7b-v0.3", QWEN, relation, **GERMAN)}
    assert {"family": "mistral", "modality": "text", "origin": "DE"} == known(catalogue, models)
    reason = f"its id says that it is built on mistral, and `derivedFrom` names `{QWEN}`"
    assert {reason} == reasons(catalogue, models, "lineage", "lineageParent", "baseOrigin", "vendor")
    assert [
        ("derivedFrom/model", QWEN, "lineage", "mistral"),
        ("facts/baseOrigin", "DE", "baseOrigin", "FR"),
    ] == wrong(catalogue, models)


def test_no_declared_fact_decides_between_an_id_and_a_base(catalogue: Catalogue) -> None:
    models = {"m": entry("mistral-7b-v0.3", QWEN, lineage="mistral", origin="FR", baseOrigin="FR")}
    assert {"family": "mistral", "modality": "text", "origin": "FR"} == known(catalogue, models)
    assert [
        ("derivedFrom/model", QWEN, "lineage", "mistral"),
        ("facts/lineage", "mistral", "lineage", "qwen"),
        ("facts/baseOrigin", "FR", "baseOrigin", "CN"),
    ] == wrong(catalogue, models)


def test_a_quantized_model_is_its_base(catalogue: Catalogue) -> None:
    models = {"m": entry("mistral-7b-v0.3", QWEN, "quantized", **GERMAN)}
    assert {
        "modality": "text", "openness": "weights-permissive", "openWeights": True, "licence": "Apache-2.0",
        "floating": False,
    } == known(catalogue, models)  # fmt: skip
    assert {"its id says `FR`, and its base `CN`"} == reasons(catalogue, models, "origin")
    assert [
        ("derivedFrom/model", QWEN, "lineage", "mistral"),
        ("facts/origin", "DE", "origin", "FR"),
        ("facts/baseOrigin", "DE", "baseOrigin", "FR"),
    ] == wrong(catalogue, models)


def test_a_merge_has_parents_that_nobody_names(catalogue: Catalogue) -> None:
    named = {"m": entry("acme-llm", "mistral-7b-v0.3", "merge", origin="DE")}
    nameless = {"m": entry("mistral-7b-v0.3", None, "merge", origin="DE")}
    assert {"modality": "text", "origin": "DE"} == known(catalogue, named)
    assert {"a merge has other parents, which `derivedFrom` does not name"} == reasons(
        catalogue, named, "lineage", "lineageParent", "baseOrigin"
    )
    assert {"family": "mistral", "modality": "text", "origin": "DE"} == known(catalogue, nameless)
    assert {"`derivedFrom` does not name what it was made from"} == reasons(
        catalogue, nameless, "lineage", "lineageParent", "baseOrigin"
    )
    assert {"`derivedFrom` says that it is made from the model of its id, not by whom"} == reasons(
        catalogue, nameless, "vendor", "openWeights", "licence"
    )


def test_what_is_declared_of_a_merge_must_fit_the_parent_that_is_named(catalogue: Catalogue) -> None:
    models = {"m": entry("acme-llm", QWEN, "merge", **GERMAN)}
    assert {"modality": "text", "origin": "DE"} == known(catalogue, models)
    assert [("facts/baseOrigin", "DE", "baseOrigin", "CN")] == wrong(catalogue, models)


def test_bases_are_followed_through_the_models_of_a_manifest(catalogue: Catalogue) -> None:
    models = {
        "m": entry("acme-chat", "base", **GERMAN),
        "base": entry("acme-base", "root", origin="DE"),
        "root": entry("acme-root", QWEN, origin="DE"),
    }
    assert {**OF_QWEN, "origin": "DE"} == known(catalogue, models)
    assert [("facts/baseOrigin", "DE", "baseOrigin", "CN")] == wrong(catalogue, models)


def test_what_a_base_declares_is_handed_down(catalogue: Catalogue) -> None:
    own = {"lineage": "acme", "lineageParent": "Acme", "origin": "DE", "baseOrigin": "DE", "modality": "text"}
    models = {"m": entry("acme-chat", "base", origin="DE"), "base": {"model": "acme-base", "facts": own}}
    assert {**own, "lineageParent": "acme"} == known(catalogue, models)


def test_a_base_is_an_entry_before_it_is_an_id(catalogue: Catalogue) -> None:
    models = {
        "m": entry("acme-chat", "mistral-7b", origin="DE", baseOrigin="CN"),
        "mistral-7b": {"model": QWEN},
    }
    assert {**OF_QWEN, "origin": "DE"} == known(catalogue, models)
    assert [] == wrong(catalogue, models)
    models["m"]["facts"]["baseOrigin"] = "FR"
    assert [("facts/baseOrigin", "FR", "baseOrigin", "CN")] == wrong(catalogue, models)


def test_a_base_that_is_mistyped_is_not_known(catalogue: Catalogue) -> None:
    models = {"m": entry("acme-chat", "acme-bsae", origin="DE"), "acme-base": {"model": QWEN}}
    assert {"origin": "DE"} == known(catalogue, models)
    assert {
        (
            "its base `acme-bsae` is no `id` of `models` (did you mean `acme-base`?), "
            "and no family in the catalogue matches `acme-bsae`"
        )
    } == reasons(catalogue, models, "lineage", "lineageParent", "baseOrigin")


def test_a_base_nobody_knows_is_no_base_even_where_the_id_is_known(catalogue: Catalogue) -> None:
    models = {"m": entry("mistral-7b-v0.3", "acme-secret")}
    assert {"family": "mistral", "modality": "text"} == known(catalogue, models)


@pytest.mark.parametrize(
    ("models", "reason"),
    [
        (
            {"m": entry("a", "m")},
            "its base `m` comes from itself, by way of `derivedFrom`",
        ),
        (
            {"m": entry("a", "b"), "b": entry("b", "c"), "c": entry("c", "b")},
            "of its base `b`: of its base `c`: its base `b` comes from itself, by way of `derivedFrom`",
        ),
    ],
    ids=["itself", "round about"],
)
def test_a_circle_is_no_base(catalogue: Catalogue, models: Entries, reason: str) -> None:
    assert {} == known(catalogue, models)
    assert {reason} == reasons(catalogue, models, "lineage", "lineageParent", "baseOrigin")


def test_a_chain_is_followed_so_far(catalogue: Catalogue) -> None:
    def chain(length: int) -> Entries:
        models = {f"m{number}": entry("acme", f"m{number + 1}") for number in range(1, length)}
        return {"m": entry("acme", "m1"), **models, f"m{length}": {"model": QWEN}}

    assert OF_QWEN == known(catalogue, chain(8))
    assert {} == known(catalogue, chain(9))
    reason = ": ".join(f"of its base `m{number}`" for number in range(1, 9))
    assert {f"{reason}: more than 8 models are derived one from another before its base"} == reasons(
        catalogue, chain(9), "lineage"
    )


@pytest.mark.parametrize("relation", ["finetune", "adapter", None])
def test_a_licence_that_bars_the_eu_binds_what_is_made_from_the_model(
    catalogue: Catalogue, relation: str
) -> None:
    models = {"m": entry("acme-llm", LLAMA_4, relation, openWeights=True)}
    assert {**OF_LLAMA, "openWeights": False} == known(catalogue, models)
    assert [("facts/openWeights", True, "openWeights", False)] == wrong(catalogue, models)


def test_so_it_does_through_a_chain_and_in_a_merge(catalogue: Catalogue) -> None:
    chain = {"m": entry("acme-llm", "b", openWeights=True), "b": entry("acme-base", LLAMA_4)}
    merge = {"m": entry("acme-llm", LLAMA_4, "merge", openWeights=True)}
    assert {**OF_LLAMA, "openWeights": False} == known(catalogue, chain)
    assert {"modality": "text", "openWeights": False} == known(catalogue, merge)


def test_no_derivative_is_more_open_than_its_base(catalogue: Catalogue) -> None:
    models = {"m": entry("acme-llm", "mistralai/Mistral-Large-Instruct-2411", openness="open-source")}
    assert {**OF_MISTRAL, "openWeights": False} == known(catalogue, models)
    assert [("facts/openness", "open-source", "openness", "weights-noncommercial")] == wrong(
        catalogue, models
    )
    models["m"]["facts"]["openness"] = "closed"
    assert {**OF_MISTRAL, "openness": "closed", "openWeights": False} == known(catalogue, models)
    assert [] == wrong(catalogue, models)


@pytest.mark.parametrize(
    ("base", "relation", "reason"),
    [
        ("mistral-large-4", "finetune", "the licence of its base is not known to allow it, and may bind it"),
        ("acme-secret", "finetune", "the licence of its base is not known to allow it, and may bind it"),
        (LLAMA_4, "distill", "the licence of its base does not allow it, and may bind it"),
    ],
)
def test_open_weights_need_a_base_that_is_known_to_allow_them(
    catalogue: Catalogue, base: str, relation: str, reason: str
) -> None:
    models = {"m": entry("acme-llm", base, relation, openWeights=True)}
    assert {reason} == reasons(catalogue, models, "openWeights")
    models["m"]["facts"]["openWeights"] = False
    assert known(catalogue, models)["openWeights"] is False


def test_a_base_says_for_itself_what_its_licence_allows(catalogue: Catalogue) -> None:
    models = {
        "m": entry("acme-llm", "b", openWeights=True),
        "b": {"model": "mistral-large-4", "facts": {"openWeights": True}},
    }
    assert {**OF_MISTRAL, "openWeights": True} == known(catalogue, models)


def test_a_derivative_of_another_vendor_keeps_its_own_facts(catalogue: Catalogue) -> None:
    models = {"m": entry("nvidia/Llama-3.1-Nemotron-70B-Instruct-HF", "meta-llama/Llama-3.1-70B-Instruct")}
    alone: Entries = {"m": {"model": "nvidia/Llama-3.1-Nemotron-70B-Instruct-HF"}}
    assert known(catalogue, alone) == known(catalogue, models)
    assert [] == wrong(catalogue, models)
