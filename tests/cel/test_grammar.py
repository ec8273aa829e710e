"""The grammar: no conflicts, nothing of cel-python imported, and the syntax that it was extended by."""

from __future__ import annotations

import logging
import subprocess
import sys

import lark
import pytest

from holdfast import cel
from holdfast.cel import grammar


def test_the_grammar_leaves_nothing_open(caplog: pytest.LogCaptureFixture) -> None:
    # Lark settles a conflict silently, unless it is told to say so.
    logger, before = lark.logger, lark.logger.level
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.DEBUG)
    try:
        grammar.build(debug=True)
    finally:
        logger.removeHandler(caplog.handler)
        logger.setLevel(before)
    assert [] == [message for message in caplog.messages if "onflict" in message]


def test_a_conflict_would_be_heard(caplog: pytest.LogCaptureFixture) -> None:
    logger, before = lark.logger, lark.logger.level
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.DEBUG)
    try:
        lark.Lark('start: (start "+" start) | "a"', parser="lalr", debug=True)
    finally:
        logger.removeHandler(caplog.handler)
        logger.setLevel(before)
    assert any("onflict" in message for message in caplog.messages)


def test_cel_python_is_read_and_not_imported() -> None:
    code = (
        "import sys; from holdfast import cel; cel.compile('a + 1').evaluate({'a': 1});"
        "print(sorted({'celpy', 'pendulum', 're2', 'zoneinfo', 'base64'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]\n" == done.stdout


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1, 2,]", [1, 2]),
        ("{'a': 1,}", {"a": 1}),
        ("{'a-b': 1}.`a-b`", 1),
        ("{'if': 1}.if", 1),
        ("[?optional.of(1), 2]", [1, 2]),
        ("{?'a': optional.none()}", {}),
        ("{'a': {'b': 1}}.?a.?b.value()", 1),
        ("[1][?2].orValue(0)", 0),
        ("google.protobuf.Int64Value{value: 3,}", 3),
        (".5 + 1.", "error"),
        ("1 // a comment\n+ 1", 2),
        ("- 1", -1),
        ("3-1", 2),
        ("trueish", "error"),
        ("1.0e-3", 0.001),
        ("0x1F + 0xfu", "error"),
        ("0x1F", 31),
        ("a?.5:1", 0.5),
    ],
)
def test_syntax(source: str, expected: object) -> None:
    try:
        value = cel.compile(source).evaluate({"a": True})
    except cel.CelError:
        value = "error"
    assert expected == value
