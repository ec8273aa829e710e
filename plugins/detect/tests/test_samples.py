"""Recall and precision by format, over real files of public repositories and what a careful reader finds in them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.model.reference import Grade, Inventory

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
ENOUGH = 0.97

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample files are not beside this repository"
)

Found = Counter[tuple[str, str]]

NOT_LISTED = {
    ("awkward/ooiyeefei__sample-aws-eks-auto-mode/examples/gpu/vllm-deepseek-gpu.yaml",
     "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"): "`--model=$(MODEL_ID)`, which the container sets",
    ("cyclonedx-mlbom/CycloneDX__specification/tools/src/test/resources/1.7/"
     "valid-machine-learning-considerations-env-1.7.json", "Llama-2-7b"): "a component that is a model",
    ("cyclonedx-mlbom/GoogleCloudPlatform__k8s-aibom/internal/bom/testdata/golden/vllm-deployment-output.json",
     "meta-llama/Llama-3.1-8B-Instruct"): "a component that is a model",
    ("dify-dsl/svcvit__Awesome-Dify-Workflow/DSL/AgentFlow.yml", "gpt-4o-mini"): "the model of an agent's node",
    ("dify-dsl/svcvit__Awesome-Dify-Workflow/DSL/Document_chat_template.yml", "rerank-english-v3.0"):
        "what a node that retrieves from several sources sorts with",
    ("dify-dsl/svcvit__Awesome-Dify-Workflow/DSL/Document_chat_template.yml", "rerank-multilingual-v2.0"):
        "what a node that retrieves from several sources sorts with",
    ("env/Azure-Samples__openai-chat-app-quickstart/.env.sample", "gpt-5.4"): "a deployment called as its model",
}  # fmt: skip
"""Models that the files name and the list does not have, each with where it is."""


def listed() -> Found:
    with (SAMPLES / "EXPECTED.csv").open(encoding="utf-8", newline="") as file:
        return Counter({(row["file"], row["model_id"]): 1 for row in csv.DictReader(file)})


@pytest.fixture(scope="module")
def found(search: Callable[[Path], Inventory]) -> Inventory:
    return search(SAMPLES)


def shares(expected: Found, actual: Found) -> tuple[float, float]:
    """Return recall and precision; 1 where there is nothing to find, or nothing was found."""
    both = (expected & actual).total()
    return both / (expected.total() or 1) if expected else 1.0, both / actual.total() if actual else 1.0


def of(format_name: str, references: Found) -> Found:
    return Counter({key: count for key, count in references.items() if key[0].startswith(f"{format_name}/")})


def test_recall_and_precision(found: Inventory, capsys: pytest.CaptureFixture[str]) -> None:
    expected = listed()
    whole = Counter({(each.path, each.id): 1 for each in found.references})
    sure = Counter({(each.path, each.id): 1 for each in found.references if each.grade is not Grade.HINT})
    known = Counter({key: count for key, count in whole.items() if key not in NOT_LISTED})
    rows = [("format", "listed", "found", "recall", "precision", "without hints", "of the listed")]
    names = sorted(
        {path.split("/")[0] for path, _ in expected | whole}
        | {p.name for p in SAMPLES.iterdir() if p.is_dir()}
    )
    for name in (*names, ""):
        parts = [of(name, each) if name else each for each in (expected, whole, sure, known)]
        recall, precision = shares(parts[0], parts[1])
        rows.append(
            (
                name or "all",
                *(str(part.total()) for part in parts[:2]),
                f"{recall:.3f}",
                f"{precision:.3f}",
                f"{shares(parts[0], parts[2])[1]:.3f}",
                f"{shares(parts[0], parts[3])[1]:.3f}",
            )
        )
    with capsys.disabled():
        print()
        for row in rows:
            print(f"{row[0]:24}" + "".join(f"{cell:>15}" for cell in row[1:]))
    recall, _ = shares(expected, whole)
    _, precision = shares(expected, known)
    assert recall >= ENOUGH, sorted(expected - whole)
    assert precision >= ENOUGH, sorted(known - expected)


def test_what_is_missed_or_too_much(found: Inventory) -> None:
    whole = Counter({(each.path, each.id): 1 for each in found.references})
    expected = listed() | Counter(dict.fromkeys(NOT_LISTED, 1))
    assert ([], []) == (sorted(expected - whole), sorted(whole - expected))
