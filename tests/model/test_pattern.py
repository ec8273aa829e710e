"""Patterns of model names: what they match, and which of two is the more specific."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.pattern import canonical, compile_pattern


@pytest.mark.parametrize(
    ("text", "matching", "other"),
    [
        ("o1", ["o1"], ["o1-mini", "o", "xo1", ""]),
        ("gpt-#*", ["gpt-4", "gpt-4o-mini"], ["gpt-", "gpt-neo", "gpt"]),
        ("*-nemotron-*", ["llama-3-1-nemotron-70b"], ["nemotron-70b", "x-nemotron"]),
        ("llama*nemotron*", ["llama-nemotron", "llamanemotron-x"], ["llama-x", "nemotron-llama"]),
        ("a*a", ["aa", "aba"], ["a", "ab"]),
        ("a*b*b", ["abb", "axbxb"], ["ab"]),
        ("text-embedding-00#*", ["text-embedding-005"], ["text-embedding-015", "text-embedding-00"]),
        ("*-####", ["mistral-large-2411"], ["mistral-large-241", "2411"]),
        ("Claude-3.5_v2", ["claude-3-5-v2"], ["claude-3-5"]),
    ],
)
def test_what_a_pattern_matches(text: str, matching: list[str], other: list[str]) -> None:
    pattern = compile_pattern(text)
    found = {name: pattern.matches(name) for name in (*matching, *other)}
    assert dict.fromkeys(matching, True) | dict.fromkeys(other, False) == found


def test_a_pattern_has_context_and_weight() -> None:
    pattern = compile_pattern("aws_polly/nova*")
    assert ("aws-polly", 4) == (pattern.context, pattern.weight)


@pytest.mark.parametrize("text", ["", "*", "**", "x/", "/"])
def test_a_pattern_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a pattern"):
        compile_pattern(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Llama-3.1", "llama-3-1"),
        ("llama-v3p1-8b", "llama-v3-1-8b"),
        ("gpt_4o:latest", "gpt-4o-latest"),
        ("claude@20250219", "claude-20250219"),
        ("phi-3", "phi-3"),
    ],
)
def test_one_spelling_for_all_hosts(name: str, expected: str) -> None:
    assert expected == canonical(name)


@given(text=st.text("ab#*", min_size=1, max_size=8), name=st.text("ab0", max_size=8))
def test_a_pattern_matches_as_its_regular_expression_does(text: str, name: str) -> None:
    if set(text) <= {"*"}:
        return
    expression = text.replace("*", ".*").replace("#", "[0-9]")
    assert compile_pattern(text).matches(name) == bool(re.fullmatch(expression, name))
