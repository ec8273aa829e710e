"""Values on their way through JSON: what comes back is what went in, and nothing else is ever made."""

from __future__ import annotations

import importlib.util
import json
import random
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast import cel
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.load.plain import Codec
from holdfast.model.policy import Severity
from holdfast.prepared import codec

CEL = Path(__file__).parents[1] / "cel"
_spec = importlib.util.spec_from_file_location("expressions", CEL / "expressions.py")
assert _spec is not None
assert _spec.loader is not None
expressions: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(expressions)
VOCABULARY = expressions.Vocabulary(CEL / "vocabulary.txt", ill_typed=0.02)


class Pair(NamedTuple):
    left: Any
    right: Any


class Twin(NamedTuple):
    left: Any
    right: Any


KINDS = Codec((Pair, Twin), {Severity: (str, Severity), cel.Uint: (int, cel.Uint)})
PROGRAMS = codec(FUNCTIONS)


def through_json(codec: Codec, value: object) -> Any:
    return codec.from_text(codec.to_text(value))


def typed(value: Any) -> Any:
    """Return `value` with the classes of all its parts: 1 equals True, and one noun another."""
    if isinstance(value, dict):
        return dict, [(typed(key), typed(part)) for key, part in value.items()]
    if isinstance(value, frozenset):
        return frozenset, sorted(value)
    return type(value), [typed(part) for part in value] if isinstance(value, tuple | list) else repr(value)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates()
words = st.sampled_from(Severity) | st.builds(cel.Uint, st.integers(0, 9))
values = st.recursive(
    scalars | words | st.frozensets(st.text()),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.tuples(st.text(), st.text()), inner)
        | st.builds(Pair, inner, inner)
        | st.builds(Twin, inner, inner)
    ),
)


@settings(deadline=None, derandomize=True)
@given(values)
def test_every_value_survives_json(value: Any) -> None:
    if type(value) in (str, int, float, bool, type(None)):
        value = (value,)  # what is kept is made of something
    assert typed(value) == typed(through_json(KINDS, value))


@settings(deadline=None, derandomize=True)
@given(st.randoms(use_true_random=True))
def test_every_resolved_expression_survives_json(source: random.Random) -> None:
    resolved = cel.compile(VOCABULARY.expression(source, "any", 3).text).resolved
    assert typed(resolved) == typed(through_json(PROGRAMS, resolved))


LITERALS = ["1", "1u", "1.0", "1e400", "-0.0", "'a'", "'\\ud7ff'", "b'\\xff'", "null", "true", "1e999 + 1u"]
SHAPES = [
    "a.all(x, x.exists_one(y, y == x))",
    "cel.bind(a, 1, a)",
    "has(a.b)",
    "type(1) == int",
    "topShare([1])",
    "google.protobuf.Int32Value{value: 1}",
    "'a'.matches('b')",
    "optional.of(1).optMap(x, x).orValue(2)",
    "[?a, b]",
    "{?a: b}.?c[?d]",
    "a.B{c: 1}",
    "[]",
    "{}",
    ".a.b(c)",
    "a ? b : c",
    "1 < 2 && !x || -y in z",
]
DEEPEST = ["[" * 100 + "]" * 100, "-" * 119 + "a", "a" + ".b" * 118, "a ? b : " * 59 + "c"]


@pytest.mark.parametrize("source", [*LITERALS, *SHAPES, *DEEPEST], ids=lambda source: source[:12])
def test_the_resolved_expression_of(source: str) -> None:
    resolved = cel.compile(source, functions=FUNCTIONS).resolved
    assert typed(resolved) == typed(through_json(PROGRAMS, resolved))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("type(1u) == uint ? 2u : 1u", cel.Uint(2)),
        ("[1, 2].map(x, x * 2).size() + 1", 3),
        ("topShare(['a'])", 1.0),
    ],
    ids=["types", "macros", "functions of ours"],
)
def test_what_comes_back_is_the_same_program(source: str, expected: object) -> None:
    resolved = through_json(PROGRAMS, cel.compile(source, variables=(), functions=FUNCTIONS).resolved)
    assert typed(expected) == typed(cel.compile(source, resolved=resolved).evaluate({}))


def test_a_function_that_is_not_there_is_refused() -> None:
    text = PROGRAMS.to_text(cel.compile("topShare(['a'])", functions=FUNCTIONS).resolved)
    with pytest.raises(LookupError):
        codec(()).from_text(text)


def test_what_is_written_does_not_depend_on_how_it_was_made() -> None:
    shared = Pair(1, (2, 3))
    assert KINDS.to_text((shared, shared)) == KINDS.to_text((Pair(1, (2, 3)), Pair(1, (2, 3))))


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j, Path()], ids=["object", "set", "complex", "path"])
def test_what_is_no_kind_of_ours_is_not_kept(value: object) -> None:
    with pytest.raises(TypeError, match="is not kept"):
        KINDS.to_text([value])


def test_a_noun_that_has_changed_since_is_not_made() -> None:
    text = KINDS.to_text(Pair(1, date(2027, 4, 1)))
    with pytest.raises(ValueError, match="other nouns"):
        KINDS.from_text(text.replace('["left","right"]', '["right","left"]'))


@pytest.mark.parametrize(
    "groups",
    [[["system", 1, [0]]], [["Pair", 2, [0]]], [["Pair", 2, [0, 7]]], [["date", 1, [0]]], [["dict", 1, [0]]]],
    ids=["unknown kind", "half a row", "part that is not there", "no date", "key without value"],
)
def test_what_nobody_wrote_is_refused(groups: Any) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        KINDS.from_text(json.dumps([{}, ["ls"], groups]))


BY_PART = Codec((Pair, Twin), by_part={Pair: ("right",)})
PARTS = {"a": Twin(1, (2,)), ("b", 1): 3, "c": Pair("deep", {"d": Twin(4, 5)}), "e": None}


def test_what_is_kept_by_part_is_the_same() -> None:
    found = through_json(BY_PART, (Pair("left", PARTS), Pair("other", {}), Twin(PARTS, {"in": "one piece"})))
    assert repr((Pair("left", PARTS), Pair("other", {}), Twin(PARTS, {"in": "one piece"}))) == repr(found)
    assert (PARTS, list(PARTS), 4, None) == (
        found[0].right,
        list(found[0].right),
        len(found[0].right),
        found[0].right.get("z"),
    )


def test_a_part_is_made_when_it_is_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = BY_PART.to_text(Pair("left", PARTS))
    made: list[str] = []
    loads = json.loads
    monkeypatch.setattr("holdfast.load.plain.json.loads", lambda line: made.append(line) or loads(line))
    found = BY_PART.from_text(text).right
    assert text.split("\n")[:1] == made
    assert [Twin(1, (2,))] * 2 == [found["a"], found["a"]]
    assert text.split("\n")[:2] == made


def test_a_noun_that_has_changed_since_is_not_made_of_a_part_either() -> None:
    text = BY_PART.to_text(Pair("left", {"a": Twin(1, 2)}))
    fields = '"Twin":["left","right"]'
    assert fields in text.split("\n")[0]
    with pytest.raises(ValueError, match="other nouns"):
        BY_PART.from_text(text.replace(fields, '"Twin":["right","left"]'))


def test_a_part_that_cannot_be_made_is_not_taken_for_one_that_is_not_there() -> None:
    text = BY_PART.to_text(Pair("left", {"a": (1,)}))
    found = BY_PART.from_text(text.replace('"tuple"', '"system"')).right
    with pytest.raises(ValueError, match="no part of an entry"):
        found.get("a")


def test_an_entry_without_some_of_its_parts_is_refused() -> None:
    text = BY_PART.to_text(Pair("left", {"a": (1,), "b": (2,)}))
    with pytest.raises(ValueError, match="shorter"):
        BY_PART.from_text(text.rpartition("\n")[0])
