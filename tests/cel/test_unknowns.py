"""Errors and unknowns in logic: what decides without them wins, unknowns win over errors and merge."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from agreement import VOCABULARIES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast import cel

NAMES = {"t": True, "f": False, "u": cel.Unknown.of("u"), "v": cel.Unknown.of("v")}
LEAVES = ("t", "f", "u", "v", "1 / 0 == 1", "'no boolean'")
Tree = Any
"""A leaf, or an operator with its operands."""


def trees() -> st.SearchStrategy[Tree]:
    return st.recursive(
        st.sampled_from(LEAVES),
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(("&&", "||", "all", "exists", "parens&&")), inner, inner, inner),
            st.tuples(st.just("!"), inner),
            st.tuples(st.just("?"), inner, inner, inner),
            st.tuples(st.sampled_from(("==", "in", "list", "call")), inner, inner),
        ),
        max_leaves=12,
    )


def text(tree: Tree) -> str:
    """Return `tree` as an expression."""
    if isinstance(tree, str):
        return f"({tree})"
    operator, *operands = tree
    written = [text(operand) for operand in operands]
    if operator in ("&&", "||"):
        return f"({f' {operator} '.join(written)})"
    if operator == "parens&&":
        return f"(({written[0]} && {written[1]}) && {written[2]})"
    if operator in ("all", "exists"):
        return f"[0, 1, 2].{operator}(e, e == 0 ? {written[0]} : e == 1 ? {written[1]} : {written[2]})"
    return {
        "!": "(!{0})",
        "?": "({0} ? {1} : {2})",
        "==": "({0} == {1})",
        "in": "({0} in [{1}])",
        "list": "([{0}, {1}].size() == 2)",
        "call": "(string({0}).contains(string({1})))",
    }[operator].format(*written)


UNKNOWNS = {"u": frozenset("u"), "v": frozenset("v")}
Outcome = bool | str | frozenset[str]
"""A boolean, another value as text, the error, or the unknown with what it rests on."""

ERROR = "error"


def failed(outcomes: list[Outcome]) -> Outcome:
    """Return what several outcomes come to of which one is a failure."""
    unknowns = [outcome for outcome in outcomes if isinstance(outcome, frozenset)]
    return frozenset().union(*unknowns) if unknowns else ERROR


def strict(outcomes: list[Outcome]) -> Outcome | None:
    """Return the failure of an operation that needs all its operands; None where all have a value."""
    failures = [outcome for outcome in outcomes if isinstance(outcome, frozenset) or outcome == ERROR]
    return failed(outcomes) if failures else None


def expected(tree: Tree) -> Outcome:
    """Return what `tree` is, by the words of the language definition."""
    if isinstance(tree, str):
        return {"t": True, "f": False, "1 / 0 == 1": ERROR, **UNKNOWNS}.get(tree, "value")
    operator, *below = tree
    if operator == "?":
        condition = expected(below[0])
        if isinstance(condition, bool):
            return expected(below[1 if condition else 2])
        return condition if isinstance(condition, frozenset) else ERROR
    outcomes = [expected(operand) for operand in below]
    if operator in ("&&", "all", "parens&&", "||", "exists"):
        decisive = operator in ("||", "exists")
        if decisive in outcomes:
            return decisive
        return (
            (not decisive)
            if all(outcome is not decisive and isinstance(outcome, bool) for outcome in outcomes)
            else failed(outcomes)
        )
    failure = strict(outcomes)
    if failure is not None:
        return failure
    if operator == "!":
        return (not outcomes[0]) if isinstance(outcomes[0], bool) else ERROR
    if operator == "list":
        return True
    if operator == "call":
        shown = [outcome if outcome != "value" else "no boolean" for outcome in outcomes]
        left, right = (
            str(outcome).lower() if isinstance(outcome, bool) else str(outcome) for outcome in shown
        )
        return right in left
    return outcomes[0] == outcomes[1]


def actual(source: str) -> Outcome:
    program = cel.compile(source, variables=NAMES)
    try:
        value = program.evaluate(NAMES)
    except cel.CelEvaluationError:
        return ERROR
    if isinstance(value, cel.Unknown):
        return frozenset(map(str, value.rests_on))
    return value if isinstance(value, bool) else "value"


@settings(max_examples=600, deadline=None, derandomize=True)
@given(trees())
def test_logic_is_as_defined(tree: Tree) -> None:
    assert expected(tree) == actual(text(tree))


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("u && 1 / 0 == 1", {"u"}),
        ("1 / 0 == 1 && u", {"u"}),
        ("true || u", True),
        ("u || true", True),
        ("false && u", False),
        ("u && false", False),
        ("u || v", {"u", "v"}),
        ("u + v * 2 - u", {"u", "v"}),
        ("1 / 0 + u", {"u"}),
        ("{u: v}", {"u", "v"}),
        ("{'a': u}.a", {"u"}),
        ("[1, 2].map(e, e == 1 ? u : v)", {"u", "v"}),
        ("[1, 2].filter(e, e == 1 ? u : 1 / 0 == 1)", {"u"}),
        ("[2, 1].sortBy(e, u)", {"u"}),
        ("{'a': 1}.transformMap(k, e, v)", {"v"}),
        ("cel.bind(x, u, true)", True),
        ("cel.bind(x, u, x)", {"u"}),
        ("optional.of(u).hasValue()", {"u"}),
        ("optional.of(1).or(u).value()", 1),
        ("optional.none().orValue(u)", {"u"}),
        ("listed", {"u"}),
        ("listed.size()", 2),
        ("listed[0]", 1),
        ("listed[1]", {"u"}),
        ("listed.exists(e, e == 1)", True),
        ("listed.exists(e, e == 2)", {"u"}),
        ("3 in listed", {"u"}),
        ("1 in listed", True),
        ("'a' in listed", {"u"}),
        ("listed == [1, 2]", {"u"}),
        ("listed.distinct()", {"u"}),
        ("'%s'.format([listed])", {"u"}),
        ("math.greatest(listed)", {"u"}),
        ("listed.sort()", {"u"}),
        ("held.a", {"u"}),
        ("has(held.a)", True),
        ("held", {"held": 1}),
    ],
)
def test_unknowns_in_other_places(source: str, outcome: object) -> None:
    data = {**NAMES, "listed": [1, NAMES["u"]], "held": {"a": NAMES["u"]}}
    value = cel.compile(source, variables=data).evaluate(data)
    if outcome == {"held": 1}:
        assert value is data["held"]  # the caller's own map goes out as it came in
    else:
        assert outcome == (value.rests_on if isinstance(value, cel.Unknown) else value)


SCOPE = {"i": "int", "l": "list", "m": "map", "s": "string", "b": "bool", "r": "map"}
VALUES: dict[str, tuple[Any, ...]] = {
    "i": (0, 1, -1, 2**63 - 1), "l": ([], [1, "a"], [[1], None]), "m": ({}, {"a": {"b": 2}, "b": None}),
    "s": ("", "a", "é😀"), "b": (True, False), "r.a": (0, "a", None, {"b": 1}),
}  # fmt: skip


class Thing:
    """A record of one field."""

    identity = "thing"

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return self.identity

    def lookup(self, name: str) -> Any:
        return {"a": self.value}[name]

    def has(self, name: str) -> bool | cel.Unknown:
        value = self.lookup(name)
        return value if isinstance(value, cel.Unknown) else value is not None


def answer(program: cel.Program, data: Mapping[str, Any]) -> Any:
    """Return what the program comes to: a value as text, an unknown, or one error for all."""
    named = {name: value for name, value in data.items() if "." not in name}
    try:
        value = program.evaluate({**named, "r": Thing(data["r.a"])})
    except cel.CelEvaluationError:
        return ERROR
    return value if isinstance(value, cel.Unknown) else repr(value)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_only_what_an_answer_rests_on_can_change_it(source: random.Random) -> None:
    unknown = 0
    for _ in range(100):
        text = VOCABULARIES["cel-expr-python"].expression(source, "any", 3, SCOPE).text
        program = cel.compile(text, variables=SCOPE)
        known = {name: source.choice(values) for name, values in VALUES.items()}
        hidden = {name: cel.Unknown.of(name) for name in source.sample(sorted(known), 3)}
        before = answer(program, {**known, **hidden})
        rests_on = before.rests_on if isinstance(before, cel.Unknown) else ()
        unknown += bool(rests_on)
        after = {**known, **{name: hidden[name] for name in hidden if name in rests_on}}
        assert before == answer(program, after), (text, hidden, after)
    assert unknown > 5
