"""What a manifest says of a model and is known to be otherwise becomes a problem at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.contradictions import contradictions
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.world import World
from holdfast.load.catalogue import load_catalogue
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.manifest import Portfolio
from holdfast.model.problem import Problem

HEAD = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
backends: [{id: own}]
models:
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(load_catalogue(builtin.facts()), manifest_schema(), date(2026, 11, 23))


def portfolio(tmp_path: Path, models: str) -> Portfolio:
    path = tmp_path / "ai-manifest.yaml"
    path.write_text(HEAD + models, encoding="utf-8")
    loaded = load_portfolio([path])
    assert loaded.problems == ()
    return loaded.portfolio


def written(problem: Problem) -> str:
    place = problem.place.location
    return f"{place.line}:{place.column} {problem.rule} {problem.logical}\n{problem.message}\n{problem.help}"


def test_each_is_told_at_its_place(tmp_path: Path, knowledge: Knowledge) -> None:
    models = """\
  - {id: gpt, model: gpt-5.5, backend: own, facts: {origin: DE}}
  - {id: own, model: acme-llm, backend: own, facts: {lineage: qwen, baseOrigin: DE}}
  - {id: two, model: mistral-7b-v0.3, backend: own, derivedFrom: {model: Qwen/Qwen3-32B}}
  - {id: tuned, model: acme-chat, backend: own, derivedFrom: {model: own}, facts: {baseOrigin: DE}}
  - id: four
    model: acme-four
    backend: own
    derivedFrom: {model: meta-llama/Llama-4-Maverick-17B-128E-Instruct, relation: finetune}
    facts:
      openness: open-source
      openWeights: true
"""
    found = contradictions(portfolio(tmp_path, models), knowledge)
    rule = "manifest/declared-facts"
    assert [
        (
            f"6:61 {rule} shop/models/gpt/facts/origin\n"
            "`origin` of model `gpt` is declared as `DE`, but is known to be `US`.\n"
            "Remove the fact, or correct the model id; the catalogue has it from public company information "
            "(imprint, annual report)."
        ),
        (
            f"7:81 {rule} shop/models/own/facts/baseOrigin\n"
            "`baseOrigin` of model `own` is declared as `DE`, but is known to be `CN`.\n"
            "Remove the fact, or correct the one beside it that it follows from."
        ),
        (
            f"8:74 {rule} shop/models/two/derivedFrom/model\n"
            "`derivedFrom` of model `two` names `Qwen/Qwen3-32B`, "
            "but by its id the lineage is known to be `mistral`.\n"
            "Correct the model id or `derivedFrom`, so that both tell of one base."
        ),
        (
            f"9:96 {rule} shop/models/tuned/facts/baseOrigin\n"
            "`baseOrigin` of model `tuned` is declared as `DE`, but is known to be `CN`.\n"
            "Remove the fact, or correct the model id; its base has it from public company information "
            "(imprint, annual report)."
        ),
        (
            f"15:17 {rule} shop/models/four/facts/openness\n"
            "`openness` of model `four` is declared as `open-source`, "
            "but is known to be at most `weights-restricted`.\n"
            "Remove the fact, or correct the model id; its base has it from "
            "https://www.llama.com/llama-downloads, licence per release."
        ),
        (
            f"16:20 {rule} shop/models/four/facts/openWeights\n"
            "`openWeights` of model `four` is declared as true, but is known to be false.\n"
            "Remove the fact, or correct the model id; its base has it from "
            "https://www.llama.com/llama-downloads, licence per release."
        ),
    ] == [written(problem) for problem in found]


def test_a_true_fact_of_a_base_whose_id_looks_like_another_model_is_none(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    models = """\
  - {id: mistral-7b, model: Qwen/Qwen3-32B, backend: own}
  - {id: own, model: acme-llm, backend: own, derivedFrom: {model: mistral-7b}, facts: {baseOrigin: CN}}
"""
    assert () == contradictions(portfolio(tmp_path, models), knowledge)


def test_what_is_told_is_escaped(tmp_path: Path, knowledge: Knowledge) -> None:
    models = '  - {id: gpt, model: gpt-5.5, backend: own, facts: {vendor: "\\e[31mACME"}}\n'
    (problem,) = contradictions(portfolio(tmp_path, models), knowledge)
    assert (
        "`vendor` of model `gpt` is declared as `\\x1b[31mACME`, but is known to be `openai`."
        == problem.message
    )


def test_policies_see_the_same_chain(tmp_path: Path, knowledge: Knowledge) -> None:
    models = """\
  - {id: root, model: acme-root, backend: own, derivedFrom: {model: Qwen/Qwen3-32B, relation: finetune}}
  - {id: own, model: acme-llm, backend: own, derivedFrom: {model: root}, facts: {origin: DE, baseOrigin: DE}}
"""
    (view,) = World(portfolio(tmp_path, models), knowledge).views
    record = view.models["own"]
    assert ("qwen", "alibaba", "CN", "DE") == tuple(
        record.lookup(name) for name in ("lineage", "lineageParent", "baseOrigin", "origin")
    )
