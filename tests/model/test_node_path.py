"""Paths into parsed files: what they lead to, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.node_path import MAX_SEGMENTS, Match, PathError, node_path
from holdfast.model.source import Node

TREE = {
    "models": [{"id": "a", "by": "x"}, {"id": "b", "models": [{"id": "c"}]}],
    "model-list": ["d", "e"],
    "it's": {"id": "f"},
    'so "called"': "g",
    "é": "h",
}


def node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: node(each) for key, each in value.items()})
    return Node([node(each) for each in value]) if isinstance(value, list) else Node(value)


def selected(path: str, value: Any = TREE) -> list[str]:
    return [match.node.text for match in node_path(path).select(Match(node(value)))]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.models[*].id", ["a", "b"]),
        ("$.models.*.id", ["a", "b"]),
        ("$.models[1].id", ["b"]),
        ("$.models[9].id", []),
        ("$['model-list'][0]", ["d"]),
        ('$["model-list"].*', ["d", "e"]),
        ("$['it\\'s'].id", ["f"]),
        ('$["so \\"called\\""]', ["g"]),
        ("$.é", ["h"]),
        ("$..id", ["a", "b", "c", "f"]),
        ("$..models..id", ["a", "b", "c"]),
        ("$..['id']", ["a", "b", "c", "f"]),
        ("$..[1]", ["", "e"]),
        ("$..*..id", ["a", "b", "c", "f"]),
        ("$", [""]),
        ("@.models[0].by", ["x"]),
        ("$.models.id", []),
        ("$[0]", []),
        ("$.*~", ["models", "model-list", "it's", 'so "called"', "é"]),
        ("$.models[*].*~", ["id", "id", "by", "models"]),
        ("$.models[*]~", []),
        ("$~", []),
        ("$..models~", ["models", "models"]),
        ("$..id^~", ["it's"]),
        ("$.models[0].id^.by", ["x"]),
        ("$..by^^[1].id", ["b"]),
        ("$.models^['é']", ["h"]),
        ("$^", []),
    ],
)
def test_what_a_path_leads_to(path: str, expected: list[str]) -> None:
    assert expected == sorted(selected(path), key=expected.index)


def test_what_is_found_stands_in_the_order_of_the_file() -> None:
    assert ["a", "b"] == selected("$.models[*].id")


def test_a_match_knows_what_it_stands_in() -> None:
    (first, _) = node_path("$.models[*].id").select(Match(node(TREE)))
    assert first.holder is not None
    assert ("id", "x") == (first.name, first.holder.node.at("by").text)
    (document,) = node_path("$").select(Match(node(TREE)))
    assert (None, None) == (document.holder, document.name)


def test_a_name_stands_where_it_is_written() -> None:
    (found,) = node_path("$.*~").select(Match(Node({"a": Node("1", 10, 11, key=7)})))
    assert Node("a", 7, 11) == found.node


def test_entries_of_one_mapping_have_one_holder() -> None:
    assert 1 == len([*node_path("$.models[*]^").select(Match(node(TREE)))])


def test_a_node_that_an_alias_stands_for_is_found_once() -> None:
    shared = node({"id": "a"})
    assert 1 == len([*node_path("$..id").select(Match(Node({"x": shared, "y": shared})))])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "it begins with neither `$` nor `@`"),
        ("models", "it begins with neither `$` nor `@`"),
        ("$models", "from character 2 on it is not understood"),
        ("$.model-list", "from character 8 on it is not understood"),
        ("$.a[-1]", "from character 4 on it is not understood"),
        ("$.a[0:2]", "from character 4 on it is not understood"),
        ("$.a[?@.b == 1]", "from character 4 on it is not understood"),
        ("$.a[0, 1]", "from character 4 on it is not understood"),
        ("$.a['b]", "from character 4 on it is not understood"),
        ("$.", "from character 2 on it is not understood"),
        ("$..", "from character 2 on it is not understood"),
        ("$.a~.b", "from character 4 on it is not understood"),
        ("$.a~~", "from character 4 on it is not understood"),
        ("$.a ", "from character 4 on it is not understood"),
        ("$.a\n", "from character 4 on it is not understood"),
        ("$" + ".a" * (MAX_SEGMENTS + 1), f"it has more than {MAX_SEGMENTS} steps"),
    ],
)
def test_what_is_no_path(path: str, said: str) -> None:
    with pytest.raises(PathError) as raised:
        node_path(path)
    assert said == str(raised.value)


def test_many_steps_to_any_depth_look_at_each_node_once() -> None:
    """In however many ways it can be reached: here in two at each level."""
    deep = Node("x")
    for _ in range(300):
        deep = Node({"a": deep, "b": deep})
    found = sum(1 for _ in node_path("$" + "..a" * MAX_SEGMENTS).select(Match(deep)))
    assert 300 - (MAX_SEGMENTS - 1) == found


@given(st.text(st.sampled_from("$@.*[]'\"\\ab-0~^")))
def test_any_text_is_a_path_or_a_mistake(text: str) -> None:
    try:
        path = node_path(text)
    except PathError:
        return
    assert path.is_relative == text.startswith("@")
    assert list(path.select(Match(node(TREE)))) == list(path.select(Match(node(TREE))))
