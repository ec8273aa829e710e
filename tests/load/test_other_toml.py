"""Other people's TOML: what is read, where it stands, and how much of it where it is wrong."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load import other_toml
from holdfast.load.other_toml import MAX_DEPTH, read_other_toml
from holdfast.model.source import Node

ALL = """\
# a comment
title = "a \\"b\\" \\u00e9" # and one behind
'quoted key' = 'lit\\eral'
dotted . "key" = 1_000
time = 1979-05-27 07:32:00
float = -0.5e3
truth = true
empty = ""
several = \"\"\"
one
two \\
  three ""\"\"\"
literal = '''
x'y'''''
list = [ 1, [2, "a, b]"], # why
  {c = [3], d.e = "f"}, ]
inline = {}

[table]
a = 1
[table.below.it]
b = "x"
[[array]]
c = "one"
[array.sub]
d = "in one"
[[array]]
c = "two"
[[array.nested]]
e = 2
"""


def plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: plain(each) for key, each in node.fields.items()}
    return [plain(each) for each in node.entries] if isinstance(node.value, list) else node.value


def strings(value: Any) -> Any:
    """Return what the standard library reads, with the strings only: all else is kept as it was written."""
    if isinstance(value, dict):
        return {key: strings(each) for key, each in value.items()}
    if isinstance(value, list):
        return [strings(each) for each in value]
    return value if isinstance(value, str) else None


def alike(expected: Any, actual: Any) -> Any:
    """Return `actual` without what is no string in `expected`."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: alike(expected.get(key), each) for key, each in actual.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        return [alike(each, other) for each, other in zip(expected, actual, strict=True)]
    return actual if isinstance(expected, str) else None


def test_all_that_the_standard_has() -> None:
    parsed = read_other_toml(ALL)
    expected = strings(tomllib.loads(ALL))
    assert ("", 0, expected) == (parsed.problem, parsed.line, alike(expected, plain(parsed.document)))


def test_what_is_no_string_is_as_it_was_written() -> None:
    document = read_other_toml(ALL).document
    assert ["1_000", "1979-05-27 07:32:00", "-0.5e3", "true"] == [
        document.at(*path).text for path in (("dotted", "key"), ("time",), ("float",), ("truth",))
    ]


def test_where_values_are() -> None:
    text = '[a]\nb.c = "de" # f\n'
    node = read_other_toml(text).document.at("a", "b", "c")
    assert ('"de"', "c =") == (text[node.start : node.end], text[node.key : node.key + 3])


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ('a = "x"\nb = \nc = 1', {"a": "x"}, 2),
        ('a = "x"\nb = "y', {"a": "x"}, 2),
        ('a = "x" y', {"a": "x"}, 1),
        ('a = "\\q"', {}, 1),
        ("a = [1, 2", {}, 1),
        ("a = [1 2]", {}, 1),
        ("a = {b = 1", {}, 1),
        ("[a\nb = 1", {}, 1),
        ("a\n", {}, 1),
        ("= 1", {}, 1),
        ("{{ template }}", {}, 1),
    ],
)
def test_what_is_read_before_a_mistake(text: str, expected: Any, line: int) -> None:
    parsed = read_other_toml(text)
    assert (expected, "it is not valid TOML", line) == (plain(parsed.document), *parsed[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2", {"a": "2"}),
        ("a = 1\n[a]\nb = 2", {"a": {"b": "2"}}),
        ("a = 1\n[[a]]\nb = 2", {"a": [{"b": "2"}]}),
        ("[[a]]\n[a]\nb = 1", {"a": [{"b": "1"}]}),
    ],
)
def test_of_a_repeated_key_the_last_counts(text: str, expected: Any) -> None:
    assert (expected, "") == (plain(read_other_toml(text).document), read_other_toml(text).problem)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 200, "a = " + "{b = " * 200, ".".join("a" * 200) + " = 1", f"[{'.'.join('a' * 200)}]"],
    ids=["lists", "tables", "keys", "headers"],
)
def test_depth_is_bounded(text: str) -> None:
    assert f"it is nested more than {MAX_DEPTH} levels deep" == read_other_toml(text).problem


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_toml, "MAX_NODES", 3)
    parsed = read_other_toml("a = 1\nb = 2\nc = 3\nd = 4\n")
    assert ({"a": "1", "b": "2", "c": "3"}, "it holds more than 3 values") == (
        plain(parsed.document),
        parsed.problem,
    )


@given(st.text(alphabet=st.sampled_from(list("ab=[]{}.,'\"\\# \n1"))))
def test_nothing_raises_and_valid_toml_is_read_as_by_the_standard_library(text: str) -> None:
    parsed = read_other_toml(text)
    for node in parsed.document.walk():
        assert 0 <= node.start <= node.end <= len(text)
    try:
        expected = strings(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return
    assert ("", expected) == (parsed.problem, alike(expected, plain(parsed.document)))
