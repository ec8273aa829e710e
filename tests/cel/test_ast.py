"""The syntax tree: its places."""

from __future__ import annotations

from typing import Any

from holdfast.cel import ast
from holdfast.cel.parse import parse


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
