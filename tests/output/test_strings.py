from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.output.strings import count, listed, pieces_of, prose, safe, to_json, well_formed, wrap


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (r"a\x1b[31mb", "a\x1b[31mb"),
        (r"a\x0ab", "a\nb"),
        (r"#\x23[error]x", "##[error]x"),
        (r"x #\x23vso[task.complete]", "x ##vso[task.complete]"),
        (r"#\x23teamcity[x]", "##teamcity[x]"),
        ("## heading [x]", "## heading [x]"),
        (r"\ud83d", "\ud83d"),
        ("Prüfung 模型", "Prüfung 模型"),
    ],
    ids=["escape", "line-feed", "github", "azure", "teamcity", "heading", "surrogate", "letters"],
)
def test_safe(expected: str, text: str) -> None:
    assert expected == safe(text)


def test_prose_has_no_line_breaks() -> None:
    assert "One two. Three." == prose("  One\n  two.\r\n\r\nThree.\n")


def test_prose_is_bounded() -> None:
    assert "a" * 1000 + "..." == prose("a" * 10_000)
    assert "a" * 1000 == prose("a" * 1000)


def test_well_formed_leaves_what_is() -> None:
    assert "a\\udc80\U0001f9ea" == well_formed("a\udc80\U0001f9ea")


def test_wrap_starts_no_line_with_a_command() -> None:
    filler = "x" * 93
    assert [f"note: {filler} ::error::y", "      " + filler] == wrap(
        "note: ", f"{filler} ::error::y {filler}", ""
    )


def test_wrap_of_nothing_is_the_label() -> None:
    assert ["note:"] == wrap("note: ", "", "")


@given(
    st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1)).map(" ".join),
    st.integers(1, 40),
)
def test_lines_are_those_of_the_standard_library(text: str, room: int) -> None:
    assert textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) == pieces_of(text, room)


def test_count() -> None:
    assert ["0 findings", "1 finding", "1,200 findings", "2 policies"] == [
        count(0, "finding"), count(1, "finding"), count(1200, "finding"), count(2, "policy", "policies")
    ]  # fmt: skip


def test_listed() -> None:
    assert "a, b" == listed(["a", "b"], 2)
    assert r"a, \x07 and 2 more" == listed(["a", "\x07", "c", "d"], 2)


def test_json_is_ascii_and_valid_for_any_string() -> None:
    text = to_json({"a": ["ü\u202e\ud83d", 1, None, True]})
    assert text.isascii()
    assert {"a": ["ü\u202e\\ud83d", 1, None, True]} == json.loads(text)
    assert text.endswith("}\n")
