"""The syntax tree: its places, and its way through JSON."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.cel import ast
from holdfast.cel.parse import parse

_spec = importlib.util.spec_from_file_location("expressions", Path(__file__).parent / "expressions.py")
assert _spec is not None
assert _spec.loader is not None
expressions: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(expressions)


def through_json(tree: ast.Node) -> ast.Node:
    return ast.from_plain(json.loads(json.dumps(ast.to_plain(tree))))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_a_tree_survives_json(source: random.Random) -> None:
    tree = parse(expressions.expression(source, "any", 3))
    assert ast.to_plain(tree) == ast.to_plain(through_json(tree))
    assert repr(tree) == repr(through_json(tree))


@pytest.mark.parametrize(
    "source",
    [
        "1",
        "1u",
        "1.0",
        "1e400",
        "-0.0",
        "'a'",
        "b'\\xff'",
        "null",
        "true",
        "1e999 + 1u",
        "[?a, b]",
        "{?a: b}.?c[?d]",
    ],
)
def test_literals_keep_their_types(source: str) -> None:
    tree = parse(source)
    back = through_json(tree)
    assert repr(tree) == repr(back)


def test_the_deepest_tree_survives_json() -> None:
    for source in ("[" * 100 + "]" * 100, "-" * 119 + "a", "a" + ".b" * 118, "a ? b : " * 59 + "c"):
        tree = parse(source)
        assert repr(tree) == repr(through_json(tree))


@pytest.mark.parametrize(
    "data",
    [None, 1, "Name", [], ["Nope"], ["Name", "a"], ["uint", 1], [[]], ["Literal", ["x"], 1, 1], {"a": 1}],
)
def test_what_is_no_tree_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"tree|fields"):
        ast.from_plain(data)


def test_data_that_nests_too_deeply_is_refused() -> None:
    data: list[Any] = ["Name", "a", False, 1, 1]
    for _ in range(500):
        data = ["Unary", "-", data, 1, 1]
    with pytest.raises(ValueError, match="nests too deeply"):
        ast.from_plain(data)


def places(node: Any) -> list[str]:
    found = [f"{node.line}:{node.column} {type(node).__name__}"]
    for child in ast.children(node):
        found += places(child)
    return sorted(found)


def test_places_are_those_of_the_token_that_says_most() -> None:
    source = "app.uses.filter(u,\n  u.role in ['x'])\n  .size() > 1 && !a[0] ? b + c : 2"
    assert [
        "1:1 Name",
        "1:10 Call",
        "1:17 Name",
        "1:5 Select",
        "2:10 Relation",
        "2:13 ListOf",
        "2:14 Element",
        "2:14 Literal",
        "2:3 Name",
        "2:5 Select",
        "3:11 Relation",
        "3:13 Literal",
        "3:15 Logic",
        "3:18 Unary",
        "3:19 Name",
        "3:20 Index",
        "3:21 Literal",
        "3:24 Conditional",
        "3:26 Name",
        "3:28 Arithmetic",
        "3:28 Term",
        "3:30 Name",
        "3:34 Literal",
        "3:4 Call",
    ] == places(parse(source))
