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
    return {name: _module(name) for name in ("repositories", "expressions", "run", "scanners")}


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


def test_scanners_are_held_against_what_a_reader_finds(benchmark: dict[str, ModuleType]) -> None:
    scanners = benchmark["scanners"]
    found = {("app.py", "${MODEL:-gpt-4o}"): "gpt-4o", ("app.py", "gpt-4.1"): "", ("main.tf", "titan"): ""}
    named = frozenset((("app.py", "gpt-4o"), ("app.py", "gpt-4.1"), ("README.md", "gpt-4.1")))
    score = scanners.score(scanners.Reader("owner/name", "0123456", found), named, 0.5)
    assert scanners.Score(found=2, wrong=1, cpu=0.5) == score


def test_what_scanners_report(benchmark: dict[str, ModuleType]) -> None:
    scanners = benchmark["scanners"]
    folder = Path("/trees/owner+name")
    ai_bom = {
        "components": [
            {
                "name": "openai",
                "properties": [{"name": "trusera:source_location", "value": "dependency files"}],
            },
            {
                "name": "OpenAI",
                "properties": [
                    {"name": "trusera:source_location", "value": f"{folder}/app.py:3"},
                    {"name": "trusera:model_name", "value": "gpt-4o"},
                ],
            },
        ]
    }
    aibom_scanner = {
        "detections": [
            {"file_path": "app.py", "model_name": "gpt-4o"},
            {"file_path": "app.py", "model_name": None},
        ]
    }
    holdfast = {
        "references": [{"file": "app.py", "id": "os.getenv(\n  'MODEL')"}],
        "choices": [{"file": "page.tsx", "id": "gpt-4o"}],
    }
    assert [("app.py", "gpt-4o")] == list(scanners.of_ai_bom(ai_bom, folder))
    assert [("app.py", "gpt-4o")] == list(scanners.of_aibom_scanner(aibom_scanner, folder))
    assert [("app.py", "os.getenv( 'MODEL')"), ("page.tsx", "gpt-4o")] == list(
        scanners.of_holdfast(holdfast, folder)
    )


def test_what_is_not_there_is_left_out_and_said(
    benchmark: dict[str, ModuleType], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == benchmark["scanners"].main(["--repositories", str(tmp_path), "--path", str(tmp_path)])
    said = capsys.readouterr().err.splitlines()
    assert [
        f"left out: {name}, as it is not installed"
        for name in ("holdfast", "ai-bom", "ai-bom --deep", "aibom-scanner")
    ] == said[:4]
    assert all(line.startswith("left out: ") for line in said[:-1])


def test_the_list_of_models_is_in_order_and_of_ten_applications(benchmark: dict[str, ModuleType]) -> None:
    readers = benchmark["scanners"].readers()
    assert len(readers) >= 10
    assert all(list(reader.models) == sorted(reader.models) for reader in readers)
