"""The two ways in which references are written: whole outputs."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from holdfast.model.reference import Detection, Grade, ModelReference, Role
from holdfast.output import references_json, references_text

KNOWN = ModelReference(
    *(
        "litellm.yaml",
        4,
        14,
        "bedrock/eu.anthropic.claude",
        "bedrock/eu.anthropic.claude",
    ),
    detector="litellm",
    grade=Grade.DECLARED,
    host="bedrock",
    region="eu-central-1",
    role=Role.FALLBACK,
    family="claude",
    vendor="anthropic",
)
UNRESOLVED = ModelReference(
    "tests/compose.yaml",
    7,
    5,
    "${MODEL}",
    "",
    "compose",
    Grade.INFERRED,
    production=False,
    unresolved="it is a variable",
)
STRANGE = ModelReference("a\x1b.env", 1, 1, "\u202egpt", "\u202egpt", "env-files", Grade.HINT)
FOLLOWED = ModelReference("b.tf", 1, 1, "var.x", "gpt-4o", "terraform", Grade.DECLARED, family="gpt")
DETECTION = Detection((KNOWN, UNRESOLVED, STRANGE, FOLLOWED), ("`x.yaml` was not searched.",), 1234)


def test_text() -> None:
    expected = """\
litellm.yaml:4:14: bedrock/eu.anthropic.claude (claude of anthropic, on bedrock, in eu-central-1, fallback)
tests/compose.yaml:7:5: ${MODEL} (unresolved: it is a variable, inferred, not production)
a\\x1b.env:1:1: \\u202egpt (not in the catalogue, hint)
b.tf:1:1: var.x (gpt-4o, gpt)

note: `x.yaml` was not searched.
4 references, 2 families, 1 unresolved in 1,234 files searched.
"""
    assert expected == references_text.render(DETECTION)


def test_text_of_nothing() -> None:
    assert "0 references, 0 families in 1 file searched.\n" == references_text.render(Detection((), (), 1))


def test_json() -> None:
    found = json.loads(references_json.render(DETECTION))
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
    assert (1, ["`x.yaml` was not searched."]) == (found["version"], found["notes"])


@pytest.mark.parametrize("detection", [DETECTION, Detection(())], ids=["some", "none"])
def test_json_is_as_the_schema_says(detection: Detection) -> None:
    schema = json.loads(
        (resources.files("holdfast.output") / "schemas" / "references-v1.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(references_json.render(detection)), schema)
    roles = schema["$defs"]["reference"]["properties"]["role"]["enum"]
    assert [*map(str, Role), None] == roles
