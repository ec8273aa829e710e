"""The language behind `holdfast.cel`: values, unknowns, errors with places, and limits."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import cel

U, V = cel.Unknown.of("u"), cel.Unknown.of("v")


class Thing:
    """A record with fields; `u` and `v` are unknown."""

    def __init__(self, identity: Hashable, **fields: Any) -> None:
        self.identity = identity
        self.fields = {"u": U, "v": V, "me": self, **fields}

    def lookup(self, name: str) -> Any:
        if name not in self.fields:
            raise KeyError(f"no field `{name}`")
        return self.fields[name]

    def has(self, name: str) -> bool | cel.Unknown:
        value = self.lookup(name)
        return value if isinstance(value, cel.Unknown) else value is not None


ONE = Thing(1, x=1, s="é", n=None, d=1.5, l=[1, 2, 3], m={"a": 1})
TWO = Thing(2, x=2)
BINDINGS = {"r": ONE, "t": TWO, "rs": [ONE, TWO], "u": U, "when": datetime(2026, 1, 1, tzinfo=UTC)}
DOUBLE = cel.Function("double_it", ("int",), "int", lambda value: value * 2)


def evaluate(source: str, budget: int | None = None) -> Any:
    program = cel.compile(source, variables=BINDINGS, functions=[DOUBLE])
    return program.evaluate(BINDINGS, budget=budget)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3 - 4 / 2 % 2", 7),
        ("-r.x", -1),
        ("'a' + 'b'", "ab"),
        ("[1] + [2]", [1, 2]),
        ("r.x == 1 && r.d > 1 && r.x < r.d", True),
        ("r.me == r && r != t", True),
        ("r.me.me.me.x", 1),
        ("r['x']", 1),
        ("r.m.a + r.m['a']", 2),
        ("has(r.m.a) && !has(r.m.b)", True),
        ("has(r.x) && !has(r.n)", True),
        ("r.n == null && r.s != null", True),
        ("r.s.size() + size(r.l)", 4),
        ("r.s.startsWith('é') && r.s.matches('^.$')", True),
        ("2 in r.l && !('x' in ['y'])", True),
        ("r.l.map(e, e * 2)", [2, 4, 6]),
        ("r.l.map(e, e > 1, e * 2)", [4, 6]),
        ("r.l.filter(e, e > 1)", [2, 3]),
        ("r.l.exists_one(e, e > 2)", True),
        ("r.l.map(a, r.l.filter(b, b < a).size())", [0, 1, 2]),
        ("r.l.map(r, r)", [1, 2, 3]),
        ("rs.map(e, e.x)", [1, 2]),
        ("[0, 1].exists(x, 6 / x > 1)", True),
        ("[0, 7].all(x, 6 / x > 1)", False),
        ("true ? 1 : 1 / 0", 1),
        ("true || 1 / 0 == 1", True),
        ("1 / 0 == 1 || true", True),
        ("false && r.u", False),
        ("double_it(2) + (2).double_it()", 8),
        ("{'a': [1, 2]}.a[1]", 2),
        ("type(1) == int", True),
        ("when + duration('24h') == timestamp('2026-01-02T00:00:00Z')", True),
        ("b'ab'", b"ab"),
        ("5u", cel.Uint(5)),
        ("duration('90s')", timedelta(seconds=90)),
        ("'%s' + \"'\" + '''x'''", "%s'x"),
    ],
)
def test_values(source: str, expected: object) -> None:
    value = evaluate(source)
    assert (expected, type(expected)) == (
        value,
        type(expected) if isinstance(value, type(expected)) else type(value),
    )


@pytest.mark.parametrize(
    ("source", "rests_on"),
    [
        ("u", {"u"}),
        ("r.u == 1", {"u"}),
        ("r.u + 1", {"u"}),
        ("1 + r.u", {"u"}),
        ("-r.u", {"u"}),
        ("!r.u", {"u"}),
        ("r.u.anything.at.all", {"u"}),
        ("r.u[0]", {"u"}),
        ("has(r.u)", {"u"}),
        ("has(r.u.x)", {"u"}),
        ("r.u in [1]", {"u"}),
        ("1 in [r.u]", {"u"}),
        ("double_it(r.u)", {"u"}),
        ("r.u.startsWith('a')", {"u"}),
        ("'a'.startsWith(r.u)", {"u"}),
        ("r.u ? 1 : 2", {"u"}),
        ("r.u && true", {"u"}),
        ("r.u == 1 && r.v == 1", {"u", "v"}),
        ("r.u == 1 || r.v == 1", {"u", "v"}),
        ("r.u == r.v", {"u", "v"}),
        ("r.u == 1 && 1 / 0 == 1", {"u"}),
        ("1 / 0 == 1 || r.u == 1", {"u"}),
        ("[r.u, r.v]", {"u", "v"}),
        ("rs.filter(e, e.u == 1)", {"u"}),
        ("rs.map(e, e.x == 1 ? e.u : e.v)", {"u", "v"}),
        ("rs.all(e, e.u == 1)", {"u"}),
        ("rs.exists_one(e, e.u == 1)", {"u"}),
        ("r.u.all(e, e)", {"u"}),
    ],
)
def test_unknown_propagates_with_what_it_rests_on(source: str, rests_on: set[str]) -> None:
    assert cel.Unknown(frozenset(rests_on)) == evaluate(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("r.u == 1 || true", True),
        ("true || r.u == 1", True),
        ("r.u == 1 && false", False),
        ("rs.exists(e, e.u == 1 || e.x == 2)", True),
        ("rs.all(e, e.u == 1 && e.x == 2)", False),
        ("rs.filter(e, e.u == 1).size() > 1 || true", True),
        ("true ? 1 : r.u", 1),
    ],
)
def test_what_is_decided_without_the_unknown_is_decided(source: str, expected: object) -> None:
    assert expected == evaluate(source)


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("r.nope", "1:3", "no field `nope`"),
        ("has(r.nope)", "1:7", "no field `nope`"),
        ("r.x.y", "1:5", "`.y` needs an object"),
        ("r.m.b", "1:5", "there is no `b` here"),
        ("r.l[3]", "1:4", "the index is outside the list"),
        ("r.l[-1]", "1:4", "the index is outside the list"),
        ("1 / 0", "1:3", "division by zero"),
        ("9223372036854775807 + 1", "1:21", "integer overflow"),
        ("r.s < 1", "1:5", "the operator does not take these values"),
        ("true &&\n  r.s", "2:5", "a boolean was expected here"),
        ("true &&\n  r.nope", "2:5", "no field `nope`"),
        ("r.x ? 1 : 2", "1:5", "the condition of ?: is not a boolean"),
        ("size(null)", "1:1", "size() does not take null_type"),
        ("'a'.matches('(')", "1:5", "matches(): the pattern does not compile: missing ): ("),
        ("r.x.all(e, true)", "1:5", "all() needs a list or a map"),
        ("r.l.filter(e, e)", "1:15", "filter() needs a boolean"),
        ("double_it('a')", "1:1", "double_it() does not take string"),
        ("!1", "1:1", "the operator does not take this value"),
    ],
)
def test_errors_have_a_place(source: str, place: str, said: str) -> None:
    with pytest.raises(cel.CelEvaluationError) as caught:
        evaluate(source)
    assert (place, said) == (f"{caught.value.line}:{caught.value.column}", caught.value.message)


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("", "1:1", "the expression is empty"),
        ("1 +", "1:3", "this is not a CEL expression from here on"),
        ("r.x ==\n  == 1", "2:3", "this is not a CEL expression from here on"),
        ("wehn.x", "1:1", "there is no variable `wehn` here; did you mean `when`?"),
        ("r.l.all(e, f > 1)", "1:12", "there is no variable `f` here"),
        ("r.l.all(e, true) && e == 1", "1:21", "there is no variable `e` here"),
        ("double_ti(1)", "1:1", "there is no function `double_ti`; did you mean `double_it`?"),
        ("r.s.startWith('a')", "1:5", "there is no function `startWith`; did you mean `startsWith`?"),
        ("r.l.all(e)", "1:5", "all() takes a variable and an expression: x.all(e, …)"),
        ("r.l.filter(e, true, false)", "1:5", "filter() takes a variable and an expression: x.filter(e, …)"),
        ("has(r)", "1:5", "has() takes a field: has(app.owner)"),
        ("double_it('a', 'b')", "1:1", "double_it() does not take 2 arguments"),
        ("(" * 101 + "1" + ")" * 101, "1:1", "the expression nests deeper than 100 brackets"),
        ("-" * 200 + "1", "1:1", "the expression nests deeper than 120 levels"),
        ("(" * 100_000, "1:1", "the expression is longer than 32,768 characters"),
        ("[" + "1," * 500_000 + "1]", "1:1", "the expression is longer than 32,768 characters"),
    ],
)
def test_what_is_wrong_before_anything_is_evaluated(source: str, place: str, said: str) -> None:
    with pytest.raises(cel.CelSyntaxError) as caught:
        evaluate(source)
    assert (place, said) == (f"{caught.value.line}:{caught.value.column}", caught.value.message)


def test_names_are_found_at_evaluation_without_declarations() -> None:
    with pytest.raises(cel.CelEvaluationError) as caught:
        cel.compile("nope == 1").evaluate({})
    assert "there is no variable `nope` here" == caught.value.message


def test_an_integer_beyond_64_bits_is_an_error_not_a_crash() -> None:
    with pytest.raises(cel.CelEvaluationError):
        cel.compile("big > 1").evaluate({"big": 2**70})


def test_the_budget_cannot_be_absorbed() -> None:
    with pytest.raises(cel.BudgetExceededError) as caught:
        evaluate("r.l.all(a, r.l.all(b, r.l.all(c, true))) || true", budget=30)
    assert "the expression takes more steps than it is allowed" == caught.value.message


def test_the_recursion_limit_is_left_as_it_was() -> None:
    import sys

    before = sys.getrecursionlimit()
    evaluate("r.x == 1")
    assert before == sys.getrecursionlimit()


def test_deep_but_allowed_nesting_is_evaluated() -> None:
    assert evaluate("(" * 100 + "r.x" + ")" * 100) == 1
    assert evaluate(" && ".join(["r.x == 1"] * 300)) is True


@given(
    st.recursive(
        st.sampled_from(["true", "false", "u == 1", "1 / 0 == 1"]),
        lambda inner: st.tuples(st.sampled_from(["&&", "||"]), inner, inner),
    )
)
def test_operators_do_not_depend_on_the_order_of_their_operands(expression: Any) -> None:
    def text(node: Any, *, swapped: bool) -> str:
        if isinstance(node, str):
            return node
        operator, left, right = node
        sides = (right, left) if swapped else (left, right)
        return f"({text(sides[0], swapped=swapped)} {operator} {text(sides[1], swapped=swapped)})"

    def outcome(source: str) -> object:
        if source.count("(") > 25:
            return None
        try:
            return evaluate(source)
        except cel.CelEvaluationError:
            return "error"

    assert outcome(text(expression, swapped=False)) == outcome(text(expression, swapped=True))


def test_a_function_of_the_language_cannot_be_replaced() -> None:
    other = cel.Function("size", ("dyn",), "int", lambda _: 0)
    assert 2 == cel.compile("[1, 2].size()", functions=[other]).evaluate({})


def test_declared_types_are_taken_for_names() -> None:
    program = cel.compile("a.b == 1 && has(a.b)", variables={"a": "map(string, int)"})
    assert program.evaluate({"a": {"b": 1}}) is True


def test_a_variable_that_is_declared_and_not_bound_is_an_error_where_it_is_read() -> None:
    program = cel.compile("true || a", variables=["a"])
    assert program.evaluate({}) is True
    with pytest.raises(cel.CelEvaluationError, match="there is no variable `a` here"):
        cel.compile("a", variables=["a"]).evaluate({})


def test_results_are_the_callers_own() -> None:
    program = cel.compile("[1, 2]")
    program.evaluate({}).append(3)
    assert [1, 2] == program.evaluate({})


def test_an_error_is_a_new_one_each_time() -> None:
    program = cel.compile("{}.a")
    errors = []
    for _ in range(2):
        with pytest.raises(cel.CelEvaluationError) as caught:
            program.evaluate({})
        errors.append(caught.value)
    assert errors[0] is not errors[1]
    assert [None, None] == [error.__context__ and error.__cause__ for error in errors]


def test_functions_get_plain_values() -> None:
    seen: list[Any] = []
    note = cel.Function("note", ("dyn",), "bool", lambda value: seen.append(value) or True)
    source = "note(timestamp(0)) && note([duration('1s')]) && note({true: 1u}) && note(r) && note(null)"
    assert cel.compile(source, functions=[note]).evaluate({"r": ONE}) is True
    expected = [datetime(1970, 1, 1, tzinfo=UTC), [timedelta(seconds=1)], {True: cel.Uint(1)}, ONE, None]
    assert expected == seen
