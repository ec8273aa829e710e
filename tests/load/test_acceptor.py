from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.load.acceptor import UnsupportedSchemaError, acceptor, repetitions
from holdfast.load.schema import ShippedSchema, check_schema, named_schema
from holdfast.load.validation import problems_of
from holdfast.load.written import as_written
from holdfast.load.yaml import YamlError, read_document
from holdfast.model.document import Document

TOP = Path(__file__).resolve().parents[2]
NAMES = sorted(path.name.partition(".")[0] for path in (TOP / "src/holdfast/load/schemas").glob("*.json"))
FOLDERS = ("policies", "examples", "plugins", "tests")

FIRST_OF_KIND = {
    "AIManifest": "manifest",
    "Policy": "policy",
    "Pack": "pack",
    "Cases": "cases",
    "Configuration": "configuration",
    "Waivers": "waivers",
}


@cache
def documents() -> Mapping[str, Document]:
    """Every YAML text of the repository that can be read: files, texts in them, and texts in tests."""
    found: dict[str, Document] = {}
    for place, text in texts():
        try:
            document = read_document(text.encode("utf-8", "surrogatepass"), place)
        except YamlError:
            continue
        if isinstance(document.data, dict):
            found.setdefault(text, document)
    return {f"{document.path}#{number}": document for number, document in enumerate(found.values())}


def texts() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((TOP / folder).rglob("*")):
            place = path.relative_to(TOP).as_posix()
            if path.suffix in (".yaml", ".yml"):
                text = path.read_text("utf-8", errors="replace")
                yield place, text
                yield from ((place, inner) for inner in texts_in(text))
            elif path.suffix == ".py":
                yield from ((place, inner) for inner in strings_in(path.read_text("utf-8")))


def strings_in(code: str) -> Iterator[str]:
    """Yield the strings of a module that may be YAML; none of a sample that is no Python of today."""
    try:
        nodes = ast.walk(ast.parse(code))
    except SyntaxError:
        return
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ":" in node.value:
            yield node.value


def texts_in(text: str) -> Iterator[str]:
    """Yield the manifests that a file of cases holds."""
    try:
        data = read_document(text.encode("utf-8"), "f").data
    except YamlError:
        return
    for case in data.get("cases", ()) if isinstance(data, dict) else ():
        yield from (each for each in case.get("manifests", {}).values() if isinstance(each, str))


def schema_of(document: Document) -> ShippedSchema:
    return named_schema(FIRST_OF_KIND.get(str(document.data.get("kind")), "configuration"))


def is_valid(data: Any, schema: Mapping[str, Any]) -> bool:
    return not problems_of(Document("f", data, {(): (1, 1, 1, 1)}, {}, ("",)), schema, "x/y", 1)


def test_there_is_enough_to_agree_on() -> None:
    accepted = [
        name
        for name, each in documents().items()
        if schema_of(each).accepts(as_written(each, schema_of(each).texts).data)
    ]
    assert len(accepted) > 100
    assert len(documents()) - len(accepted) > 100


@pytest.mark.parametrize("name", NAMES)
def test_agrees_with_jsonschema_on_every_text_that_we_have(name: str) -> None:
    schema = named_schema(name)
    data = {place: as_written(each, schema.texts).data for place, each in documents().items()}
    expected = [place for place, each in data.items() if is_valid(each, schema)]
    assert expected == [place for place, each in data.items() if schema.accepts(each)]


SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3) | st.integers(),
    st.sampled_from([0.0, 1.0, 0.5, 1.5, -0.0, 1e300]),
    st.sampled_from(
        ["", "a", "A", "a\n", "DE", "DE\n", "group:x", "group: x", "user:", "https://", "-", "é"]
    ),
    st.sampled_from(["2026-11-22", "2026-02-30", "2026-1-1", "20261122", "2026-11-22\n", "٢٠٢٦-١١-٢٢"]),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def words(schema: Any) -> Iterator[Any]:
    """Yield what a schema names: keys and values that are likely to matter."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("enum", ())
        yield from ([schema["const"]] if "const" in schema else [])
        for each in schema.values():
            yield from words(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from words(each)


@cache
def vocabulary(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted({str(word) for word in words(named_schema(name))}))


@st.composite
def mutated(draw: st.DrawFn, data: Any, name: str) -> Any:
    """Return the data with a few keys dropped, added, renamed, and values changed."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        places = list(containers(data))
        if not places:
            return draw(DATA)
        holder = draw(st.sampled_from(places))
        value = draw(st.one_of(DATA, vocabulary(name), st.sampled_from(places)))
        value = copy.deepcopy(value)
        if isinstance(holder, list):
            what = draw(st.sampled_from(["append", "repeat", "set", "clear"]))
            if what == "append" or not holder:
                holder.append(value)
            elif what == "repeat":
                holder.append(copy.deepcopy(draw(st.sampled_from(holder))))
            elif what == "set":
                holder[draw(st.integers(0, len(holder) - 1))] = value
            else:
                holder.clear()
        else:
            what = draw(st.sampled_from(["add", "drop", "set", "rename"]))
            if what == "add" or not holder:
                holder[draw(vocabulary(name) | st.text(max_size=3))] = value
            elif what == "set":
                holder[draw(st.sampled_from(sorted(holder)))] = value
            else:
                old = holder.pop(draw(st.sampled_from(sorted(holder))))
                if what == "rename":
                    holder[draw(vocabulary(name) | st.text(max_size=3))] = old
    return data


def containers(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for each in data.values() if isinstance(data, dict) else data:
            yield from containers(each)


@cache
def valid_of_kind(kind: str) -> list[Any]:
    """Return the data of each valid text of a kind."""
    schema = named_schema(FIRST_OF_KIND[kind])
    of_kind = [each for each in documents().values() if each.data.get("kind", "Configuration") == kind]
    return [data for each in of_kind if is_valid(data := as_written(each, schema.texts).data, schema)]


@pytest.mark.parametrize("kind", sorted(FIRST_OF_KIND))
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_agrees_with_jsonschema_on_what_is_a_little_wrong(kind: str, data: st.DataObject) -> None:
    name = FIRST_OF_KIND[kind]
    changed = data.draw(mutated(data.draw(st.sampled_from(valid_of_kind(kind))), name))
    assert is_valid(changed, named_schema(name)) == named_schema(name).accepts(changed)


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keywords = {
        "type": st.sampled_from(["object", "array", "string", "integer", "number", "boolean", "null"])
        | st.just(["string", "null"]),
        "properties": st.dictionaries(st.sampled_from(["a", "b", "DE"]), inner, max_size=2),
        "additionalProperties": st.booleans() | inner,
        "required": st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True),
        "items": inner,
        "enum": st.lists(SCALARS, min_size=1, max_size=3),
        "const": SCALARS,
        "pattern": st.sampled_from(["^[a-z]+$", "^[A-Z]{2}$", "^(group|user):[^\\s:]+$", "a"]),
        "format": st.just("date"),
        "minimum": st.integers(-1, 2),
        "maximum": st.sampled_from([0, 1.5, 2]),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "minProperties": st.integers(0, 2),
        "maxProperties": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "propertyNames": inner,
        "$ref": st.just("#/$defs/x"),
    }
    pairs = st.one_of([st.tuples(st.just(key), values) for key, values in keywords.items()])
    return st.lists(pairs, max_size=3).map(dict)


SCHEMAS = st.recursive(st.just({}), schemas, max_leaves=5)


@settings(max_examples=300, deadline=None)
@given(schema=SCHEMAS, definition=SCHEMAS, data=DATA)
def test_agrees_with_jsonschema_on_any_schema_that_it_knows(schema: Any, definition: Any, data: Any) -> None:
    definition.pop("$ref", None)  # a reference to itself has no end
    text = json.dumps(definition)
    definition = json.loads(text) if '"$ref"' not in text else {}
    whole = {**schema, "$defs": {"x": definition}}
    assert is_valid(data, whole) == acceptor(whole)(data)


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"type": "string"}]},
        {"properties": {"a": {"not": {}}}},
        {"items": {"if": {}}},
        {"patternProperties": {"a": {}}},
        {"format": "email"},
        {"type": "text"},
        {"$ref": "other.json"},
        {"$ref": "#/$defs/missing", "$defs": {}},
        {"properties": {"a": {"$id": "https://example.org/b"}}},
        {"enum": [["a"]]},
        {"const": {}},
    ],
    ids=lambda schema: next(iter(schema)),
)
def test_what_it_cannot_decide_is_refused(schema: Mapping[str, Any]) -> None:
    with pytest.raises(UnsupportedSchemaError):
        acceptor(schema)


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        ([2], ["a", "b", "a"]),
        ([], ["1", 1, "true", True, "null", None]),
        ([], ['"a"', "a", '["a"]', ["a"], '{"a": 1}', {"a": 1}]),
        ([2, 3], [{"a": 1, "b": ["x"]}, ["x"], {"b": ["x"], "a": 1}, ["x"]]),
    ],
    ids=["text", "text that reads like a scalar", "text that reads like JSON", "mappings and lists"],
)
def test_what_is_repeated(expected: list[int], data: list[Any]) -> None:
    assert expected == list(repetitions(data))


def test_a_definition_may_hold_itself() -> None:
    tree = {"type": "object", "properties": {"in": {"$ref": "#/$defs/tree"}}, "additionalProperties": False}
    accepts = acceptor({"$ref": "#/$defs/tree", "$defs": {"tree": tree}})
    assert [True, True, False] == list(map(accepts, ({}, {"in": {"in": {}}}, {"in": {"out": {}}})))


def test_another_schema_than_ours_is_left_to_jsonschema() -> None:
    _, problems = check_schema(read_document(b"1", "f.yaml"), {"anyOf": [{"type": "string"}, {"const": 1}]})
    assert () == problems
