"""The changes of an expression: which there are, in which words, where, and what each leaves."""

from __future__ import annotations

import pytest

from holdfast import cel
from holdfast.cel.spelling import spell
from holdfast.kit.mutation_nodes import Change, changes_of


def _changes(source: str) -> list[Change]:
    names = ("app", "model", "params", "x", "y")
    return list(changes_of(cel.compile(source, variables=names).resolved.root))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x && y", ["x || y", "y", "x"], id="and"),
        pytest.param("x || y || app", ["x && y && app", "y || app", "x || app", "x || y"], id="or of three"),
        pytest.param("!x", ["x"], id="not"),
        pytest.param("-x", ["x"], id="minus"),
        pytest.param("x == y", ["x != y"], id="equal"),
        pytest.param("x != y", ["x == y"], id="unequal"),
        pytest.param("x < y", ["x <= y"], id="less"),
        pytest.param("x <= y", ["x < y"], id="at most"),
        pytest.param("x > y", ["x >= y"], id="more"),
        pytest.param("x >= y", ["x > y"], id="at least"),
        pytest.param("x in y", ["!(x in y)"], id="in"),
        pytest.param("x + y", ["x - y"], id="plus"),
        pytest.param("x * y", ["x / y"], id="times"),
        pytest.param("x % y", ["x * y"], id="modulo"),
        pytest.param("x - y + x", ["x + y + x", "x - y - x"], id="a chain"),
        pytest.param("x ? y : app", ["x ? app : y"], id="conditional"),
        pytest.param("x.filter(e, e)", ["x"], id="filter"),
        pytest.param("x.map(e, e, y)", ["x.map(_, y)"], id="map that filters"),
        pytest.param("x.map(e, y)", [], id="map"),
        pytest.param("x.all(e, e)", ["x.exists(e, e)"], id="all"),
        pytest.param("x.exists(e, e)", ["x.all(e, e)", "x.exists_one(e, e)"], id="exists"),
        pytest.param("x.exists_one(e, e)", ["x.exists(e, e)"], id="exists_one"),
        pytest.param("has(app.owner)", ["true", "false"], id="has"),
        pytest.param("[x, y]", ["[y]", "[x]"], id="list"),
        pytest.param("x.distinct()", ["x"], id="distinct"),
        pytest.param("x.startsWith(y)", ["x.endsWith(y)"], id="startsWith"),
        pytest.param("sets.contains(x, y)", ["sets.intersects(x, y)"], id="contains"),
        pytest.param("x.size()", [], id="size"),
        pytest.param("3", ["4", "2"], id="int"),
        pytest.param("0u", ["1u"], id="uint"),
        pytest.param("0.5", ["0.6", "0.4"], id="double"),
        pytest.param("0.0", ["0.2", "-0.2"], id="no double"),
        pytest.param("true", ["false"], id="bool"),
        pytest.param("'low'", ["'xlow'"], id="string"),
        pytest.param("'eu'", ["'xeu'", "'eea'"], id="country group"),
        pytest.param("['eea']", ["[]", "['eu']", "['adequate']"], id="country group in a list"),
        pytest.param("'2026-12-31'", ["'2027-01-01'", "'2026-12-30'"], id="day"),
        pytest.param("'2026-02-31'", ["'x2026-02-31'", "'x2026-02-31'"], id="no day"),
        pytest.param("null", [], id="null"),
        pytest.param("x + 'a'", ["x + 'xa'"], id="joined text is not taken away"),
        pytest.param("x in ['a', 'b']", ["!(x in ['a', 'b'])", "x in ['b']", "x in ['a']"], id="in a list"),
        pytest.param("app.a.b[1]", ["app.a.b[2]", "app.a.b[0]"], id="index"),
        pytest.param("{'a': x > y}", ["{'a': x >= y}", "{'xa': x > y}"], id="map literal"),
        pytest.param("cel.bind(v, x < y, v)", ["cel.bind(v, x <= y, v)"], id="bind"),
        pytest.param("app.?a.orValue(1)", ["app.?a.orValue(2)", "app.?a.orValue(0)"], id="optional"),
    ],
)
def test_changes(source: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(spell(change.root) for change in _changes(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("has(app.a) && x", ["has(app.a) || x", "x", "has(app.a)", "false && x"]),
        ("has(app.a) || x", ["has(app.a) && x", "x", "has(app.a)", "true || x"]),
        ("!has(app.a) && x", ["!has(app.a) || x", "x", "!has(app.a)", "has(app.a) && x", "false && x"]),
    ],
)
def test_what_a_dropped_operand_does_already_is_not_done_again(source: str, expected: list[str]) -> None:
    assert expected == [spell(change.root) for change in _changes(source)]


LONG = "model.aVeryLongNameOfAFieldThatIsHere.andOneMoreBelowIt"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "x &&\n  app.a >= 3",
            [
                (1, 3, "x && app.a >= 3 → x || app.a >= 3"),
                (1, 1, "without x"),
                (2, 3, "without app.a >= 3"),
                (2, 9, "app.a >= 3 → app.a > 3"),
                (2, 12, "app.a >= 3 → app.a >= 4"),
                (2, 12, "app.a >= 3 → app.a >= 2"),
            ],
        ),
        (
            "x.filter(e, e.a == y).exists(e, !e.b)",
            [
                (1, 23, "exists → all of !e.b"),
                (1, 23, "exists → exists_one of !e.b"),
                (1, 13, "without the filter e.a == y"),
                (1, 17, "e.a == y → e.a != y"),
                (1, 33, "!e.b → e.b"),
            ],
        ),
        ("x ? has(app.a) : y", [
            (1, 3, "the sides after x ? swapped"),
            (1, 13, "has(app.a) → true"),
            (1, 13, "has(app.a) → false"),
        ]),
        ("x in ['a', 'b']", [
            (1, 3, "x in ['a', 'b'] → !(x in ['a', 'b'])"),
            (1, 7, "without 'a' in ['a', 'b']"),
            (1, 12, "without 'b' in ['a', 'b']"),
        ]),
        ("x + y - 1", [
            (1, 5, "+ y → - y"),
            (1, 9, "- 1 → + 1"),
            (1, 9, "x + y - 1 → x + y - 2"),
            (1, 9, "x + y - 1 → x + y - 0"),
        ]),
        (
            f"{LONG} >= {LONG}",
            [
                (
                    1,
                    57,
                    (">= → > between model.aVeryLongNameOfAFieldThatIsHere.a… and "
                    "model.aVeryLongNameOfAFieldThatIsHere.a…"),
                )
            ],
        ),
    ],
)  # fmt: skip
def test_a_change_says_what_and_where(source: str, expected: list[tuple[int, int, str]]) -> None:
    assert expected == [(*change.place, change.what) for change in _changes(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x && app.a >= 3", ["x && app.a >= 3"] * 3 + ["app.a >= 3"] * 3),
        ("x in ['a']", ["x in ['a']"] * 2),
        ("x.exists(e, e in [1])", ["x.exists(e, e in [1])"] * 2 + ["e in [1]"] * 4),
        ("['a', 'b']", ["['a', 'b']"] * 2),
    ],
)
def test_a_change_differs_only_within_a_node_that_is_evaluated(source: str, expected: list[str]) -> None:
    assert expected == [spell(change.within) for change in _changes(source)]
