"""What hostile expressions cost: every one ends by a result or by a limit, and no limit can be absorbed."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast import cel

DATA: dict[str, Any] = {
    "fifty": list(range(50)),
    "ten": list(range(10)),
    "text": "a" * 1000,
    "long": "a" * 30 + "!",
}
LARGEST = 16 << 20
"""Bytes that an evaluation of 200,000 steps may hold at its peak."""


def evaluate(source: str, budget: int | None = None) -> Any:
    return cel.compile(source, variables=DATA).evaluate(DATA, budget=budget)


def nested(step: str, first: str, last: str, times: int = 24) -> str:
    """Return binds in which each name holds what `step` makes of the one before."""
    names = [f"v{number}" for number in range(times)]
    binds = [f"cel.bind({names[0]}, {first}, "]
    binds += [f"cel.bind({name}, {step.format(before)}, " for before, name in pairwise(names)]
    return "".join(binds) + last.format(names[-1]) + ")" * times


HOSTILE = {
    "seven loops over ten": "".join(f"ten.map({name}, " for name in "abcdefg") + "1" + ")" * 7,
    "a string doubled": nested("{0} + {0}", "text", "{0}.size()"),
    "bytes doubled": nested("{0} + {0}", "bytes(text)", "{0}.size()"),
    "a list doubled": nested("{0} + {0}", "fifty", "{0}.size()"),
    "a billion elements": "lists.range(1000000000).size()",
    "a range of everything": "lists.range(9223372036854775807).size()",
    "replaced by more": nested("{0}.replace('a', {0})", "text", "{0}.size()", 8),
    "replaced between characters": nested("{0}.replace('', {0})", "text", "{0}.size()", 8),
    "joined": nested("[{0}, {0}, {0}, {0}].join({0})", "text", "{0}.size()"),
    "formatted": nested("'%s%s%s%s'.format([{0}, {0}, {0}, {0}])", "text", "{0}.size()"),
    "formatted lists": nested("[{0}, {0}]", "text", "'%s'.format([{0}])", 60),
    "quoted": nested("strings.quote({0} + {0})", "text", "{0}.size()"),
    "encoded": nested("base64.encode(bytes({0}))", "text", "{0}.size()", 80),
    "split": nested("{0} + {0}", "text", "{0}.split('').size()", 18),
    "shared lists compared": nested("[{0}, {0}]", "fifty", "{0} == {0}", 60),
    "shared maps compared": nested("{{'a': {0}, 'b': {0}}}", "fifty", "{0} == {0}", 60),
    "shared lists as a set": nested("[{0}, {0}]", "fifty", "sets.contains({0}, {0})", 60),
    "shared lists flattened": nested("[{0}, {0}]", "fifty", "{0}.flatten(60).size()", 60),
    "shared lists made distinct": nested("[{0}, {0}]", "fifty", "{0}.distinct().size()", 60),
    "sorted": nested("{0} + {0}", "fifty", "{0}.sort().size()", 24),
    **{
        f"a long text {name}": nested(
            "{0} + {0}", "text", f"lists.range(50000).all(i, {use.replace('@', '{0}')})", 9
        )
        for name, use in {
            "searched": "!@.contains('b')",
            "searched for": "'a'.contains(@) || @.startsWith(@)",
            "searched from its end": "@.lastIndexOf('ab') < 0",
            "ended": "@.endsWith(@)",
            "taken apart": "@.substring(1) != ''",
            "in other letters": "@.lowerAscii() != @.upperAscii()",
            "trimmed": "@.trim() != ''",
            "made bytes": "bytes(@) != b''",
            "made of bytes": "string(bytes(@)) != ''",
            "read as a number": "double(@.replace('a', '1', 300) + 'x') > 0.0 || true",
            "compared": "[@] == [@ + '']",
            "equal to itself": "@ == @",
            "ordered": "@ <= @",
            "looked for in a list": "@ in [@]",
            "as a key": "{{'a': 1}}[?@].hasValue() || true",
            "matched": "@.matches('b') || true",
        }.items()
    },
    "texts of one beginning sorted": "lists.range(3000).map(i, text + string(i)).sort().size()",
    "large patterns": "lists.range(5000).all(i, text.matches('(a|b){' + string(i % 900) + '}c') || true)",
    "a pattern of many instructions": "lists.range(500).all(i, (text + text).matches('a{900}b') || true)",
    "patterns that are wrong": f"lists.range(9000).all(i, text.matches('{'(' * 50}' + string(i)) || true)",
    "zones that are wrong": "lists.range(9000).all(i, timestamp(0).getHours('x' + string(i)) > 0 || true)",
    "a long body": "lists.range(9000).all(i, i >= 0" + " && i >= 0" * 3000 + ")",
    "long lists": "lists.range(9000).map(i, [" + "i, " * 3000 + "i]).size()",
    "long maps": "lists.range(9000).map(i, {" + ", ".join(f"{key}: i" for key in range(2000)) + "}).size()",
    "sets of what no double tells apart": (
        "cel.bind(v, lists.range(700).map(i, 9007199254740992.0 + 4.0 * double(i)), sets.contains(v, v))"
    ),
    "distinct numbers that no double tells apart": (
        "lists.range(700).map(i, 9007199254740992.0 + 4.0 * double(i)).distinct().size()"
    ),
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_grows_is_stopped_by_the_budget(source: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(cel.BudgetExceededError) as caught:
            evaluate(source, 200_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "the expression takes more steps than it is allowed" == caught.value.message
    assert peak < LARGEST


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "around",
    [
        "true || {} == 1", "{} == 1 || true", "false && {} == 1", "{} == 1 && false",
        "[1, 2].exists(e, e == 2 || {} == 1)",
        "[1].all(e, {} == 1) || true", "optional.of({}).hasValue() || true", "cel.bind(x, {}, true)",
    ],
)  # fmt: skip
def test_nothing_absorbs_the_budget(source: str, around: str) -> None:
    whole = around.replace("{}", f"({source})")
    if around.startswith(("true ||", "false &&")):
        assert evaluate(whole, 1000) is around.startswith("true")
        return
    with pytest.raises(cel.BudgetExceededError):
        evaluate(whole, 1000)


def test_three_loops_over_fifty_complete() -> None:
    assert 125_000 == evaluate("fifty.map(a, fifty.map(b, fifty.map(c, 1))).flatten(2).size()")


def test_the_budget_is_the_same_every_time() -> None:
    source = "ten.map(a, ten.map(b, [a, b].distinct())).flatten(2).size()"
    enough = next(budget for budget in range(0, 10_000, 10) if not exceeds(source, budget))
    assert [True, False, True, False] == [exceeds(source, budget) for budget in (enough - 10, enough) * 2]


def exceeds(source: str, budget: int) -> bool:
    try:
        evaluate(source, budget)
    except cel.BudgetExceededError:
        return True
    return False


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("(" * 100_000 + "1" + ")" * 100_000, "the expression is longer than 32,768 characters"),
        ("(" * 16_000 + "1" + ")" * 16_000, "the expression nests deeper than 100 brackets"),
        ("'" + "a" * 1_000_000 + "'", "the expression is longer than 32,768 characters"),
        ("[" + "1," * 500_000 + "1]", "the expression is longer than 32,768 characters"),
        ("!" * 30_000 + "true", "the expression nests deeper than 120 levels"),
        ("a" + ".b" * 10_000, "the expression nests deeper than 120 levels"),
        ("true ? 1 : " * 2_900 + "1", "the expression nests deeper than 120 levels"),
        ("1 < " * 8_000 + "1", "the expression nests deeper than 120 levels"),
        ("1" * 30_000, "the integer does not fit into 64 bits"),
        ("(" * 90 + "[" * 11, "the expression nests deeper than 100 brackets"),
        ("r'\\' + " + "(" * 16_000 + "'a'", "this is not a CEL expression from here on"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_too_large_is_refused(source: str, said: str) -> None:
    with pytest.raises(cel.CelSyntaxError) as caught:
        cel.compile(source)
    assert said == caught.value.message


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (" || ".join(["false"] * 3_000) + " || true", True),
        (" && ".join(["true"] * 4_000), True),
        (" + ".join(["1"] * 8_000), 8_000),
        (" * ".join(["1"] * 8_000), 1),
        ("[" + ",".join(["1"] * 16_000) + "].size()", 16_000),
        ("(" * 100 + "1" + ")" * 100, 1),
        ("false ? 1 : " * 100 + "2", 2),
        ("!" * 118 + "true", True),
        ("[" * 100 + "]" * 100 + " == " + "[" * 100 + "]" * 100, True),
        (
            "".join(f"[1].map(x{level}, " for level in range(50)) + "1" + ")" * 50 + f"{'[0]' * 50}",
            1,
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_long_but_flat_is_evaluated(source: str, expected: object) -> None:
    assert 1000 == sys.getrecursionlimit()
    assert expected == cel.compile(source).evaluate({})


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(a|b)*a(a|b){12}$", "(.*)(.*)(.*)(.*)(.*)x"])
def test_a_regular_expression_takes_linear_time(pattern: str) -> None:
    assert evaluate(f"long.matches('{pattern}') || true") is True
    assert evaluate(f"(long + text).matches('{pattern}')") is (not pattern.endswith("x"))


def test_a_regular_expression_that_is_too_large_is_an_error() -> None:
    with pytest.raises(cel.CelEvaluationError, match="the pattern does not compile"):
        evaluate("text.matches('((a{1000}){1000}){1000}')")


def test_a_value_that_nests_too_deeply_is_an_error_and_no_crash() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(cel.BudgetExceededError, match="the evaluation nests too deeply"):
        cel.compile("a == b || true").evaluate({"a": deep, "b": [deep]})


def drawn(text: Callable[[str], str]) -> st.SearchStrategy[str]:
    return st.text(alphabet="()[]{}'\"\\.,:?!&|+-1aru \n/%", max_size=60).map(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(drawn(str))
def test_any_text_is_an_expression_or_a_syntax_error(source: str) -> None:
    try:
        cel.compile(source).evaluate({"a": 1, "r": "x", "u": []})
    except cel.CelError as error:
        assert error.line >= 1  # noqa: PT017  # any of several errors may come
        assert error.column >= 1  # noqa: PT017  # any of several errors may come
