"""What is evaluated is gone once nobody needs it: memory is not to grow until somebody looks for garbage."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from holdfast.cli.plugins import installed
from holdfast.evaluate.compile import CompiledPolicy
from holdfast.evaluate.engine import Evaluator
from holdfast.evaluate.knowledge import Knowledge
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.settings import PackName, Settings
from holdfast.requirements import load_requirements

TOP = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
TREES = sorted({path.parent for path in TOP.glob("examples/**/ai-manifest.yaml")})
PACKS = ("inventory", "model-diversity", "sovereignty", "eu-ai-act", "dora", "gdpr-transfers")


@pytest.fixture(scope="module")
def policies() -> Iterator[list[CompiledPolicy]]:
    settings = Settings(packs=tuple(map(PackName, PACKS)))
    items = load_requirements(settings, installed()).items
    gc.collect()
    gc.freeze()  # what other tests left is not looked through again and again
    yield [item for item in items if isinstance(item, CompiledPolicy)]
    gc.unfreeze()


def garbage() -> dict[str, int]:
    """Return what nothing refers to any more but itself, by its class, and let go of it."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    found = Counter(type(each).__qualname__ for each in gc.garbage)
    gc.garbage.clear()
    return dict(found)


@pytest.mark.parametrize("tree", TREES, ids=lambda path: path.relative_to(TOP).as_posix())
def test_an_evaluation_leaves_nothing_that_refers_to_itself(
    tree: Path, policies: list[CompiledPolicy], catalogue: Catalogue
) -> None:
    evaluator = Evaluator(policies, Knowledge(catalogue, manifest_schema(), TODAY))
    portfolio = load_portfolio([tree]).portfolio
    evaluator.on(portfolio)  # what is made once, such as imports and compiled programs, makes garbage too
    gc.disable()
    gc.collect()
    found = evaluator.on(portfolio).counts
    left = garbage()
    gc.enable()
    assert ({}, True) == (left, any(outcome is not Outcome.PASS for _, outcome in found))
