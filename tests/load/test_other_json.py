"""Other people's JSON: what is read, where it stands, and how much of it where it is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load import other_json
from holdfast.load.other_json import MAX_DEPTH, read_other_json
from holdfast.model.source import Node


def plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: plain(each) for key, each in node.fields.items()}
    if isinstance(node.value, list):
        return [plain(each) for each in node.entries]
    return node.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1, true, null, "x"]}', {"a": ["1", "true", None, "x"]}),
        ('{"a": 1, // why\n /* b */ "b": [2,],}', {"a": "1", "b": ["2"]}),
        (r'{"a": "\ud83d\ude00 \"q\" \\ \/"}', {"a": '\U0001f600 "q" \\ /'}),
        ('{"a": 1, "a": 2}', {"a": "2"}),
        ("[]", []),
        ('"text"', "text"),
    ],
)
def test_what_is_read(text: str, expected: Any) -> None:
    parsed = read_other_json(text)
    assert (expected, "", 0) == (plain(parsed.document), *parsed[1:])


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ('{"a": {"b": 1', {"a": {"b": "1"}}, 1),
        ('{"a": 1,\n"b": "x', {"a": "1"}, 2),
        ('{"a": [1}', {"a": ["1"]}, 1),
        ("", None, 1),
    ],
)
def test_what_is_read_before_a_mistake(text: str, expected: Any, line: int) -> None:
    parsed = read_other_json(text)
    assert (expected, "it is not valid JSON", line) == (plain(parsed.document), *parsed[1:])


def test_where_values_are() -> None:
    text = '{\n  "a": {"b": "cd"}\n}'
    node = read_other_json(text).document.at("a", "b")
    assert ('"cd"', '"b"') == (text[node.start : node.end], text[node.key : node.key + 3])


def test_depth_is_bounded() -> None:
    parsed = read_other_json("[" * (MAX_DEPTH + 1))
    assert (f"it is nested more than {MAX_DEPTH} levels deep", 1) == parsed[1:]


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_json, "MAX_NODES", 3)
    assert ("it holds more than 3 values", 1) == read_other_json("[1, 2, 3, 4]")[1:]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


@given(json_values, st.booleans())
def test_all_json_is_read(value: Any, ascii_only: bool) -> None:  # noqa: FBT001  # drawn
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    assert (as_text(value), "") == (plain(read_other_json(text).document), read_other_json(text).problem)


@given(st.text(alphabet=st.sampled_from(list('ab{}[]:,"\\/* \n1'))))
def test_nothing_raises_and_places_are_in_the_text(text: str) -> None:
    for node in read_other_json(text).document.walk():
        assert 0 <= node.start <= node.end <= len(text)
