from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.escape import _invisible, escape, quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\tc\r\0", r"a\x0ab\x09c\x0d\x00"),
        ("\x9b31m\x7f", r"\x9b31m\x7f"),
        ("a\u202eb\u2066c\u200f", r"a\u202eb\u2066c\u200f"),
        ("a\u2028b\ufeff", r"a\u2028b\ufeff"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("größe 😀 データ", "größe 😀 データ"),
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_is_written_out(text: str, expected: str) -> None:
    assert expected == escape(text)


def test_text_that_counts_as_printable_has_nothing_to_be_written_out() -> None:
    found = [chr(code) for code in range(sys.maxunicode + 1) if _invisible().match(chr(code))]
    assert [] == [character for character in found if character.isprintable()]


def test_line_feeds_stay_if_asked() -> None:
    assert escape("a\nb\r", keep_newlines=True) == "a\nb\\x0d"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "`x`"),
        (1.5, "`1.5`"),
        ("a`b", "'a`b'"),
        ("\x1b", r"`\x1b`"),
        ("x" * 60, "`" + "x" * 60 + "`"),
        ("x" * 61, "`" + "x" * 59 + "…`"),
    ],
)
def test_a_quoted_value_is_escaped_and_short(value: object, expected: str) -> None:
    assert expected == quoted(value)


@given(st.text())
def test_an_escaped_text_can_be_written_anywhere(text: str) -> None:
    assert "\n" not in escape(text)
    escape(text).encode()
    assert escape(text) == escape(escape(text))
