"""The runner of cases: what it observes, and that it notices a wrong expectation."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from holdfast import builtin
from holdfast.errors import PolicyError
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import Observed, differences, run_case
from holdfast.load.cases import DEFAULT_AS_OF, load_cases
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome

PACK = """\
apiVersion: holdfast/v1
kind: Pack
id: acme
version: 1.0.0
title: Of our own
"""
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: models
title: Few models, all of them open
severity: low
scope: portfolio
params:
  most: {type: integer, default: 2}
matchConditions:
  - name: in-use
    expression: portfolio.models.size() > 0
validations:
  - name: few
    expression: portfolio.models.size() <= params.most
    messageExpression: "'there are %d models'.format([portfolio.models.size()])"
  - name: open
    expression: portfolio.models.all(m, m.openWeights)
    message: not every model is open
  - name: day
    expression: now < date('2027-01-01')
    message: it is too late
"""
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: acme}
models:
  - {id: one, model: one, backend: own}
  - {id: two, model: two, backend: own}
backends: [{id: own}]
"""
OPEN = {"one": {"openWeights": True}, "two": {"openWeights": True}}
CASE = Case("a case", Outcome.PASS, {"ai-manifest.yaml": MANIFEST}, DEFAULT_AS_OF, {}, OPEN, None)


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


@pytest.fixture(name="policy")
def _policy(tmp_path: Path) -> CompiledPolicy:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "models.yaml").write_text(POLICY)
    ((policy,), errors) = compile_policies(load_pack(tmp_path).policies, FUNCTIONS, manifest_schema())
    assert errors == ()
    return policy


def _observe(policy: CompiledPolicy, **changes: Any) -> Observed:
    return run_case(policy, CASE._replace(**changes), _catalogue())


def test_what_a_case_says_of_models_is_what_is_known(policy: CompiledPolicy) -> None:
    assert Observed(Outcome.PASS, (), ()) == _observe(policy)
    half_closed = {"one": {"openWeights": True}, "two": {"openWeights": False}}
    failed = ("ai-manifest.yaml:3:18 not every model is open",)
    assert Observed(Outcome.FAIL, failed, ()) == _observe(policy, facts=half_closed)


def test_of_a_model_that_a_case_names_nothing_else_is_known(policy: CompiledPolicy) -> None:
    facts = {"one": {"openWeights": True}, "two": {}}
    doubt = ("ai-manifest.yaml:3:18 cannot tell: Few models, all of them open",)
    assert Observed(Outcome.UNKNOWN, doubt, ()) == _observe(policy, facts=facts)


def test_models_that_a_case_does_not_name_are_looked_up(policy: CompiledPolicy) -> None:
    manifest = MANIFEST.replace("model: two", "model: gpt-5.5")
    failed = ("ai-manifest.yaml:3:18 not every model is open",)
    assert Observed(Outcome.FAIL, failed, ()) == _observe(policy, manifests={"ai-manifest.yaml": manifest})


def test_parameters_and_the_day_are_the_cases_own(policy: CompiledPolicy) -> None:
    many = ("ai-manifest.yaml:3:18 there are 2 models",)
    assert Observed(Outcome.FAIL, many, ()) == _observe(policy, params={"most": 1})
    late = ("ai-manifest.yaml:3:18 it is too late",)
    assert Observed(Outcome.FAIL, late, ()) == _observe(policy, as_of=date(2027, 1, 1))


def test_what_is_wrong_with_the_manifests_is_told_apart(policy: CompiledPolicy) -> None:
    manifest = MANIFEST.replace("backend: own}\n  - {id: two", "backend: rented}\n  - {id: two")
    problems = ("ai-manifest.yaml:5:36 `rented` is not declared in `backends`.",)
    assert Observed(Outcome.PASS, (), problems) == _observe(policy, manifests={"ai-manifest.yaml": manifest})


def test_nothing_to_judge_is_not_applicable(policy: CompiledPolicy) -> None:
    manifest = MANIFEST[: MANIFEST.index("models:")]
    assert Observed(Outcome.NOT_APPLICABLE, (), ()) == _observe(
        policy, manifests={"ai-manifest.yaml": manifest}
    )


FAILED = Observed(Outcome.FAIL, ("m.yaml:1:1 bad", "m.yaml:2:1 worse"), ())


@pytest.mark.parametrize(
    ("expect", "findings", "expected"),
    [
        pytest.param(Outcome.FAIL, ("m.yaml:1:1 bad", "m.yaml:2:1 worse"), (), id="as expected"),
        pytest.param(Outcome.FAIL, None, (), id="findings left open"),
        pytest.param(
            Outcome.UNKNOWN,
            ("m.yaml:1:1 bad", "m.yaml:2:1 worse"),
            ("expected unknown, observed fail",),
            id="outcome",
        ),
        pytest.param(
            Outcome.PASS,
            None,
            (
                "expected pass, observed fail",
                "finding is not expected: m.yaml:1:1 bad",
                "finding is not expected: m.yaml:2:1 worse",
            ),
            id="pass leaves no findings open",
        ),
        pytest.param(
            Outcome.FAIL,
            ("m.yaml:1:2 bad", "m.yaml:2:1 worse"),
            ("expected finding is missing: m.yaml:1:2 bad", "finding is not expected: m.yaml:1:1 bad"),
            id="place",
        ),
        pytest.param(
            Outcome.FAIL,
            ("m.yaml:1:1 bad", "m.yaml:2:1 wors"),
            ("expected finding is missing: m.yaml:2:1 wors", "finding is not expected: m.yaml:2:1 worse"),
            id="message",
        ),
        pytest.param(
            Outcome.FAIL,
            ("m.yaml:1:1 bad",),
            ("finding is not expected: m.yaml:2:1 worse",),
            id="one finding too many",
        ),
        pytest.param(
            Outcome.FAIL,
            ("m.yaml:1:1 bad", "m.yaml:2:1 worse", "m.yaml:3:1 worst"),
            ("expected finding is missing: m.yaml:3:1 worst",),
            id="one finding too few",
        ),
        pytest.param(
            Outcome.FAIL,
            ("m.yaml:2:1 worse", "m.yaml:1:1 bad"),
            ("findings are repeated or in another order: m.yaml:1:1 bad; m.yaml:2:1 worse",),
            id="order",
        ),
    ],
)
def test_a_wrong_expectation_is_noticed(
    expect: Outcome, findings: tuple[str, ...] | None, expected: tuple[str, ...]
) -> None:
    assert expected == differences(CASE._replace(expect=expect, findings=findings), FAILED)


def test_a_policy_without_a_file_has_no_cases(tmp_path: Path) -> None:
    assert () == load_cases(tmp_path, "models")


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    case = "  - {name: same, expect: pass, manifests: {ai-manifest.yaml: ''}}\n"
    (tmp_path / "models.cases.yaml").write_text(f"apiVersion: holdfast/v1\nkind: Cases\ncases:\n{case}{case}")
    with pytest.raises(PolicyError) as caught:
        load_cases(tmp_path, "models")
    assert "two cases are called `same`." == caught.value.message
    assert f"{tmp_path.name}/models.cases.yaml:5:12" == str(caught.value.location)
    assert "Give each case a name of its own." == caught.value.hint


def test_a_misspelt_fact_is_refused_where_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "models.cases.yaml").write_text(
        "apiVersion: holdfast/v1\nkind: Cases\ncases:\n"
        "  - name: one\n    expect: pass\n    facts: {gpt-5.5: {orign: US}}\n"
        "    manifests: {ai-manifest.yaml: ''}\n"
    )
    with pytest.raises(PolicyError) as caught:
        load_cases(tmp_path, "models")
    assert "there is no fact `orign`." == caught.value.message
    assert f"{tmp_path.name}/models.cases.yaml:6:23" == str(caught.value.location)
    assert "Did you mean `origin`?" == caught.value.hint
