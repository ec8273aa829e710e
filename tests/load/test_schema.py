from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from holdfast.load.schema import MAX_PROBLEMS, check_schema, manifest_schema
from holdfast.load.yaml import read_document
from holdfast.model.problem import Problem

CASES = sorted((Path(__file__).parent / "cases" / "schema").glob("*.yaml"))


def check(text: str | bytes, schema: Any) -> tuple[Any, tuple[Problem, ...]]:
    document, problems = check_schema(
        read_document(text if isinstance(text, bytes) else text.encode(), "f.yaml"), schema
    )
    return document.data, problems


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [
        f"{location.line}:{location.column} {problem.message} {problem.help}".rstrip()
        for problem, location in ((problem, problem.place.location) for problem in problems)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_mistake_is_told_in_plain_words_where_it_is(case: Path) -> None:
    _, problems = check(case.read_bytes(), manifest_schema())

    assert case.with_suffix(".txt").read_text("utf-8").splitlines() == told(problems)
    assert all(problem.rule == "manifest/schema" for problem in problems)


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        ({"type": "string"}, "1.10", "1.10"),
        ({"type": "string"}, "true", "true"),
        ({"type": "string"}, "0x1F", "0x1F"),
        ({"type": "string"}, "null", None),
        ({"type": ["string", "null"]}, "null", None),
        ({"type": ["string", "null"]}, "12", "12"),
        ({"type": ["string", "number"]}, "12", 12),
        ({"type": ["string", "number"]}, "true", "true"),
        ({"type": ["string", "boolean"]}, "12", "12"),
        ({"type": "integer"}, "12", 12),
        ({}, "12", 12),
        ({"const": "1"}, "1", "1"),
        ({"enum": ["1.0", "2.0"]}, "1.0", "1.0"),
        ({"enum": ["1.0", 2]}, "2", 2),
        ({"$ref": "#/$defs/text", "$defs": {"text": {"type": "string"}}}, "1.0", "1.0"),
        (
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "[1.0, [2]]",
            ["1.0", [2]],
        ),
        ({"additionalProperties": {"type": "string"}}, "{a: 1, b: {c: 2}}", {"a": "1", "b": {"c": 2}}),
        ({"items": {"properties": {"a": {"type": "string"}}}}, "[{a: 1, b: 1}]", [{"a": "1", "b": 1}]),
        ({"prefixItems": [{"type": "string"}], "items": {"type": "number"}}, "[1, 1]", ["1", 1]),
    ],
)
def test_where_text_is_wanted_it_is_what_was_written(schema: Any, text: str, expected: Any) -> None:
    data, _ = check(text, schema)

    assert expected == data
    assert type(expected) is type(data)


def test_an_aliased_value_is_text_only_where_text_is_wanted() -> None:
    schema = {"properties": {"a": {"items": {"type": "string"}}, "b": {"items": {"type": "number"}}}}

    data, problems = check("a: &a [1.10, 2]\nb: *a\n", schema)

    assert (data, problems) == ({"a": ["1.10", "2"], "b": [1.1, 2]}, ())


def test_the_document_that_was_read_is_not_changed() -> None:
    document = read_document(b"a: [1]", "f.yaml")

    changed, _ = check_schema(document, {"properties": {"a": {"items": {"type": "string"}}}})

    assert (document.data, changed.data) == ({"a": [1]}, {"a": ["1"]})


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        ({"minItems": 2}, "a: [1]", "1:1 `a` must have at least 2 entries."),
        ({"maxItems": 1}, "a: [1, 2]", "1:1 `a` must have at most 1 entries."),
        ({"maximum": 1}, "a: 2", "1:4 `a` must be at most 1, but is `2`."),
        ({"exclusiveMinimum": 0}, "a: 0", "1:4 `a` must be more than 0, but is `0`."),
        ({"maxLength": 2}, "a: abc", "1:4 `a` must have at most 2 characters, but is the text `abc`."),
        ({"minLength": 2}, "a: b", "1:4 `a` must have at least 2 characters."),
        ({"pattern": "^x"}, "a: b", "1:4 `b` is not a valid `a`. It must match `^x`."),
        (
            {"propertyNames": {"pattern": "^[a-z][A-Za-z0-9]*$"}},
            "a: {b-c: 1}",
            "1:5 `b-c` is not a valid key here. Use letters and digits, starting with a lower-case letter.",
        ),
        ({"additionalProperties": False}, "a: {b: 1}", "1:5 `b` is not a known key of `a`. It has no keys."),
        (
            {"anyOf": [{"type": "string"}, {"type": "boolean"}]},
            "a: [1]",
            "1:1 `a` must be text or `true` or `false`, but is a list.",
        ),
        (
            {"oneOf": [{"type": "string", "enum": ["x"]}, {"type": "number"}]},
            "a: y",
            "1:4 `a` must be `x`, but is `y`. Write `x`.",
        ),
        (
            {"oneOf": [{"type": "array"}, {"properties": {"b": {"type": "string"}}, "type": "object"}]},
            "a: {b: [c]}",
            "1:5 `b` must be text, but is a list. Write one value.",
        ),
        (
            {"not": {}, "description": "Never write this."},
            "a: 1",
            "1:4 `a` is not allowed to be like this. Never write this.",
        ),
        (
            {"type": ["integer", "null"]},
            "a: x",
            "1:4 `a` must be a whole number or empty, but is the text `x`.",
        ),
    ],
)
def test_each_keyword_has_its_words(schema: Any, text: str, expected: str) -> None:
    _, problems = check(text, {"properties": {"a": schema}})

    assert [expected] == told(problems)


def test_a_pattern_ends_where_the_text_ends() -> None:
    _, problems = check("a: |\n  abc\n", {"properties": {"a": {"pattern": "^[a-z]+$"}}})

    assert told(problems) == [
        r"1:4 `abc\x0a` is not a valid `a`. Did you mean `abc`? It must match `^[a-z]+$`."
    ]


def test_a_problem_knows_its_pointer_and_its_path_by_ids() -> None:
    text = "applications:\n  - id: chat\n    models: [{ref: gpt, role: x}]\n"

    _, problems = check(text, manifest_schema())

    assert next((problem.pointer, problem.logical) for problem in problems if problem.pointer) == (
        ("applications", 0, "models", 0, "role"),
        "applications/chat/models/gpt/role",
    )


def test_the_rule_is_the_callers() -> None:
    _, problems = check_schema(read_document(b"1", "f.yaml"), {"type": "object"}, "config/schema")

    assert [problem.rule for problem in problems] == ["config/schema"]


@pytest.mark.parametrize(
    "text",
    [
        "[" + "{}, " * 20_000 + "]",
        "{" + "".join(f"k{n}: 1, " for n in range(50_000)) + "}",
        "[" + "1, [1], " * 20_000 + "]",
    ],
    ids=["entries", "keys", "repetitions"],
)
def test_of_a_hostile_file_a_bounded_number_of_problems_is_told(text: str) -> None:
    schema = {
        "additionalProperties": False,
        "properties": {"name": {}},
        "uniqueItems": True,
        "items": {"required": ["name"]},
    }

    _, problems = check(text, schema)

    assert 0 < len(problems) <= MAX_PROBLEMS
