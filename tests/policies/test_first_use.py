"""What our policies say where little is at stake yet, or where the day has not come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.engine import Evaluation, evaluate
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.evaluate.knowledge import Knowledge
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.finding import Outcome
from holdfast.model.policy import Enforcement

POLICIES = Path(__file__).resolve().parents[2] / "policies"
CATALOGUE = load_catalogue(builtin.facts())

EXPERIMENT = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: lab}
applications:
  - id: chat
    lifecycle: experimental
    data: {classes: [public]}
    models: [{ref: gpt}]
models: [{id: gpt, model: gpt-5.5, backend: api}]
backends: [{id: api, hosting: vendor-api, operator: openai}]
"""
PROMISE = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: [{id: chat, models: [{ref: gpt}]}]
models: [{id: gpt, model: gpt-5.5, backend: api}]
backends: [{id: api}]
targets: [{by: 2026-12-31, families: 3, milestone: Three families}]
"""


def _policies(pack: str) -> tuple[CompiledPolicy, ...]:
    compiled, errors = compile_policies(load_pack(POLICIES / pack).policies, FUNCTIONS, manifest_schema())
    assert errors == ()
    return compiled


def _evaluate(folder: Path, manifest: str, policies: tuple[CompiledPolicy, ...], as_of: date) -> Evaluation:
    (folder / "ai-manifest.yaml").write_text(manifest, encoding="utf-8")
    knowledge = Knowledge(CATALOGUE, manifest_schema(), as_of)
    return evaluate(load_portfolio([folder]).portfolio, policies, knowledge)


@pytest.mark.parametrize("pack", ["model-diversity", "sovereignty"])
def test_an_experiment_with_public_data_meets_nothing(tmp_path: Path, pack: str) -> None:
    evaluation = _evaluate(tmp_path, EXPERIMENT, _policies(pack), date(2026, 11, 23))
    assert {Outcome.NOT_APPLICABLE} == {result.outcome for result in evaluation.results}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 11, 23), (Enforcement.WARN, ("In force from 2026-12-31; a warning until then.",))),
        (date(2026, 12, 30), (Enforcement.WARN, ("In force from 2026-12-31; a warning until then.",))),
        (date(2026, 12, 31), (Enforcement.DENY, ())),
        (date(2027, 1, 1), (Enforcement.DENY, ())),
    ],
    ids=str,
)
def test_a_target_is_a_warning_until_its_day(
    tmp_path: Path, as_of: date, expected: tuple[Enforcement, tuple[str, ...]]
) -> None:
    policies = tuple(p for p in _policies("model-diversity") if p.policy.rule.id == "model-diversity/targets")
    (finding,) = _evaluate(tmp_path, PROMISE, policies, as_of).findings
    assert expected == (finding.enforcement, finding.notes)
    assert (
        "target `Three families` by 2026-12-31: production rests on 1 of 3 independent model families: openai"
        == finding.message
    )
