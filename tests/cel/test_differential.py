"""Random expressions, evaluated by us and by two other implementations."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator

import pytest
from agreement import VOCABULARIES, Ask, Comparison, asked, question
from answers import ERROR, REFUSED, agree, ours
from differences import COMMUNITY, GOOGLE, KNOWN, Difference, left_out
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a seed has no smaller one
    suppress_health_check=[HealthCheck.too_slow],
)
"""An example is an expression of every shape: too much to draw choice by choice, so seeds are drawn."""


@pytest.fixture(scope="module")
def google() -> Iterator[Ask]:
    if importlib.util.find_spec("cel_expr_python") is None:
        pytest.skip("cel-expr-python is not installed; it has wheels for some platforms only")
    with asked(GOOGLE) as ask:
        yield ask


@pytest.fixture(scope="module")
def community() -> Iterator[Ask]:
    with asked(COMMUNITY) as ask:
        yield ask


def compared(engine: str, ask: Ask) -> Comparison:
    """Compare random expressions, each shape of the vocabulary as often as any other."""
    vocabulary, comparison = VOCABULARIES[engine], Comparison(engine, ask)

    @FEW
    @given(st.randoms(use_true_random=True))
    def run(source: random.Random) -> None:
        for kind, shapes in vocabulary.shapes.items():
            for shape in shapes:
                comparison.compare(vocabulary.filled(source, kind, shape, source.choice((0, 1, 2)), {}))

    run()
    return comparison


def test_we_agree_with_googles_implementation(google: Ask) -> None:
    comparison = compared(GOOGLE, google)
    assert [] == comparison.unknown
    assert comparison.agreement >= 0.999


def test_we_agree_with_cel_python_on_the_core(community: Ask) -> None:
    comparison = compared(COMMUNITY, community)
    assert [] == comparison.unknown
    assert comparison.agreement >= 0.999


@pytest.mark.parametrize("engine", [GOOGLE, COMMUNITY])
def test_every_operation_but_those_that_fail_comes_to_a_value(engine: str) -> None:
    vocabulary, source = VOCABULARIES[engine], random.Random(1)  # noqa: S311  # not for secrets
    shapes = [(kind, shape) for kind, shapes in vocabulary.shapes.items() for shape in shapes]
    with_value = {
        shape.operation
        for kind, shape in shapes
        if any(
            ours(vocabulary.filled(source, kind, shape, 1, {}).text) not in (ERROR, REFUSED)
            for _ in range(200)
        )
    }
    failing = {shape.operation for _, shape in shapes} - with_value
    assert {shape.operation for shape in vocabulary.shapes["fails"]} == failing


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known.engine}: {known.reason}")
def test_every_known_difference_is_one(known: Difference, request: pytest.FixtureRequest) -> None:
    ask: Ask = request.getfixturevalue({GOOGLE: "google", COMMUNITY: "community"}[known.engine])
    text = question(known.example, ())
    assert known.theirs in (None, ask(text))
    assert not agree(ours(text), ask(text))
    if known.explains is not left_out:
        comparison = Comparison(known.engine, ask)
        comparison.compare(known.example)
        assert ({known.reason: 1}, []) == (comparison.known, comparison.unknown)
