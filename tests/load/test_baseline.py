"""The file of a baseline: what is written is read again, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import UserError
from holdfast.load.baseline import MAX_BASELINE_BYTES, load_baseline
from holdfast.load.schema import named_schema
from holdfast.model.exceptions import Accepted
from holdfast.model.finding import fingerprint_of
from holdfast.model.location import Location, Place
from holdfast.model.settings import BoundedPath
from holdfast.output.baseline import VERSION, render

Tree = Callable[[Mapping[str, str]], Path]

FINGERPRINT = fingerprint_of("a/b", "v", "shop")
PORTFOLIO = fingerprint_of("a/c", "", "")
ENTRY: Mapping[str, Any] = {
    "rule": "a/b",
    "subject": "shop",
    "validation": "v",
    "count": 2,
    "fingerprint": FINGERPRINT,
}


def accepted(rule: str, validation: str, subject: str, count: int = 1) -> Accepted:
    fingerprint = fingerprint_of(rule, validation, subject)
    return Accepted(rule, validation, subject, count, fingerprint, Place(Location("b.json")))


def baseline(**changes: Any) -> str:
    return json.dumps({"tool": "holdfast", "version": 1, "entries": [ENTRY], **changes})


def load(folder: Path, text: str | bytes) -> tuple[Accepted, ...]:
    (folder / "b.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_baseline(BoundedPath(folder / "b.json"), "b.json").entries


def test_one_entry_is_one_line(tmp_path: Path) -> None:
    text = render([accepted("a/b", "v", "shop", 2), accepted("a/c", "", "")])
    assert (
        f"""\
{{
  "tool": "holdfast",
  "version": 1,
  "entries": [
    {{"rule": "a/b", "subject": "shop", "validation": "v", "count": 2, "fingerprint": "{FINGERPRINT}"}},
    {{"rule": "a/c", "subject": "", "validation": "", "count": 1, "fingerprint": "{PORTFOLIO}"}}
  ]
}}
"""
        == text
    )
    assert ["b.json:5:5", "b.json:6:5"] == [str(each.place.location) for each in load(tmp_path, text)]
    assert [("a/b", 2), ("a/c", 1)] == [(each.rule, each.times) for each in load(tmp_path, text)]


def test_nothing_may_be_accepted(tmp_path: Path) -> None:
    assert () == load(tmp_path, render([]))


@given(st.sets(st.tuples(st.text(min_size=1), st.text(), st.text())), st.integers(1, 10**6))
def test_what_is_written_is_read(tmp_path_factory: Any, names: set[tuple[str, str, str]], count: int) -> None:
    entries = [accepted(*each, count) for each in sorted(names)]
    read = load(tmp_path_factory.mktemp("b"), render(entries))
    assert [each[:5] for each in entries] == [each[:5] for each in read]


def test_the_two_ends_agree_on_the_version() -> None:
    assert VERSION == named_schema("baseline")["properties"]["version"]["const"]


WRITE_ANEW = "Write it anew with `holdfast baseline`."
OTHER = "Name another file, or move this one away and write one with `holdfast baseline`."
VERSIONS = "Use the Holdfast that wrote it, or move it away and write one with `holdfast baseline`."
CONFLICT = render([accepted("a/b", "v", "shop")]).replace(
    '    {"rule"', '<<<<<<< HEAD\n    {"rule": 1},\n=======\n    {"rule"'
)
BAD: Mapping[str, tuple[str | bytes, str, str, str]] = {
    "merge conflict": (
        CONFLICT,
        "b.json:5:1",
        "a merge conflict is not resolved in the baseline.",
        "Take one side, and write it anew with `holdfast baseline`: what is gone is removed.",
    ),
    "another version": (
        baseline(version=2),
        "b.json:1:1",
        "the baseline has the version `2`; this Holdfast reads 1.",
        VERSIONS,
    ),
    "no version": (
        '{"tool": "holdfast"}',
        "b.json:1:1",
        "the baseline has the version `None`; this Holdfast reads 1.",
        VERSIONS,
    ),
    "version true": (
        baseline(version=True),
        "b.json:1:1",
        "the baseline has the version `True`; this Holdfast reads 1.",
        VERSIONS,
    ),
    "another tool": (baseline(tool="x"), "b.json:1:1", "this is not a baseline of Holdfast.", OTHER),
    "a list": ("[]", "b.json:1:1", "this is not a baseline of Holdfast.", OTHER),
    "empty": ("", "b.json:1:1", "the baseline is not JSON.", WRITE_ANEW),
    "not JSON": ('{"tool":\n nothing}', "b.json:2:2", "the baseline is not JSON.", WRITE_ANEW),
    "not UTF-8": (b"\xff\xfe{}", "b.json:1:1", "the baseline is not UTF-8 text.", WRITE_ANEW),
    "a key twice": (
        '{"tool": "holdfast", "tool": "holdfast"}',
        "b.json:1:1",
        "the baseline is not strict JSON: the key `tool` is there twice.",
        WRITE_ANEW,
    ),
    "not a number": (
        baseline(version=float("nan")),
        "b.json:1:1",
        "the baseline is not strict JSON: NaN is no number.",
        WRITE_ANEW,
    ),
    "100,000 levels": (
        "[" * 100_000 + "]" * 100_000,
        "b.json:1:1",
        "the baseline is not strict JSON: it cannot be read.",
        WRITE_ANEW,
    ),
    "unknown key": (baseline(x=1), "b.json:1:1", "`x` is not a known key of a baseline.", WRITE_ANEW),
    "unknown key in an entry": (
        baseline(entries=[{**ENTRY, "reason": "x"}]),
        "b.json:1:1",
        "`reason` is not a known key of entry 1 of `entries`.",
        WRITE_ANEW,
    ),
    "another fingerprint": (
        baseline(entries=[{**ENTRY, "subject": "other"}]),
        "b.json:1:1",
        "the fingerprint is not that of `a/b` on `other`.",
        WRITE_ANEW,
    ),
    "an entry twice": (
        baseline(entries=[ENTRY, ENTRY]),
        "b.json:1:1",
        "`a/b` on `shop` is there twice.",
        WRITE_ANEW,
    ),
    "count of 0": (
        baseline(entries=[{**ENTRY, "count": 0}]),
        "b.json:1:1",
        "`count` must be at least 1, but is `0`.",
        WRITE_ANEW,
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(tmp_path: Path, name: str) -> None:
    text, place, message, hint = BAD[name]
    with pytest.raises(UserError) as caught:
        load(tmp_path, text)
    assert (message, place, hint) == (caught.value.message, str(caught.value.location), caught.value.hint)


def test_a_fingerprint_may_be_spelt_with_escapes(tmp_path: Path) -> None:
    escaped = baseline().replace(FINGERPRINT, f"\\u{ord(FINGERPRINT[0]):04x}{FINGERPRINT[1:]}")
    assert [FINGERPRINT] == [each.fingerprint for each in load(tmp_path, escaped)]


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(tmp_path, " " * (MAX_BASELINE_BYTES + 1))
    assert "b.json cannot be read: the file is larger than 16 MiB." == caught.value.message


def test_it_is_bounded_to_its_repository(tree: Tree) -> None:
    root = tree({"b.json": baseline(), "repo/.git/HEAD": ""})
    (root / "repo/b.json").symlink_to("../b.json")
    with pytest.raises(UserError) as caught:
        load_baseline(BoundedPath(root / "repo/b.json", root / "repo"), "b.json")
    assert "b.json cannot be read: the symbolic link leads out of the repository." == caught.value.message
