from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.location import Location, Place
from holdfast.output.excerpt import WINDOW, excerpt, gutter
from holdfast.output.style import RED, Style

from .strategies import texts

PLAIN = Style(colour=False)


def show(line: int, start: int, end: int, *sources: str, end_line: int = 0) -> list[str]:
    place = Place(Location("m.yaml", line, start, end_line or line, end), sources)
    return excerpt(place, PLAIN, RED)


def test_carets_are_under_the_region() -> None:
    assert ["  |", "7 | owner: me", "  |        ^^", "  |"] == show(7, 8, 10, "owner: me")


def test_tab_is_four_columns() -> None:
    assert ["7 |     a:    b", "  |           ^"] == show(7, 5, 6, "\ta:\tb")[1:3]


def test_wide_characters_are_two_columns() -> None:
    assert ["7 | 模型: 🧪x", "  |       ^^"] == show(7, 5, 6, "模型: 🧪x")[1:3]


def test_accents_have_no_width_of_their_own() -> None:
    assert ["7 | e\u0301: b", "  |    ^"] == show(7, 5, 6, "e\u0301: b")[1:3]


def test_controls_are_written_out_and_counted() -> None:
    assert [r"7 | a: \x1b[1m", "  |    ^^^^^^^"] == show(7, 4, 8, "a: \x1b[1m")[1:3]


def test_a_log_command_is_broken() -> None:
    assert [r"7 | a: #\x23[error]", "  |    ^^^^^^^^^^^^"] == show(7, 4, 13, "a: ##[error]")[1:3]


def test_line_ends_are_not_shown() -> None:
    assert ["7 | a: b", "  |    ^"] == show(7, 4, 5, "a: b\r\n")[1:3]


def test_several_lines_are_marked_each() -> None:
    assert [
        "   |",
        " 9 |   - id: a",
        "   |     ^^^^^",
        "10 |     b: c",
        "   |     ^^",
        "   |",
    ] == show(9, 5, 7, "  - id: a", "    b: c", end_line=10)


def test_a_region_longer_than_the_excerpt_ends_in_dots() -> None:
    assert ["8 | a:", "  | ^^", "...", "  |"] == show(8, 1, 2, "a:", end_line=40)[1:]


@pytest.mark.parametrize(("start", "end"), [(4, 4), (4, 3), (99, 120)], ids=["empty", "reversed", "beyond"])
def test_there_is_always_one_caret(start: int, end: int) -> None:
    assert "  |    ^" == show(7, start, end, "abc")[2]


def test_no_source_no_excerpt() -> None:
    assert [] == show(1, 1, 1)
    assert [] == show(1, 1, 1, "")


def test_long_line_is_cut_after_the_window() -> None:
    assert ["7 | a: " + "x" * 97 + "...", "  | ^"] == show(7, 1, 2, "a: " + "x" * 500)[1:3]


def test_long_line_is_cut_around_the_region() -> None:
    source = "x" * 400 + "REGION" + "y" * 400
    assert [
        "7 | ..." + "x" * 30 + "REGION" + "y" * 61 + "...",
        "  |    " + " " * 30 + "^^^^^^",
    ] == show(7, 401, 407, source)[1:3]


def test_region_longer_than_the_window_is_marked_to_its_end() -> None:
    source = "x" * 50 + "R" * 500
    assert [
        "7 | ..." + "x" * 30 + "R" * 67 + "...",
        "  |    " + " " * 30 + "^" * 67,
    ] == show(7, 51, 551, source)[1:3]


def test_end_of_a_long_line_is_marked() -> None:
    assert ["7 | ..." + "x" * 30, "  |    " + " " * 30 + "^"] == show(7, 501, 501, "x" * 500)[1:3]


def test_colour_marks_gutter_and_carets() -> None:
    place = Place(Location("m.yaml", 7, 1, 7, 2), ("a",))
    assert [
        "\x1b[1;34m  |\x1b[0m",
        "\x1b[1;34m7 |\x1b[0m a",
        "\x1b[1;34m  |\x1b[0m \x1b[1;31m^\x1b[0m",
        "\x1b[1;34m  |\x1b[0m",
    ] == excerpt(place, Style(colour=True), RED)


@given(st.integers(1, 99), st.integers(1, 400), st.integers(0, 400), texts, st.integers(1, 60))
def test_excerpt_is_bounded_and_never_raises(
    line: int, start: int, length: int, text: str, times: int
) -> None:
    place = Place(Location("m.yaml", line, start, line, start + length), (text * times,))
    for shown in excerpt(place, PLAIN, RED):
        assert len(shown) <= gutter(place) + len(" | ") + 4 * WINDOW + len("......")
