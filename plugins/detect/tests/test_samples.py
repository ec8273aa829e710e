"""Recall and precision by format, over real files and what a careful reader finds in them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.model.reference import Detection, Grade

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
ENOUGH = 0.97

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample files are not beside this repository"
)

Found = frozenset[tuple[str, str]]
"""Detection as file and id."""

DIFY = "dify-dsl/svcvit__Awesome-Dify-Workflow/DSL"
CYCLONEDX = "cyclonedx-mlbom/CycloneDX__specification/tools/src/test/resources/1.7"
K8S_AIBOM = "cyclonedx-mlbom/GoogleCloudPlatform__k8s-aibom/internal/bom/testdata/golden"
EKS = "awkward/ooiyeefei__sample-aws-eks-auto-mode/examples/gpu"
DEEPWIKI = "app-config-json/AsyncFuncAI__deepwiki-open/api/config"

NOT_LISTED = {
    f"{EKS}/vllm-deepseek-gpu.yaml": ["deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"],  # `--model=$(MODEL_ID)`
    f"{CYCLONEDX}/valid-machine-learning-considerations-env-1.7.json": ["Llama-2-7b"],  # a component
    f"{K8S_AIBOM}/vllm-deployment-output.json": ["meta-llama/Llama-3.1-8B-Instruct"],  # a component
    f"{DIFY}/AgentFlow.yml": ["gpt-4o-mini"],  # the model of an agent's node
    f"{DIFY}/Document_chat_template.yml": [  # what nodes that retrieve from several sources sort with
        "rerank-english-v3.0",
        "rerank-multilingual-v2.0",
    ],
    "env/Azure-Samples__openai-chat-app-quickstart/.env.sample": ["gpt-5.4"],  # a deployment
    f"{DEEPWIKI}/generator.json": ["gemini-2.5-flash"],  # `default_model` of `default_provider`
}
"""Models that the files name and the list does not have."""


def listed() -> Found:
    with (SAMPLES / "EXPECTED.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["file"], row["model_id"]) for row in csv.DictReader(file))


def not_listed() -> Found:
    return frozenset((file, model) for file, models in NOT_LISTED.items() for model in models)


@pytest.fixture(scope="module")
def detection(search: Callable[[Path], Detection]) -> Detection:
    return search(SAMPLES)


def found(detection: Detection, *grades: Grade) -> Found:
    return frozenset((each.path, each.id) for each in detection.references if each.grade in grades)


def share(part: Found, whole: Found) -> float:
    """Return how much of `whole` is in `part`; all of nothing."""
    return len(part & whole) / len(whole) if whole else 1.0


def rows(detection: Detection) -> Iterator[tuple[object, ...]]:
    yield "format", "listed", "found", "recall", "precision", "without hints", "of the listed"
    expected, whole = listed(), found(detection, *Grade)
    sure = found(detection, Grade.DECLARED, Grade.INFERRED)
    for name in (*sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()), ""):
        of = [frozenset(each for each in part if each[0].startswith(f"{name}/" if name else ""))
              for part in (expected, whole, sure, whole - not_listed())]  # fmt: skip
        shares = (share(of[1], of[0]), *(share(of[0], part) for part in of[1:]))
        yield name or "all", len(of[0]), len(of[1]), *(f"{each:.3f}" for each in shares)


def test_recall_and_precision(detection: Detection, capsys: pytest.CaptureFixture[str]) -> None:
    table = "\n".join(
        f"{row[0]!s:24}" + "".join(f"{cell!s:>15}" for cell in row[1:]) for row in rows(detection)
    )
    with capsys.disabled():
        print(f"\n{table}")  # noqa: T201  # the table is what the test is for
    expected, whole = listed(), found(detection, *Grade)
    assert share(whole, expected) >= ENOUGH
    assert share(expected, whole - not_listed()) >= ENOUGH


def test_what_is_missed_or_too_much(detection: Detection) -> None:
    expected, whole = listed() | not_listed(), found(detection, *Grade)
    assert ([], []) == (sorted(expected - whole), sorted(whole - expected))
