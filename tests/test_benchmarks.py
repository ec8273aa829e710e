"""What benchmarks/ measures with: manifests that are valid, and expressions that mean the same to all."""

from __future__ import annotations

import statistics
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from holdfast import cel
from holdfast.builtin import packs_folder
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.load.yaml import read_document
from holdfast.pytest_plugin import Holdfast

SELECTED = """\
apiVersion: holdfast/v1
kind: Configuration
select: [inventory, "*/no-single-vendor-critical"]
"""
FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """Return the modules of the benchmarks, which are scripts and no package."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return {name: _module(name) for name in ("repositories", "expressions", "run")}


def _module(name: str) -> ModuleType:
    spec = spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # as dataclasses want it
    spec.loader.exec_module(module)
    return module


def test_the_manifests_are_valid_and_as_large_as_they_should_be(benchmark: dict[str, ModuleType]) -> None:
    texts = [benchmark["repositories"].manifest(number) for number in range(200)]
    assert texts == [benchmark["repositories"].manifest(number) for number in range(200)]
    wrong = [text for text in texts if not manifest_schema().accepts(read_document(text.encode(), "f").data)]
    assert [] == wrong
    assert 3500 < statistics.median(map(len, texts)) < 5000


def test_one_manifest_in_ten_has_a_fault(
    benchmark: dict[str, ModuleType], holdfast: Holdfast, tmp_path: Path
) -> None:
    benchmark["repositories"].generate(tmp_path / "tree", 20)
    found = holdfast.check(tmp_path / "tree", config=SELECTED)
    assert {"00/00009/ai-manifest.yaml", "00/00019/ai-manifest.yaml"} == {
        line.partition(":")[0] for line in found if not line.endswith(" (undecided)")
    }


def test_there_are_twenty_policies(benchmark: dict[str, ModuleType]) -> None:
    run = benchmark["run"]
    packs = [load_pack(path) for path in sorted(packs_folder().iterdir()) if path.name in run.PACKS]
    shipped = {policy.rule.id for pack in packs for policy in pack.policies}
    assert (10, 10, 20) == (
        len(shipped.intersection((*run.ALONE, *run.TOGETHER))),
        len(load_pack(FOLDER / "policies").policies),
        len(benchmark["expressions"].EXPRESSIONS),
    )


def test_the_expressions_are_true(benchmark: dict[str, ModuleType]) -> None:
    expressions = benchmark["expressions"]
    data = expressions.activation(7)
    programs = [cel.compile(text, variables=expressions.VARIABLES) for text in expressions.EXPRESSIONS]
    assert [True] * 20 == [program.evaluate(data) for program in programs]
