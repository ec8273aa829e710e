"""The two ways in which references are written: whole outputs."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from holdfast.model.reference import Detection, Role
from holdfast.output import references_json, references_text

from .detections import DETECTIONS, SOME, USES


def test_text() -> None:
    expected = """\
litellm.yaml:4:14: bedrock/eu.anthropic.claude (claude of anthropic, on bedrock, in eu-central-1, fallback)
tests/compose.yaml:7:5: ${MODEL} (unresolved: it is a variable, inferred, not production)
a\\x1b.env:1:1: \\u202egpt (not in the catalogue, hint)
b.tf:1:1: var.x (gpt-4o, gpt)
app/page.tsx:3:9: gpt-4o (gpt of openai, choice, hint)

note: `x.yaml` was not searched.
4 references, 2 families, 1 unresolved, 1 to choose from in 1,234 files searched.
"""
    assert expected == references_text.render(SOME)


def test_text_of_nothing() -> None:
    assert "0 references, 0 families in 1 file searched.\n" == references_text.render(Detection((), (), 1))


def test_json() -> None:
    found = json.loads(references_json.render(SOME))
    assert {
        "id": "bedrock/eu.anthropic.claude",
        "file": "litellm.yaml",
        "line": 4,
        "column": 14,
        "model": "bedrock/eu.anthropic.claude",
        "family": "claude",
        "vendor": "anthropic",
        "host": "bedrock",
        "region": "eu-central-1",
        "grade": "declared",
        "role": "fallback",
        "production": True,
        "unresolved": None,
        "detector": "litellm",
    } == found["references"][0]
    assert [("gpt-4o", "app/page.tsx", "choice")] == [
        (each["id"], each["file"], each["role"]) for each in found["choices"]
    ]
    assert (1, ["`x.yaml` was not searched."]) == (found["version"], found["notes"])


def test_text_of_libraries() -> None:
    expected = """\
go.mod:4:2: uses models through openai-go, and does not say which (hint)
docs/a.txt:1:1: uses models through ai, and does not say which (hint, not production)

0 references, 0 families in 0 files searched.
"""
    assert expected == references_text.render(USES)


def test_json_of_libraries() -> None:
    expected = [
        {"library": "openai-go", "file": "go.mod", "line": 4, "column": 2, "production": True},
        {"library": "ai", "file": "docs/a.txt", "line": 1, "column": 1, "production": False},
    ]
    assert expected == json.loads(references_json.render(USES))["uses"]


@pytest.mark.parametrize("detection", DETECTIONS.values(), ids=DETECTIONS)
def test_json_is_as_the_schema_says(detection: Detection) -> None:
    schema = json.loads(
        (resources.files("holdfast.output") / "schemas" / "references-v1.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(references_json.render(detection)), schema)
    roles = schema["$defs"]["reference"]["properties"]["role"]["enum"]
    assert [*map(str, Role), None] == roles
