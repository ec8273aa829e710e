"""Random expressions, evaluated by us and by two other implementations."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast import cel

HERE = Path(__file__).parent
KINDS = {
    bool: "bool",
    cel.Uint: "uint",
    int: "int",
    float: "double",
    str: "string",
    bytes: "bytes",
    datetime: "timestamp",
    timedelta: "duration",
    cel.Type: "type",
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Ask = Callable[[str], Any]


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


expressions, reference = load("expressions"), load("reference")


def tagged(value: Any) -> Any:
    """Return `value` as the reference process writes it."""
    if value is None:
        return ["null"]
    if isinstance(value, list):
        return ["list", [tagged(item) for item in value]]
    if isinstance(value, dict):
        pairs = [
            [repr(int(key) if isinstance(key, cel.Uint) else key), tagged(item)]
            for key, item in value.items()
        ]
        return ["map", sorted(pairs)]
    if isinstance(value, cel.Timestamp | cel.Duration):
        return [type(value).__name__.lower(), value.nanoseconds // 1000]
    kind = KINDS[type(value)]
    return reference.scalar(kind, value.name if kind == "type" else int(value) if kind == "uint" else value)


def ours(source: str) -> Any:
    try:
        return tagged(cel.compile(source).evaluate({}))
    except (cel.CelSyntaxError, cel.CelEvaluationError):
        return ["error"]


NAN_MAKERS = ("0.0/0.0", "1.0/0.0", "sqrt", "1e300")
LONG_DOUBLES = ("0.1", "double(", " / ", " * ")

# What differs, by what tells it: the expression, our answer, theirs. Each with the reason why ours is right.
Answer = list[Any]
KNOWN: dict[str, Callable[[str, Answer, Answer], bool]] = {
    "it cannot return an optional, or text that is not UTF-8, to Python": lambda _, __, theirs: (
        theirs == ["opaque"]
    ),
    "it keeps bytes in format() that are not UTF-8": lambda source, _, __: (
        "format(" in source and "\\xff" in source
    ),
    "it refuses a substring that ends where the string does": lambda source, _, theirs: (
        ".substring(" in source and theirs == ["error"]
    ),
    "it takes an optional element by an int alone, and an element by any number": lambda source, _, theirs: (
        "[?" in source and theirs == ["error"]
    ),
    "it takes int(true), which the language definition does not list": lambda source, _, theirs: (
        "int(" in source and theirs != ["error"]
    ),
    "it lets 1 and 1u be two keys of one map, which the language definition forbids": (
        lambda source, our, _: "{" in source and our == ["error"]
    ),
    "it writes the sign of nan": lambda source, _, __: (
        "string(" in source and any(maker in source for maker in NAN_MAKERS)
    ),
    "it writes doubles in format() with six digits": lambda source, _, __: (
        "format(" in source and any(maker in source for maker in NAN_MAKERS + LONG_DOUBLES)
    ),
    "it writes years in format() without leading zeros": lambda source, _, __: (
        "format(" in source and "0001-01-01" in source
    ),
    "it refuses literals in math.greatest() that are no numbers before evaluating anything": (
        lambda source, _, theirs: "math.greatest(" in source and theirs == ["error"]
    ),
    "it refuses literals in math.least() that are no numbers before evaluating anything": (
        lambda source, _, theirs: "math.least(" in source and theirs == ["error"]
    ),
    "it makes a list of one empty string of ''.split(''); Go and we, an empty list": (
        lambda source, _, __: ".split(" in source and "''" in source
    ),
    "Python's dict holds true and 1 as one key, so of {true: a, 1: b} it gets one": lambda _, our, __: (
        "'True'" in repr(our) or "'False'" in repr(our)
    ),
}


def asked(engine: str) -> Iterator[Ask]:
    process = subprocess.Popen(
        [sys.executable, HERE / "reference.py", engine],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    to, of = process.stdin, process.stdout

    def ask(source: str) -> Any:
        to.write(json.dumps(source) + "\n")
        to.flush()
        return json.loads(of.readline())

    yield ask
    to.close()
    of.close()
    process.wait()


@pytest.fixture(scope="module")
def google() -> Iterator[Ask]:
    if importlib.util.find_spec("cel_expr_python") is None:
        pytest.skip("cel-expr-python is not installed; it has wheels for some platforms only")
    yield from asked("cel-expr-python")


@pytest.fixture(scope="module")
def community() -> Iterator[Ask]:
    yield from asked("cel-python")


BOUNDED = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
EACH = 25
"""Expressions of one example: drawing it costs hypothesis as much as evaluating them."""


class Tally:
    """How many expressions had a value with either, and which answers differ for no known reason."""

    def __init__(self) -> None:
        self.values = 0
        self.known: list[str] = []
        self.differences: list[str] = []

    def compare(self, source: str, our: Answer, their: Answer) -> None:
        self.values += our != ["error"] or their != ["error"]
        if our == their:
            return
        reasons = [reason for reason, explains in KNOWN.items() if explains(source, our, their)]
        if reasons:
            self.known.append(f"{source}: {reasons[0]}")
        else:
            self.differences.append(f"{source} is {our} here and {their} there")


def test_we_agree_with_googles_implementation(google: Ask) -> None:
    tally = Tally()

    @BOUNDED
    @given(st.randoms(use_true_random=False))
    def run(source: random.Random) -> None:
        for _ in range(EACH):
            text = expressions.expression(source, "any", source.choice((1, 2, 3)))
            tally.compare(text, ours(text), google(text))

    run()
    assert [] == tally.differences
    assert tally.values > 900
    assert len(tally.known) <= 0.01 * tally.values


def test_we_agree_with_cel_python_where_it_is_right(community: Ask) -> None:
    tally = Tally()

    @settings(BOUNDED, max_examples=10)
    @given(st.randoms(use_true_random=False))
    def run(source: random.Random) -> None:
        for _ in range(EACH):
            text = expressions.simple(source, source.choice(("int", "bool", "string")), 3)
            tally.compare(text, ours(text), community(text))

    run()
    assert [] == tally.differences
    assert [] == tally.known
    assert tally.values > 200


def test_every_known_difference_is_one(google: Ask) -> None:
    examples = {
        "int(true)": ["int", 1],
        "{1: 2, 1u: 3}.size()": ["int", 2],
        "string(0.0 / 0.0)": ["string", "-nan"],
        "'%s'.format([123456789.0])": ["string", "1.23457e+08"],
        "false ? math.greatest('a') : 1": ["error"],
        "'abc'.substring(1, 3)": ["error"],
        "[1, 2][?1u].hasValue()": ["error"],
        "''.split('')": ["list", [["string", ""]]],
    }
    assert examples == {source: google(source) for source in examples}
    assert [] == [source for source, their in examples.items() if ours(source) == their]
