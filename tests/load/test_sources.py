"""The files of a tree as detectors see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.load.sources import MAX_SOURCE_BYTES, SourceTree

Write = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: b\r\nc: d\r", "a: b\nc: d\n"),
        (b"\xef\xbb\xbfa: b", "a: b"),
        ("a: \u00e9".encode("utf-16"), "a: \u00e9"),
        (b"a: \xff", "a: \ufffd"),
    ],
    ids=["line ends", "byte-order mark", "UTF-16", "invalid"],
)
def test_text(raw: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(raw)
    source = SourceTree(tmp_path, ["a"]).source("a")
    assert source is not None
    assert expected == source.text


def test_what_is_no_text_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\0b")
    tree = SourceTree(tmp_path, ["a"])
    assert (None, {}) == (tree.source("a"), tree.problems)


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * (MAX_SOURCE_BYTES + 1))
    tree = SourceTree(tmp_path, ["large", "gone"])
    assert (None, None) == (tree.source("large"), tree.source("gone"))
    assert {"gone": "The file does not exist.", "large": "The file is larger than 2 MiB."} == tree.problems


def test_only_files_of_the_tree_are_read(tree: Write) -> None:
    root = tree({"a/b.yaml": "b", "a/c.yaml": "c", "d.yaml": "d", "a/ignored.yaml": "i"})
    sources = SourceTree(root, ["d.yaml", "a/c.yaml", "a/b.yaml"])
    source = sources.source("a/b.yaml")
    assert source is not None
    assert ["a/b.yaml", "a/c.yaml"] == list(source.neighbours())
    assert source.other("a/ignored.yaml") is None
    assert source.other("../outside") is None
    other = source.other("d.yaml")
    assert other is not None
    assert "d" == other.text


def test_a_link_out_of_the_tree_is_not_followed(tree: Write, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("secret")
    root = tree({"a": "a"})
    (root / "link").symlink_to(tmp_path / "outside")
    sources = SourceTree(root, ["a", "link"])
    assert sources.source("link") is None
    assert {"link": "The symbolic link leads out of the repository."} == sources.problems


def test_positions(tree: Write) -> None:
    source = SourceTree(tree({"a": "ab\n\u00e9c\n"}), ["a"]).source("a")
    assert source is not None
    assert [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1), (3, 1)] == [
        source.position(offset) for offset in (-1, 2, 3, 4, 6, 99)
    ]


def test_documents_inside_a_document(tree: Write) -> None:
    text = "data:\n  one: |\n    models:\n      - gpt\n  two: plain\n"
    source = SourceTree(tree({"a": text}), ["a"]).source("a")
    assert source is not None
    (document,) = source.yaml()
    (inner,) = source.embedded(document.at("data", "one"))
    model = inner.at("models", 0)
    assert ("gpt", (4, 9)) == (model.text, source.position(model.start))
    assert () == source.embedded(document.at("data", "two"))


def test_where_a_text_is_written_in_a_value(tree: Write) -> None:
    source = SourceTree(tree({"a": "x: gpt\ny: 'hf://gpt'\n"}), ["a"]).source("a")
    assert source is not None
    (document,) = source.yaml()
    assert [3, 16, 10] == [
        source.within(document.at("x"), "gpt"),
        source.within(document.at("y"), "gpt"),
        source.within(document.at("y"), "nowhere"),
    ]


def test_problems_are_told_once_and_only_of_the_whole(tree: Write) -> None:
    source = SourceTree(tree({"a": "[1,\n"}), ["a"]).source("a")
    assert source is not None
    source.yaml()
    source.yaml()
    source.yaml(3)
    source.json()
    source.not_read(7)
    source.not_read(7)
    assert [
        ("it is not valid YAML", 2),
        ("it is not valid JSON", 1),
        ("its syntax is not understood", 7),
    ] == source.problems
