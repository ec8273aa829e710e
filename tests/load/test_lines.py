"""The line reader: the form that it takes, and that it takes nothing else, nor for anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.load.decoding import decoded
from holdfast.load.lines import read_lines
from holdfast.load.regions import Refusal, YamlError
from holdfast.load.yaml import read_document

TOP = Path(__file__).parents[2]
MANIFESTS = sorted((TOP / "examples").rglob("ai-manifest.yaml"))

USUAL = [
    ("a: 1\nb: x\n", {"a": 1, "b": "x"}, {("a",): "1"}),
    ("---\n# c\n\na: x # c\n", {"a": "x"}, {}),
    ("a:\n  b:\n    c: d\n  e: f\ng: h", {"a": {"b": {"c": "d"}, "e": "f"}, "g": "h"}, {}),
    ("a:\n- b\n- c\nd:\n  - e\n", {"a": ["b", "c"], "d": ["e"]}, {}),
    ("- a: b\n  c:\n  - d\n  e: f\n", [{"a": "b", "c": ["d"], "e": "f"}], {}),
    ("-   a: b\n    c: d\n- e\n", [{"a": "b", "c": "d"}, "e"], {}),
    ("a:\nb: # c\nc: ~\n", {"a": None, "b": None, "c": None}, {("a",): "", ("b",): "", ("c",): "~"}),
    ("a: [x, 1.10, 'y']\n", {"a": ["x", 1.1, "y"]}, {("a", 1): "1.10"}),
    ("a: [[x, y], {b: [z]}, []]\nc: {}\n", {"a": [["x", "y"], {"b": ["z"]}, []], "c": {}}, {}),
    ("- {a: group:b, c: true}\n", [{"a": "group:b", "c": True}], {(0, "c"): "true"}),
    ("a: \"x # y\" # c\nb: 'x: y'\n", {"a": "x # y", "b": "x: y"}, {}),
    ("a: x#y\nb: x, y\nc: http://x\nd: é\n", {"a": "x#y", "b": "x, y", "c": "http://x", "d": "é"}, {}),
    ("a: >-\n  one\n  two\n\nb: >\n  c\n", {"a": "one two", "b": "c\n"}, {}),
    ("a: |\n  one\n\n    two\n\nb: |- # c\n  # x\n", {"a": "one\n\n  two\n", "b": "# x"}, {}),
    ("- |\n  x\n- a: |\n    y\n", ["x\n", {"a": "y\n"}], {}),
    ("a: NO\nb: on\nc: 0o17\nd: 99999999999999999999\n",
     {"a": "NO", "b": "on", "c": 15, "d": "99999999999999999999"}, {("c",): "0o17"}),
]  # fmt: skip
UNUSUAL = [
    "", "# c\n", "x\n", "[a]\n", "--- a\n", "---\n---\na: 1\n", "a: 1\n---\n", "a: 1\n...\n",
    "%YAML 1.2\n", "a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "a: b: c\n", "a: b:\n", "a: b # c: d\n  e\n",
    "a: x\n  y\n", "a: x\n  y: z\n", "a: x\n  - y\n", "a:\n    b: 1\n  c: 2\n", "  a: 1\nb: 2\n",
    "a: 1\n- b\n", "- a\nb: 1\n", "- - a\n", "-\n  a\n", "- # c\n  a\n", "- ? a\n", "? a\n", ": a\n",
    "a : b\n", "'a': b\n", "- 'a': b\n", "a: 'it''s'\n", 'a: "\\n"\n', "a: 'x\n  y'\n", "a: 'x'y\n",
    "a: 'x'#c\n", "a: 'x'b: c\n", "a: \tb\n", "a: &x b\n", "a: *x\n", "a: !x b\n", "<<: {a: 1}\n",
    "a: @b\n", "a: `b`\n", "a: %b\n", "a: - b\n", "a: -1\n", "a: [b, ]\n", "a: [b,\n  c]\n",
    "a: [b: c]\n", "a: [b c: d]\n", "a: [b:]\n", "a: ['b, c']\n", "a: [b]c\n", "a: [b}\n", "a: [[b]\n",
    "a: [b]]\n", "a: ]\n", "a: {b}\n", "a: {b: }\n", "a: {b:c}\n", "a: [{b: 'c, d'}]\n", "a: |+\n  b\n",
    "a: |2\n  b\n", "a: |\n b\nc: 1\n d\n", "a: |\nb: 1\n", "a: |\n\n  b\n", "a: |\n    b\n  c\n",
    "a: |\n  b\n   \n", "a: |\n  b", "a: >\n  b\n\n  c\n", "a: >\n  b\n    c\n", "a: >\n  b \n  c\n",
    "a: | b\n", "a: .inf\n", "a: [.nan]\n", "1: a\n", "a" * 129 + ": 1\n", "a: " + "b" * 1000 + "\n",
    "a: [" + "[" * 64 + "]" * 64 + "]\n",
    "".join(f"{'  ' * depth}a:\n" for depth in range(66)),
]  # fmt: skip


def both(text: str) -> tuple[Any, Any]:
    """Return what the line reader and the strict reader make of `text`; None where they refuse it."""
    try:
        quick = read_lines(decoded(text.encode("utf-8", "replace")))
        document = read_document(text.encode("utf-8", "replace"), "f")
    except Refusal:
        return None, None
    except YamlError:
        return (None if quick is None else repr(quick)), None
    return quick and repr(quick), repr((document.data, document.plain))


@pytest.mark.parametrize(("text", "data", "plain"), USUAL, ids=[repr(each[0][:40]) for each in USUAL])
def test_the_usual_form_is_read(text: str, data: Any, plain: Any) -> None:
    assert (data, plain) == read_lines(text)
    assert both(text)[1] == both(text)[0]


@pytest.mark.parametrize("text", UNUSUAL, ids=lambda text: repr(text[:40]))
def test_what_is_not_usual_is_left_to_the_strict_reader(text: str) -> None:
    assert read_lines(text) is None


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.relative_to(TOP / "examples").as_posix())
def test_it_agrees_on_each_manifest_that_we_have(path: Path) -> None:
    quick, strict = both(path.read_text("utf-8"))
    assert quick in (strict, None)


def test_it_reads_what_most_manifests_look_like() -> None:
    read = [path for path in MANIFESTS if both(path.read_text("utf-8"))[0]]
    assert len(read) > 0.8 * len(MANIFESTS)


INDENTS = st.sampled_from([0, 0, 2, 2, 4, 6, 1, 3])
STARTS = st.sampled_from(["", "", "", "- ", "-   ", "- - ", "? ", "# "])
KEYS = st.sampled_from(["", "a: ", "b: ", "c:", "d:  ", "a-b: ", "x : ", "'q': ", "<<: ", "1: ", "a:b: "])
VALUES = st.sampled_from([
    "", "", "x", "x y", "1.10", "~", "x # c", "x#c", "# c", '"q"', '"q" # c', "'s''t'", '"\\n"',
    "[x, y]", "[]", "{}", "{a: b, c: [d]}", '["x] # y"]', "[x, 'y, z']", "{a: [b, {c: d}], e: f:g}",
    "[a: b]", "|", "|-", ">", ">-", "|+", "a: b", "b:", "- a", "&a x", "*a", "!t x", "---", "...",
    ".inf", "[a", "a]", "é", "\xa0x", "a, b",
])  # fmt: skip
LINES = st.tuples(INDENTS, STARTS, KEYS, VALUES).map(lambda each: " " * each[0] + "".join(each[1:]))
TEXTS = st.tuples(st.lists(LINES, max_size=8), st.sampled_from(["", "\n", "\n\n"])).map(
    lambda each: "\n".join(each[0]) + each[1]
)


@given(TEXTS)
@example("a: [b, c]\n")
def test_it_never_takes_a_text_for_another(text: str) -> None:
    quick, strict = both(text)
    assert quick in (strict, None)


@given(st.sampled_from(MANIFESTS), st.data())
def test_it_never_takes_an_edited_manifest_for_another(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, 3))
        added = data.draw(st.text(st.sampled_from(" \n-:#'\"[]{},|>&*!?a1"), max_size=3))
        text = text[:start] + added + text[start + removed :]
    quick, strict = both(text)
    assert quick in (strict, None)
