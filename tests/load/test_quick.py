"""The quick reader: what it takes, the strict one reads alike; what that refuses, it leaves to it."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load import events, quick
from holdfast.load.quick import read_quickly, to_be_kept
from holdfast.load.regions import YamlError
from holdfast.load.yaml import read_document
from holdfast.model.document import Document

TOP = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("examples", "policies", "benchmarks", "tests/load/cases", "src/holdfast")
    for path in (TOP / folder).rglob("*.y*ml")
)
UNUSUAL = [
    "", "# nothing", "text", "- a\n- b\n", "[]", "{}", "a: ", "a:\n  b:\n", "a: ~\nb: null\nc: ''\n",
    "a: &x 1\nb: *x\n", "a: &x {p: 1}\nb: {<<: *x}\n", "<<: 1\n", "'<<': 1\n", "a: 1\na: 2\n", "'': 1\n",
    "? [a]\n: 1\n", "{a, b}", "{a: , b: }", "[a, , b]", "a: !!str 1\n", "!x a: 1\n", "a: 1\n---\nb: 2\n",
    "---\na: 1\n...\n", "%YAML 1.2\n---\na: 1\n", "a: .inf\n", "a: .nan\n", "a: [1\n", "a:\n\tb: 1\n",
    "a: 'x\n  y'\nb: \"\\u00e9\"\nc: |\n  two\n  lines\n\nd: >-\n  one\n  line\n",
    "a: 1.10\nb: [true, 0x1F, {c: -1}]\n",
    "x: [[1], [[2, 3]], []]\n", "a: {b: [{c: 1}, {c: 2}]}\n", "\ufeffa: 1\r\nb: 2\r\n", "a: *nothing\n",
    "[" * 70 + "]" * 70, "{a: " * 70 + "1" + "}" * 70, "[" * 64 + "1" + "]" * 64, "a: 9223372036854775808\n",
    "- [1, [2]]\n- {a: 1}\n- 2\n", "# " + "x" * 100_001 + "\na: 1\n",
]  # fmt: skip


def told(read: Any, raw: bytes) -> Any:
    """Return all that `read` makes of `raw`, or why it refuses it."""
    try:
        document = read(raw, "f")
    except YamlError as error:
        return error.problem
    tables = (dict(document.spans), dict(document.keys), dict(document.plain), tuple(document.lines))
    return (repr(document.data), tables)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TOP).as_posix())
def test_both_read_every_file_that_we_have_alike(path: Path) -> None:
    raw = path.read_bytes()
    assert told(read_document, raw) == told(read_quickly, raw)


@pytest.mark.parametrize("text", UNUSUAL, ids=lambda text: repr(text[:40]))
def test_both_make_the_same_of_what_is_unusual(text: str) -> None:
    assert told(read_document, text.encode()) == told(read_quickly, text.encode())


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**65), 2**65), st.floats(), st.text(max_size=8),
    st.sampled_from(["1.10", "2026-01-01", "~", "yes", "<<", "0o17", "&a", "*a", "!x", "# c", "- a", "a: b"]),
)  # fmt: skip
KEYS = st.one_of(st.text(max_size=4), st.sampled_from(["<<", "1", "true", "a b", ""]))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)


@given(DATA, st.sampled_from([None, True, False]), st.sampled_from([None, '"', "|", "'"]))
def test_both_read_random_data_alike(data: Any, flow: Any, style: str | None) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, default_style=style, allow_unicode=True)
    raw = text.encode("utf-8", "replace")
    assert told(read_document, raw) == told(read_quickly, raw)


@given(st.text(st.sampled_from("ab:-[]{},&*!'\"|>#?\n 1~.<"), max_size=40))
def test_both_make_the_same_of_noise(text: str) -> None:
    assert told(read_document, text.encode()) == told(read_quickly, text.encode())


def test_places_are_looked_for_when_somebody_asks_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    builder = events.Builder

    def build(text: str) -> events.Builder:
        built.append(text)
        return builder(text)

    monkeypatch.setattr(events, "Builder", build)
    text = "a: [1, {b: 2}]\n"
    document = read_quickly(text.encode(), "f")
    assert ({"a": [1, {"b": 2}]}, []) == (document.data, built)
    assert (1, 9) == (document.locate(("a", 1, "b")).line, document.keys["a", 1, "b"][1])
    assert [text] == built


def test_a_document_travels_as_its_text() -> None:
    document = read_quickly(b"a: [1, {b: 2}]\n", "f")
    document.locate(("a",))
    sent = pickle.dumps(document)
    assert document == pickle.loads(sent)  # noqa: S301  # made in the line above
    assert b"span" in sent
    assert len(sent) < 600


def test_what_is_kept_of_a_document_is_the_same_without_what_can_be_found_again() -> None:
    raw = b"a: 1.10\nb: [x, {c: true}]\n"
    document = read_quickly(raw, "a.yaml")
    located = document.locate(("b", 1, "c"))
    kept = to_be_kept(document)
    assert (document.data, {}, False) == (kept.data, kept.plain, "tables" in vars(_source(kept)))
    assert (located, document.spans, document.keys, document.lines) == (
        kept.locate(("b", 1, "c")),
        dict(kept.spans),
        dict(kept.keys),
        tuple(kept.lines),
    )
    assert kept == to_be_kept(read_document(raw, "a.yaml"))._replace(spans=kept.spans, keys=kept.keys)


def _source(document: Document) -> Any:
    assert isinstance(document.lines, quick._Lines)
    return document.lines.source
