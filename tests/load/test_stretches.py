"""Places in scalars: every character of a source is found in the file, in every style of YAML."""

from __future__ import annotations

import string
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load.stretches import stretches_of
from holdfast.load.yaml import read_document
from holdfast.model.location import Place
from holdfast.model.policy import Expression


def _expression(text: str) -> tuple[Expression, tuple[str, ...]]:
    document = read_document(text.encode(), "p.yaml")
    location = document.locate(("e",))
    lines = document.lines[location.line - 1 : location.end_line]
    source = document.data["e"]
    stretches = stretches_of(source, lines, location)
    return Expression(source, Place(location, lines), stretches), document.lines


def _letters(expression: Expression, lines: tuple[str, ...]) -> str:
    """Return what the file has at the places of the source's characters, spaces left out."""
    found = []
    for number, line in enumerate(expression.source.split("\n"), 1):
        for column, letter in enumerate(line, 1):
            if not letter.isspace():
                at = expression.locate(number, column)
                found.append(lines[at.line - 1][at.column - 1])
    return "".join(found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("e: a && b\n", id="plain"),
        pytest.param("e: a &&\n  b\n    || c\nf: 1\n", id="plain on several lines"),
        pytest.param("f: {e: a &&\n  b, g: c}\ne: abc\n", id="after a flow mapping"),
        pytest.param("{e: a &&\n  b, g: c}\n", id="in a flow mapping"),
        pytest.param("e: 'a && b'\n", id="single quotes"),
        pytest.param("e: 'a &&\n\n  b'\n", id="single quotes on several lines"),
        pytest.param('e: "a &&\n  b"\n', id="double quotes on several lines"),
        pytest.param("e: |\n  a &&\n    b\n\n  c\nf: 1\n", id="literal"),
        pytest.param("e: |2-\n    a\n  b\n", id="literal with an indent of its own"),
        pytest.param("e: >-\n  a &&\n  b\n\n    c\n  d\n# no part of it\nf: 1\n", id="folded"),
        pytest.param("e: >- # a comment\n\n  a &&\n  b\n", id="folded after a comment"),
        pytest.param("e: &here a && b\n", id="anchored"),
        pytest.param("e: &here >-\n  a\n  && b\n", id="anchored and folded"),
    ],
)
def test_every_character_is_found(text: str) -> None:
    expression, lines = _expression(text)
    assert "".join(expression.source.split()) == _letters(expression, lines)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        pytest.param("e: 'it''s b'\n", 6, "p.yaml:1:11", id="after a doubled quote"),
        pytest.param('e: "a \\" b"\n', 5, "p.yaml:1:10", id="after a quotation mark"),
        pytest.param('e: "a \\u00e9 b"\n', 5, "p.yaml:1:14", id="after an escape of six"),
        pytest.param('e: "a \\\n    b"\n', 3, "p.yaml:2:5", id="after an escaped line end"),
        pytest.param('e: "\\x61b"\n', 1, "p.yaml:1:5", id="an escape itself"),
    ],
)
def test_escapes_move_what_follows(text: str, column: int, expected: str) -> None:
    expression, _ = _expression(text)
    assert expected == str(expression.locate(1, column))


def test_an_alias_is_pointed_at_as_a_whole() -> None:
    expression, _ = _expression("d: &here a && b\ne: *here\n")
    assert ((), "p.yaml:2:4") == (expression.stretches, str(expression.locate(1, 5)))


def test_what_lies_between_stretches_is_where_the_one_before_it_begins_or_goes_on() -> None:
    expression, _ = _expression("e: |\n  a\n\n  b\n")
    assert ["p.yaml:2:3", "p.yaml:2:3", "p.yaml:4:3"] == [str(expression.locate(at, 1)) for at in (1, 2, 3)]


_WORDS = st.lists(st.text(string.ascii_letters + "'()&|", min_size=1, max_size=5), min_size=1, max_size=12)


@given(_WORDS, st.randoms(use_true_random=False))
def test_folding_moves_nothing(words: list[str], random: Random) -> None:

    text = (
        "e: >-\n  x"
        + "".join(random.choice((" ", "\n  ", "\n    ", "\n\n  ")) + word for word in words)
        + "\n"
    )
    expression, lines = _expression(text)
    assert "".join(expression.source.split()) == _letters(expression, lines)
