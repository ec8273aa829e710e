"""Schemas of parameters: a closed part of JSON Schema, checked where it was written, and fetching nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.load.files import checked
from holdfast.load.packs import policy_of
from holdfast.load.param_schema import wrong_value
from holdfast.load.schema import check_schema, named_schema
from holdfast.load.yaml import read_document

HEAD = "apiVersion: holdfast/v1\nkind: {}\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: one
title: One
severity: low
scope: model
validations: [{expression: "true"}]
params:
  x: """


def said_of(schema: str) -> list[str]:
    """Return what is said of a policy whose parameter `x` has `schema`: where, what and the remedy."""
    try:
        policy_of(checked((POLICY + schema).encode(), "one.yaml", named_schema("policy"), PolicyError), "p")
    except UserError as error:
        raised = error.errors if isinstance(error, UserErrors) else (error,)
        return [
            f"{str(each.location).removeprefix('one.yaml:')} {each.message} {each.hint}".strip()
            for each in raised
        ]
    return []


@pytest.mark.parametrize(
    "schema",
    [
        "{type: integer, minimum: 1, maximum: 9, stricter: lower, default: 2}",
        "{type: number, enum: [0.5, 1], stricter: higher, default: 1}",
        "{type: boolean, default: false}",
        '{type: string, pattern: "^[a-z]+$", minLength: 1, maxLength: 9, default: abc}',
        "{type: array, default: [1, a, true]}",
        "{type: array, items: {type: string, enum: [a]}, minItems: 1, stricter: subset, default: [a]}",
        "{type: array, maxItems: 2, uniqueItems: true, stricter: superset, default: []}",
    ],
    ids=["integer", "number", "boolean", "text", "any list", "list of texts", "set"],
)
def test_what_a_schema_may_say(schema: str) -> None:
    assert [] == said_of(schema)


KNOWN = "Known keys: `type`, `enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `pattern`."


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (
            '{type: array, items: {$ref: "http://127.0.0.1:8971/schema.json"}, default: []}',
            [
                "9:20 `items` has no `type`. Add `type`: Type of the element.",
                f"9:28 `$ref` is not a known key of `items`. {KNOWN}",
            ],
        ),
        (
            '{type: array, items: {$ref: "file:///etc/passwd", type: string}, default: []}',
            [f"9:28 `$ref` is not a known key of `items`. {KNOWN}"],
        ),
        (
            '{type: array, items: {$dynamicRef: "#x", type: string}, default: []}',
            [f"9:28 `$dynamicRef` is not a known key of `items`. {KNOWN}"],
        ),
        (
            "{type: array, items: {typ: string}, default: []}",
            [
                "9:20 `items` has no `type`. Add `type`: Type of the element.",
                f"9:28 `typ` is not a known key of `items`. Did you mean `type`? {KNOWN}",
            ],
        ),
        (
            "{type: array, items: {type: strnig}, default: []}",
            [
                (
                    "9:34 `strnig` is not a known value of `type`. Did you mean `string`? Known "
                    "values: `string`, `integer`, `number`, `boolean`."
                )
            ],
        ),
        (
            "{type: array, items: {type: array, items: {type: string}}, default: []}",
            [
                (
                    "9:34 `array` is not a known value of `type`. Known values: `string`, `integer`, "
                    "`number`, `boolean`."
                ),
                f"9:41 `items` is not a known key of `items`. {KNOWN}",
            ],
        ),
        ("{type: array, minItems: -1, default: []}", ["9:30 `minItems` must be at least 0, but is `-1`."]),
        ("{type: string, enum: [], default: a}", ["9:27 `enum` must have at least 1 entries."]),
        (
            '{type: string, pattern: "^(a", default: a}',
            [
                (
                    "9:30 the pattern does not compile: missing ): ^(a. Write it in the syntax of RE2, "
                    "which has neither look-around nor back-references."
                )
            ],
        ),
        (
            '{type: array, items: {type: string, pattern: "(?=a)"}, default: []}',
            [
                (
                    "9:51 the pattern does not compile: invalid perl operator: (?=. Write it in the "
                    "syntax of RE2, which has neither look-around nor back-references."
                )
            ],
        ),
        (
            '{type: string, pattern: "(a{50}){20}b", default: a}',
            [
                (
                    "9:30 the pattern does not compile: it is too large. Write it in the syntax of "
                    "RE2, which has neither look-around nor back-references."
                )
            ],
        ),
        (
            "{type: string, minimum: 1, default: a}",
            [
                (
                    "9:21 `minimum` says nothing of texts. It is for whole numbers and numbers. Remove "
                    "it, or correct `type`."
                )
            ],
        ),
        (
            "{type: integer, items: {type: string}, default: 1}",
            ["9:22 `items` says nothing of whole numbers. It is for lists. Remove it, or correct `type`."],
        ),
        (
            "{type: array, enum: [a], default: []}",
            [
                (
                    "9:20 `enum` says nothing of lists. It is for texts, whole numbers and numbers. "
                    "Remove it, or correct `type`."
                )
            ],
        ),
        (
            "{type: integer, enum: [1, two], default: 1}",
            [
                (
                    "9:32 entry 2 of `enum` must be a whole number, but is `two`. Write values of the "
                    "parameter's own type."
                )
            ],
        ),
        (
            "{type: string, stricter: lower, default: a}",
            [
                (
                    "9:31 `stricter: lower` is for whole numbers and numbers; the parameter `x` is "
                    "text. Remove `stricter`, or say a direction that such values have."
                )
            ],
        ),
        (
            "{type: array, stricter: lower, default: []}",
            [
                (
                    "9:30 `stricter: lower` is for whole numbers and numbers; the parameter `x` is a "
                    "list. Remove `stricter`, or say a direction that such values have."
                )
            ],
        ),
        (
            "{type: boolean, stricter: higher, default: true}",
            [
                (
                    "9:32 `stricter: higher` is for whole numbers and numbers; the parameter `x` is "
                    "`true` or `false`. Remove `stricter`, or say a direction that such values have."
                )
            ],
        ),
        (
            "{type: integer, stricter: subset, default: 1}",
            [
                (
                    "9:32 `stricter: subset` is for lists; the parameter `x` is a whole number. Remove "
                    "`stricter`, or say a direction that such values have."
                )
            ],
        ),
        (
            "{type: integer, minimum: 5, default: 3}",
            [
                (
                    "9:43 the default of the parameter `x` must be a whole number, at least 5, but is "
                    "`3`. Correct the default, or what the parameter allows."
                )
            ],
        ),
        (
            "{type: string, default: null}",
            [
                (
                    "9:30 the default of the parameter `x` must be text, but is empty. Correct the "
                    "default, or what the parameter allows."
                )
            ],
        ),
        (
            "{type: array, items: {type: string, enum: [low, high]}, default: [low, hihg]}",
            [
                (
                    "9:77 the default of the parameter `x` has an entry 2 that must be one of `low`, "
                    "`high`, but is `hihg`. Did you mean `high`?"
                )
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_schema_may_not_say(schema: str, expected: list[str]) -> None:
    assert expected == said_of(schema)


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "array", "minItems": 1}, [], "must have at least 1 entry, but has 0"),
        ({"type": "array", "maxItems": 1}, ["a", "b"], "must have at most 1 entry, but has 2"),
        ({"type": "array", "uniqueItems": True}, ["a", "a"], "names `a` twice"),
        (
            {"type": "array", "items": {"type": "number"}},
            [1, 0.5, True],
            "has an entry 3 that must be a number, but is `true`",
        ),
        ({"type": "integer"}, 1.0, "must be a whole number, but is `1.0`"),
        ({"type": "integer"}, True, "must be a whole number, but is `true`"),
        ({"type": "number", "maximum": 1}, 1.5, "must be a number, at most 1, but is `1.5`"),
        ({"type": "string", "minLength": 2}, "a", "must be text, of at least 2 characters, but has 1"),
        ({"type": "string", "maxLength": 2}, "abc", "must be text, of at most 2 characters, but has 3"),
        ({"type": "string", "pattern": "^a+$"}, "ab", "must match `^a+$`, but is `ab`"),
        ({"type": "string", "pattern": "^a+$"}, "a\n", "must match `^a+$`, but is `a\\x0a`"),
        ({"type": "string"}, {"a": 1}, "must be text, but is a mapping"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_is_wrong_with_a_value(schema: dict[str, Any], value: Any, expected: str) -> None:
    wrong = wrong_value(value, schema)
    assert wrong is not None
    assert expected == wrong.message


def test_a_pattern_that_backtracks_elsewhere_is_decided_at_once() -> None:
    wrong = wrong_value("a" * 100_000 + "b", {"type": "string", "pattern": "^(a+)+$"})
    assert wrong is not None


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


@given(
    st.sampled_from(["string", "integer", "number", "boolean", "array"]),
    _PLAIN | st.lists(_PLAIN) | st.dictionaries(st.text(), _PLAIN),
)
def test_a_value_of_any_type_is_decided_as_json_schema_does(kind: str, value: Any) -> None:
    from jsonschema import Draft202012Validator

    is_whole = isinstance(value, float) and value.is_integer()
    valid = Draft202012Validator({"type": kind}).is_valid(value) and not (kind == "integer" and is_whole)
    assert valid is (wrong_value(value, {"type": kind}) is None)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server of JSON, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the library wants
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_schema_of_a_pack_makes_a_check_open_a_connection(tree: Any, holdfast: Any, asked: Any) -> None:
    address, paths = asked
    schema = f'{{type: array, items: {{type: string, $ref: "{address}/schema.json?leak=1"}}, default: []}}'
    files = {
        "ai-manifest.yaml": HEAD.format("AIManifest") + "metadata: {name: shop}\napplications: []\n",
        ".holdfast.yaml": HEAD.format("Configuration") + "packs: [./p]\nparams: {p/one: {x: [k]}}\n",
        "p/pack.yaml": HEAD.format("Pack") + "id: p\nversion: 1.0.0\ntitle: Ours\n",
        "p/one.yaml": POLICY + schema + "\n",
    }
    root = tree(files)
    for command in (
        ["check"],
        ["config"],
        ["policy", "lint", "p"],
        ["policy", "docs", "p"],
        ["policy", "test", "p"],
    ):
        ran = holdfast(*command, cwd=root)
        assert (2, "error: `$ref` is not a known key of `items`.", []) == (
            ran.code,
            ran.err.splitlines()[0],
            paths,
        )
        assert "--> p/one.yaml:9:42" in ran.err


def test_no_reference_of_any_schema_is_fetched(asked: Any) -> None:
    from referencing.exceptions import Unresolvable

    address, paths = asked
    with pytest.raises(Unresolvable):
        check_schema(read_document(b"a: 1", "f.yaml"), {"properties": {"a": {"$ref": f"{address}/s.json"}}})
    assert [] == paths
