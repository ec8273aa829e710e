"""The suite of a pack: which policies it refuses, and what it says of each case."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.errors import UserErrors
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.coverage import Coverage, Gap
from holdfast.kit.mutation import Mutation
from holdfast.kit.suite import CaseResult, PolicyCases, load_suite, mutate_policy, run_policy
from holdfast.model.catalogue import Catalogue
from holdfast.model.location import Location

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
id: few
title: Few models
severity: low
scope: manifest
params:
  most: {type: integer, minimum: 0, default: 1}
validations:
  - expression: manifest.models.size() <= params.most
    message: there are too many models
"""
MANIFEST = """\
    manifests:
      ai-manifest.yaml: |
        apiVersion: holdfast/v1
        kind: AIManifest
        metadata: {name: acme}
        models:
          - {id: one, model: one, backend: own}
        backends: [{id: own}]
"""
CASES = f"""\
apiVersion: holdfast/v1
kind: Cases
cases:
  - name: one model
    expect: pass
{MANIFEST}
  - name: more than none
    expect: fail
    params: {{most: 0}}
{MANIFEST}    findings:
      - place: ai-manifest.yaml:3:18
        message: there are too many models
"""


def _load(folder: Path, cases: str | None = CASES, policy: str = POLICY) -> PolicyCases:
    pack = folder / "acme"
    pack.mkdir(exist_ok=True)
    (pack / "pack.yaml").write_text(PACK)
    (pack / "few.yaml").write_text(policy)
    if cases is not None:
        (pack / "few.cases.yaml").write_text(cases)
    (tested,) = load_suite(pack, FUNCTIONS)
    return tested


def _refused(folder: Path, cases: str | None = CASES, policy: str = POLICY) -> list[tuple[str, str, str]]:
    with pytest.raises(UserErrors) as caught:
        _load(folder, cases, policy)
    return [(str(error.location or ""), error.message, error.hint) for error in caught.value.errors]


def test_cases_that_are_as_expected(tmp_path: Path, catalogue: Catalogue) -> None:
    tested = _load(tmp_path)
    result = run_policy(tested, catalogue)
    expected = (CaseResult("acme/few", "one model", ()), CaseResult("acme/few", "more than none", ()))
    assert ("acme/few", expected, Coverage(2), True) == (*result[:3], result.holds)
    survivor = Gap("params/most", Location("acme/few.yaml", 3, 5, 3, 8), "default 1 → 2")
    assert Mutation(6, 5, 0, 0, (survivor,), ()) == mutate_policy(tested, result)


def test_a_case_that_is_not_as_expected(tmp_path: Path, catalogue: Catalogue) -> None:
    result = run_policy(_load(tmp_path, CASES.replace("too many models", "two models")), catalogue)
    expected = (
        "expected finding is missing: ai-manifest.yaml:3:18 there are two models",
        "finding is not expected: ai-manifest.yaml:3:18 there are too many models",
    )
    assert (CaseResult("acme/few", "more than none", expected), False) == (result.cases[1], result.holds)


def test_a_case_that_reaches_no_validation(tmp_path: Path, catalogue: Catalogue) -> None:
    condition = "matchConditions:\n  - name: never\n    expression: manifest.models.size() > 7\n"
    result = run_policy(_load(tmp_path, policy=POLICY + condition), catalogue)
    expected = ("expected pass, observed not-applicable", "nothing in its manifests reaches a validation")
    assert CaseResult("acme/few", "one model", expected) == result.cases[0]


def test_a_policy_without_cases_is_refused(tmp_path: Path) -> None:
    assert [
        (
            "acme/few.yaml:3:5",
            "acme/few has no passing case.",
            "Add one to few.cases.yaml, with `expect: pass`.",
        ),
        (
            "acme/few.yaml:3:5",
            "acme/few has no failing case.",
            "Add one to few.cases.yaml, with `expect: fail`.",
        ),
    ] == _refused(tmp_path, None)


def test_a_policy_that_was_never_seen_to_fail_is_refused(tmp_path: Path) -> None:
    passing = CASES[: CASES.index("  - name: more")]
    assert [
        (
            "acme/few.yaml:3:5",
            "acme/few has no failing case.",
            "Add one to few.cases.yaml, with `expect: fail`.",
        )
    ] == _refused(tmp_path, passing)


def test_cases_without_a_policy_are_refused(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "fwe.cases.yaml").write_text(CASES)
    assert [
        (
            "",
            "acme/fwe.cases.yaml holds cases of a policy `fwe`, which is not there.",
            "Add fwe.yaml, or rename the file after its policy.",
        )
    ] == _refused(tmp_path)


def test_a_parameter_that_the_policy_does_not_have_is_refused(tmp_path: Path) -> None:
    assert [
        (
            "acme/few.yaml:3:5",
            "case `more than none`: rule `acme/few` has no parameter `mots`.",
            "Did you mean `most`?",
        )
    ] == _refused(tmp_path, CASES.replace("most: 0", "mots: 0"))


def test_a_parameter_of_a_wrong_value_is_refused(tmp_path: Path) -> None:
    assert [
        (
            "acme/few.yaml:3:5",
            (
                "case `more than none`: parameter `most` of `acme/few` must be a whole number, at "
                "least 0, but is `-1`."
            ),
            "",
        )
    ] == _refused(tmp_path, CASES.replace("most: 0", "most: -1"))


def test_a_policy_that_does_not_compile_is_refused(tmp_path: Path) -> None:
    refused = _refused(tmp_path, policy=POLICY.replace("manifest.models", "manifets.models"))
    assert ["acme/few.yaml:10:17"] == [location for location, _, _ in refused]
