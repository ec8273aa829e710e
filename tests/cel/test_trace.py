"""The tracing evaluator: it agrees with the fast one, and says what a value rests on."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from agreement import VOCABULARIES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast import cel
from holdfast.cel.spelling import spell
from holdfast.cel.trace import MOST_ELEMENTS, MOST_PARTS

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "cel-conformance" / "cases.json"

VOCABULARY = VOCABULARIES["cel-expr-python"]


def error(error: cel.CelError) -> Any:
    return (type(error).__name__, error.message, error.line, error.column)


def fast(program: cel.Program, bindings: Mapping[str, Any], budget: int | None = None) -> Any:
    try:
        return repr(program.evaluate(bindings, budget=budget))
    except cel.CelError as failure:
        return error(failure)


def traced(program: cel.Program, bindings: Mapping[str, Any], budget: int | None = None) -> Any:
    trace = program.trace(bindings, budget=budget)
    return error(trace.error) if trace.error else repr(trace.value)


def decoded(value: list[Any]) -> Any:
    kind, payload = value
    if kind == "list":
        return [decoded(item) for item in payload]
    if kind == "map":
        return {decoded(key): decoded(item) for key, item in payload}
    if kind in ("timestamp", "duration"):
        return getattr(cel, kind.title())(payload[0] * 10**9 + payload[1]).plain()
    made = {"uint": cel.Uint, "bytes": base64.b64decode, "type": cel.Type, "null": lambda _: None}
    return made.get(kind, lambda same: same)(payload)


def test_both_evaluators_agree_on_every_conformance_case() -> None:
    if not DATA.exists():
        pytest.skip("the conformance cases are not beside this checkout")
    differing, compared = [], 0
    for case in json.loads(DATA.read_text(encoding="utf-8")):
        bindings = {name: decoded(value) for name, value in case["bindings"].items()}
        try:
            program = cel.compile(case["expr"], container=case.get("container") or "")
        except cel.CelSyntaxError:
            continue
        compared += 1
        if fast(program, bindings) != traced(program, bindings):
            differing.append(case["id"])
    assert [] == differing
    assert compared > 1000


RANDOM = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
SCOPE = {"u": "int", "v": "list", "w": "map", "s": "strings", "b": "bool"}
UNKNOWNS = {name: cel.Unknown.of(name) for name in SCOPE}
KNOWN = {"u": 1, "v": [1, "a", UNKNOWNS["v"]], "w": {"a": {"b": 2}}, "s": ["a", "b"], "b": False}


def drawn(source: random.Random) -> Iterator[tuple[str, cel.Program]]:
    """Yield random expressions of the names in SCOPE."""
    for _ in range(50):
        text = VOCABULARY.expression(source, "any", source.choice((1, 2, 3)), SCOPE).text
        try:
            yield text, cel.compile(text)
        except cel.CelSyntaxError:
            continue


@RANDOM
@given(st.randoms(use_true_random=True), st.sampled_from([None, 0, 3, 20]))
def test_both_evaluators_agree_on_random_expressions(source: random.Random, budget: int | None) -> None:
    for text, program in drawn(source):
        bindings = {name: source.choice((KNOWN, UNKNOWNS))[name] for name in SCOPE}
        assert fast(program, bindings, budget) == traced(program, bindings, budget), (text, bindings)


@RANDOM
@given(st.randoms(use_true_random=True))
def test_what_is_spelt_means_the_same(source: random.Random) -> None:
    for text, program in drawn(source):
        spelt = spell(program.resolved.root)
        if "..." in spelt:  # what can only fail
            continue
        expected, actual = fast(program, KNOWN), fast(cel.compile(spelt), KNOWN)
        assert isinstance(expected, str) is isinstance(actual, str), (text, spelt)
        if isinstance(expected, str):  # an error is at another place
            assert expected == actual, (text, spelt)


@pytest.mark.parametrize(
    "text",
    [
        "a.b.all(x, x.c == 'it\\'s' && !(x.d in [1, 2u, -3]))",
        "has(a.b) ? a.?b[?0].orValue(1) + 2 * (3 - 4) : -a.c",
        "a.filter(x, x > 1).map(y, [y, {'k': y}]).size() <= 2 || a == null",
        "a.transformMap(k, v, v > 1, v + k) == cel.bind(z, a, z + z)",
        "(a || b) && !(c && d)",
        "a.exists(_, true)",
    ],
)
def test_a_spelt_expression_is_the_written_one(text: str) -> None:
    assert text == spell(cel.compile(text, variables=["a", "b", "c", "d"]).resolved.root)


@dataclass(eq=False)
class Thing:
    """A record of fixed fields."""

    identity: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def lookup(self, name: str) -> Any:
        return self.fields[name]

    def has(self, name: str) -> bool:
        return name in self.fields


ONE, TWO = Thing("one", {"size": 1, "name": "a"}), Thing("two", {"size": 2, "name": "b"})
BINDINGS = {
    "one": ONE,
    "all": Thing("all", {"things": [ONE, TWO]}),
    "t": True,
    "f": False,
    "u": cel.Unknown.of("u"),
    "v": cel.Unknown.of("v"),
}


def resting_on(text: str) -> list[str]:
    """Return the innermost parts that tell, and what they came to."""

    def leaves(part: cel.Part) -> list[str]:
        inner = [leaf for telling in part.telling() for leaf in leaves(telling)]
        element = f" of {part.index}" if part.index >= 0 else ""
        value = "unknown" if isinstance(part.value, cel.Unknown) else part.value
        value = "error" if isinstance(value, cel.CelError) else getattr(value, "identity", value)
        return inner or [f"{part.source}{element}: {value}"]

    root = cel.compile(text, variables=list(BINDINGS)).trace(BINDINGS).root
    return leaves(root) if root else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t && f && u", ["f: False"]),
        ("t && u && v", ["u: unknown", "v: unknown"]),
        ("f || t", ["t: True"]),
        ("f || u", ["f: False", "u: unknown"]),
        ("t ? f : u", ["t: True", "f: False"]),
        ("[t, f, t].all(x, x)", ["f: False", "x of 1: False"]),
        ("[t, u].all(x, x)", ["u: unknown"]),
        ("[f, f].exists(x, x)", ["f: False", "f: False", "x of 0: False", "x of 1: False"]),
        ("[1, 2, 3].filter(x, x > 1).size()", ["x: 2", "x: 3"]),
        ("all.things.all(x, x.size > 1)", ["all: all", "x: one"]),
        ("1 / 0 == 1 || f", ["1 / 0: error", "f: False"]),
        ("1 == 2", ["1 == 2: False"]),
        ("true", []),
    ],
)
def test_what_a_value_rests_on(text: str, expected: list[str]) -> None:
    assert expected == resting_on(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one.size", ("one", "size", 1, False)),
        ("has(one.depth)", ("one", "depth", False, True)),
        ("one['name']", ("one", "name", "a", False)),
        ("one.?name", ("one", "name", "a", False)),
        ("one.size + 1", None),
        ("t", None),
    ],
)
def test_a_read_names_record_field_and_value(text: str, expected: Any) -> None:
    root = cel.compile(text, variables=list(BINDINGS)).trace(BINDINGS).root
    assert root is not None
    read = root.read
    assert expected == (read and (read.record.identity, read.field, read.value, read.is_test))


def test_a_part_has_its_place_as_errors_have() -> None:
    root = cel.compile("t &&\n  one.size == 2", variables=list(BINDINGS)).trace(BINDINGS).root
    assert root is not None
    assert [("t", (1, 1)), ("one.size == 2", (2, 12))] == [(part.source, part.place) for part in root.parts]


def parts_of(part: cel.Part) -> int:
    return 1 + sum(map(parts_of, part.parts))


def test_what_is_recorded_is_bounded() -> None:
    nested = cel.compile("n.map(x, n.map(y, n.map(z, x + y + z).size()).size()).size()", variables=["n"])
    root = nested.trace({"n": list(range(40))}, budget=10**8).root
    assert root is not None
    assert MOST_PARTS == parts_of(root)
    many = {"n": list(range(2000))}
    loop = cel.compile("n.exists(x, x < 0)", variables=["n"]).trace(many).root
    assert loop is not None
    assert (2000, MOST_ELEMENTS + 1) == (loop.walked, len(loop.parts))


def test_the_element_that_decides_is_recorded_however_late() -> None:
    loop = cel.compile("n.all(x, x < 1999)", variables=["n"]).trace({"n": list(range(2000))}).root
    assert loop is not None
    assert [1999] == [part.element for part in loop.telling() if part.index >= 0]
