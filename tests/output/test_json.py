from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from holdfast.model.report import Report
from holdfast.output.json import render

from .golden_files import golden
from .reports import REPORTS
from .strategies import reports

SCHEMA = json.loads(
    (resources.files("holdfast.output") / "schemas" / "report-v1.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.json", actual) == actual


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_valid_against_the_published_schema(name: str) -> None:
    assert [] == [error.message for error in VALIDATOR.iter_errors(json.loads(render(REPORTS[name]())))]


@given(reports)
def test_any_report_is_valid_ascii(made: Report) -> None:
    text = render(made)
    assert text.isascii()
    assert set() == {character for character in text if ord(character) < 32} - {"\n"}
    assert [] == [error.message for error in VALIDATOR.iter_errors(json.loads(text))]


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def objects(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema of an object, and where it is."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield path, schema
        for key, inner in schema.items():
            yield from objects(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from objects(inner, f"{path}/{index}")


def test_every_object_is_closed_complete_and_described() -> None:
    for path, schema in objects(SCHEMA):
        assert schema["additionalProperties"] is False, path
        assert list(schema["properties"]) == schema["required"], path
        for name, field in schema["properties"].items():
            assert field.get("description"), f"{path}: {name}"


def filled(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value that says something."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from filled(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from filled(inner, f"{path}[]")
    elif value not in ("", None):
        yield path


def declared(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the path of every leaf that the schema declares."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][1]
    if schema.get("type") == "object":
        for key, inner in schema["properties"].items():
            yield from declared(inner, f"{path}.{key}")
    elif schema.get("type") == "array":
        yield from declared(schema["items"], f"{path}[]")
    else:
        yield path


def test_every_declared_field_is_filled_by_some_report() -> None:
    seen = {path for make in REPORTS.values() for path in filled(json.loads(render(make())))}
    assert sorted(declared(SCHEMA)) == sorted(seen)


def test_passed_is_told_from_not_evaluated() -> None:
    assert [
        {"ruleId": "inventory/owner", "outcome": "pass", "count": 1},
        {"ruleId": "sovereignty/regulated-data-origin", "outcome": "not-applicable", "count": 1},
    ] == json.loads(render(REPORTS["clean"]()))["results"]
