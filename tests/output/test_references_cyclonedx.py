"""References as an ML-BOM: valid by the library's own strict schema, and the same bytes from the same."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import given

from holdfast.model.reference import Detection, ModelReference, Role
from holdfast.output.references_cyclonedx import render

from .detections import DETECTIONS, FOLLOWED, KNOWN, OFFERED, SOME, UNRESOLVED, USES
from .golden_files import golden
from .strategies import detections

VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


def bom(detection: Detection) -> dict[str, Any]:
    return dict(json.loads(render(detection)))


def components(*references: ModelReference) -> list[dict[str, Any]]:
    return list(bom(Detection(references))["components"])


def properties(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["name"].removeprefix("holdfast:"), each["value"]) for each in of.get("properties", ())]


def occurrences(of: dict[str, Any]) -> list[tuple[str, int, str]]:
    found = of["evidence"]["occurrences"]
    return [(each["location"], each["line"], each["additionalContext"]) for each in found]


@pytest.mark.parametrize("name", DETECTIONS)
def test_the_whole_is_as_in_the_golden_file(name: str) -> None:
    actual = render(DETECTIONS[name])
    assert golden(f"references-{name}.cdx.json", actual) == actual


@pytest.mark.parametrize("name", DETECTIONS)
def test_it_is_valid_against_the_standard(name: str) -> None:
    assert VALIDATOR.validate_str(render(DETECTIONS[name])) is None


def test_the_validator_is_at_work() -> None:
    assert VALIDATOR.validate_str(render(SOME).replace('"group"', '"groop"')) is not None


def test_a_model() -> None:
    (found,) = components(KNOWN)
    said = (
        "litellm.yaml",
        4,
        f"column 14: {KNOWN.id} (claude of anthropic, on bedrock, in eu-central-1, fallback)",
    )
    assert [said] == occurrences(found)
    assert [
        ("family", "claude"),
        ("grade", "declared"),
        ("host", "bedrock"),
        ("production", "true"),
        ("region", "eu-central-1"),
        ("role", "fallback"),
    ] == properties(found)
    assert ("machine-learning-model", "anthropic", KNOWN.id) == tuple(
        found[key] for key in ("type", "group", "name")
    )


def test_a_model_in_several_places_is_one_component() -> None:
    other = KNOWN._replace(path="a.yaml", host="vertex_ai", role=Role.JUDGE, production=False)
    (found,) = components(KNOWN, other)
    assert [("a.yaml", 4), ("litellm.yaml", 4)] == [each[:2] for each in occurrences(found)]
    said = properties(found)
    assert ["bedrock", "vertex_ai"] == [value for name, value in said if name == "host"]
    assert ["false", "true"] == [value for name, value in said if name == "production"]


def test_a_model_of_two_vendors_is_two_components() -> None:
    found = components(KNOWN, KNOWN._replace(line=9, vendor="another"))
    assert ["another", "anthropic"] == [each["group"] for each in found]


def test_what_an_id_stands_for_is_the_name() -> None:
    (found,) = components(FOLLOWED)
    assert ("gpt-4o", ("id", "var.x")) == (found["name"], properties(found)[2])


def test_what_is_unresolved_is_not_the_same_in_another_file() -> None:
    found = components(UNRESOLVED, UNRESOLVED._replace(line=9), UNRESOLVED._replace(path="other.yaml"))
    assert [
        ("${MODEL}", ["other.yaml"]),
        ("${MODEL}", ["tests/compose.yaml", "tests/compose.yaml"]),
    ] == sorted((each["name"], [place for place, *_ in occurrences(each)]) for each in found)
    assert ("unresolved", "it is a variable") in properties(found[0])


def test_what_somebody_may_only_choose_is_optional() -> None:
    made = bom(Detection((KNOWN,), choices=(OFFERED, KNOWN._replace(line=9, role=Role.CHOICE))))
    assert [(KNOWN.id, None), ("gpt-4o", "optional")] == sorted(
        (each["name"], each.get("scope")) for each in made["components"]
    )


def test_a_host_is_a_service_that_depends_on_its_models() -> None:
    made = bom(Detection((KNOWN, FOLLOWED._replace(host="bedrock"), UNRESOLVED)))
    (service,) = made["services"]
    assert ("bedrock", [("region", "eu-central-1")]) == (service["name"], properties(service))
    names = {each["bom-ref"]: each["name"] for each in made["components"]}
    needs = {each["ref"]: each.get("dependsOn", []) for each in made["dependencies"]}
    assert [KNOWN.id, "gpt-4o"] == sorted(names[each] for each in needs[service["bom-ref"]])


def test_a_library_by_which_models_are_used() -> None:
    assert [
        ("library", "ai", [("docs/a.txt", 1, "column 1")], [("production", "false")]),
        ("library", "openai-go", [("go.mod", 4, "column 2")], [("production", "true")]),
    ] == [
        (each["type"], each["name"], occurrences(each), properties(each)) for each in bom(USES)["components"]
    ]


def test_what_was_not_read_is_told() -> None:
    """Or the list would pass for a whole one."""
    assert [("filesSearched", "1234"), ("note", "`x.yaml` was not searched.")] == properties(
        bom(SOME)["metadata"]
    )


def test_there_is_no_time_in_it_and_nothing_random() -> None:
    assert "timestamp" not in bom(SOME)["metadata"]
    assert 5 == UUID(bom(SOME)["serialNumber"]).version
    others = [SOME._replace(version="2"), SOME._replace(notes=()), SOME._replace(references=(KNOWN,))]
    assert 4 == len({bom(each)["serialNumber"] for each in (SOME, *others)})


def test_the_order_of_what_is_found_changes_nothing() -> None:
    references: Sequence[ModelReference] = (
        *SOME.references,
        KNOWN._replace(line=9),
        KNOWN._replace(path="z"),
    )
    shuffled = random.Random(1).sample(references, len(references))  # noqa: S311  # no secret
    assert render(SOME._replace(references=tuple(references))) == render(
        SOME._replace(references=tuple(shuffled))
    )


def test_the_same_bytes_from_another_process() -> None:
    """Sets have another order there."""
    code = (
        "from tests.output.detections import SOME\nfrom holdfast.output.references_cyclonedx import render\n"
    )
    top = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120  # of this repository
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", f"{code}print(render(SOME), end='')"],
            cwd=top,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="ascii",
            check=True,
        )
        assert render(SOME) == done.stdout


@given(detections)
def test_whatever_is_found_is_valid(detection: Detection) -> None:
    written = render(detection)
    assert written.isascii()
    assert VALIDATOR.validate_str(written) is None
    assert set() == {char for char in written if ord(char) < 32} - {"\n"}
