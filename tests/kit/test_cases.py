"""The runner of cases: what it observes, and that it notices a wrong expectation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.errors import PolicyError, UserErrors
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import Observed, differences, run_case
from holdfast.load.cases import DEFAULT_AS_OF, load_cases, load_equivalents, load_never_known
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case, Equivalent, NeverKnown, Weight
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.location import Location
from holdfast.model.policy import Enforcement, Severity

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


@pytest.fixture(name="policy")
def _policy(tmp_path: Path) -> CompiledPolicy:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "models.yaml").write_text(POLICY)
    ((policy,), errors) = compile_policies(load_pack(tmp_path).policies, FUNCTIONS, manifest_schema())
    assert errors == ()
    return policy


Observe = Callable[..., Observed]


@pytest.fixture(name="observe")
def _observe(policy: CompiledPolicy, catalogue: Catalogue) -> Observe:
    """Run CASE with changes; the weights of its findings are those of every finding of the policy."""

    def run(**changes: Any) -> Observed:
        observed = run_case(policy, CASE._replace(**changes), catalogue)
        assert {Weight(Severity.LOW, Enforcement.DENY)} >= set(observed.weights)
        return observed._replace(weights=())

    return run


def test_what_a_case_says_of_models_is_what_is_known(observe: Observe) -> None:
    assert Observed(Outcome.PASS, (), ()) == observe()
    half_closed = {"one": {"openWeights": True}, "two": {"openWeights": False}}
    failed = ("ai-manifest.yaml:3:18 not every model is open",)
    assert Observed(Outcome.FAIL, failed, ()) == observe(facts=half_closed)


def test_of_a_model_that_a_case_names_nothing_else_is_known(observe: Observe) -> None:
    facts = {"one": {"openWeights": True}, "two": {}}
    doubt = ("ai-manifest.yaml:3:18 cannot tell: Few models, all of them open",)
    assert Observed(Outcome.UNKNOWN, doubt, ()) == observe(facts=facts)


def test_models_that_a_case_does_not_name_are_looked_up(observe: Observe) -> None:
    manifest = MANIFEST.replace("model: two", "model: gpt-5.5")
    failed = ("ai-manifest.yaml:3:18 not every model is open",)
    assert Observed(Outcome.FAIL, failed, ()) == observe(manifests={"ai-manifest.yaml": manifest})


def test_parameters_and_the_day_are_the_cases_own(observe: Observe) -> None:
    many = ("ai-manifest.yaml:3:18 there are 2 models",)
    assert Observed(Outcome.FAIL, many, ()) == observe(params={"most": 1})
    late = ("ai-manifest.yaml:3:18 it is too late",)
    assert Observed(Outcome.FAIL, late, ()) == observe(as_of=date(2027, 1, 1))


def test_what_is_wrong_with_the_manifests_is_told_apart(observe: Observe) -> None:
    manifest = MANIFEST.replace("backend: own}\n  - {id: two", "backend: rented}\n  - {id: two")
    problems = ("ai-manifest.yaml:5:36 `rented` is not declared in `backends`.",)
    assert Observed(Outcome.PASS, (), problems) == observe(manifests={"ai-manifest.yaml": manifest})


def test_nothing_to_judge_is_not_applicable(observe: Observe) -> None:
    manifest = MANIFEST[: MANIFEST.index("models:")]
    assert Observed(Outcome.NOT_APPLICABLE, (), ()) == observe(manifests={"ai-manifest.yaml": manifest})


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


LIGHT = FAILED._replace(
    weights=(Weight(Severity.LOW, Enforcement.WARN), Weight(Severity.HIGH, Enforcement.DENY))
)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        pytest.param((Weight(), Weight()), (), id="left open"),
        pytest.param(
            (Weight(Severity.LOW, Enforcement.WARN), Weight(Severity.HIGH, Enforcement.DENY)), (), id="given"
        ),
        pytest.param(
            (Weight(Severity.HIGH), Weight(enforcement=Enforcement.WARN)),
            (
                "expected severity high, observed low: m.yaml:1:1 bad",
                "expected enforcement warn, observed deny: m.yaml:2:1 worse",
            ),
            id="wrong",
        ),
    ],
)
def test_how_much_a_finding_counts_is_compared_where_it_is_given(
    weights: tuple[Weight, ...], expected: tuple[str, ...]
) -> None:
    case = CASE._replace(expect=Outcome.FAIL, findings=FAILED.findings, weights=weights)
    assert expected == differences(case, LIGHT)


def test_weights_and_what_cases_cannot_show_are_read(tmp_path: Path) -> None:
    finding = "{place: a.yaml:1:1, message: bad, severity: high, enforcement: warn}"
    (tmp_path / "models.cases.yaml").write_text(
        "apiVersion: holdfast/v1\nkind: Cases\ncases:\n"
        f"  - {{name: one, expect: fail, findings: [{finding}], manifests: {{ai-manifest.yaml: ''}}}}\n"
        "equivalent:\n  - {at: params/a, mutant: a  →\n      b, reason: ' Why. '}\n"
        "neverKnown:\n  - {at: params/a, part: a, reason: Why.}\n"
    )
    (case,) = load_cases(tmp_path, "models")
    assert (Weight(Severity.HIGH, Enforcement.WARN),) == case.weights
    place = Location(f"{tmp_path.name}/models.cases.yaml", 6, 28, 7, 8)
    assert (Equivalent("params/a", "a → b", "Why.", place),) == load_equivalents(tmp_path, "models")
    place = Location(f"{tmp_path.name}/models.cases.yaml", 9, 26, 9, 27)
    assert (NeverKnown("params/a", "a", "Why.", place),) == load_never_known(tmp_path, "models")


def test_an_equivalent_needs_a_reason(tmp_path: Path) -> None:
    (tmp_path / "models.cases.yaml").write_text(
        "apiVersion: holdfast/v1\nkind: Cases\ncases:\n"
        "  - {name: one, expect: fail, manifests: {ai-manifest.yaml: ''}}\n"
        "equivalent:\n  - {at: params/a, mutant: a, reason: ''}\n"
    )
    with pytest.raises(UserErrors) as caught:
        load_equivalents(tmp_path, "models")
    assert [f"{tmp_path.name}/models.cases.yaml:6:39"] == [str(each.location) for each in caught.value.errors]


def test_a_policy_without_a_file_has_no_cases(tmp_path: Path) -> None:
    assert () == load_cases(tmp_path, "models") == load_equivalents(tmp_path, "models")


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
