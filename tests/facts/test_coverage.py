"""How much of the real id lists resolves to exactly one family; the shares are printed with `-s`."""

from __future__ import annotations

import csv
import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from holdfast.facts.family import Match, resolve_family
from holdfast.model.catalogue import Catalogue

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "EXPECTED.csv"


LISTED_OTHERWISE = {
    "gemini-flash-experimental": "text",  # the list calls it an embedding; its own entry prices text
    "runwayml/gemini_omni_flash": None,  # puts out text and video, so its modality is not known
}


def package_file(package: str, name: str) -> Path:
    """Return a data file of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{package} is not installed; it is in the dependency group `test`")
    return Path(spec.submodule_search_locations[0]) / name


def litellm_ids(*modes: str) -> list[str]:
    text = package_file("litellm", "model_prices_and_context_window_backup.json").read_text(encoding="utf-8")
    return sorted(name for name, entry in json.loads(text).items() if entry.get("mode") in modes)


def genai_ids() -> list[str]:
    text = package_file("genai_prices", "data.py").read_text(encoding="utf-8")
    ids = []
    for provider in re.split(r"^    Provider\(", text, flags=re.MULTILINE)[1:]:
        host = re.search(r"^        id='([^']+)'", provider, re.MULTILINE)
        assert host
        names = re.findall(r"^            ModelInfo\(\s*id='([^']+)'", provider, re.MULTILINE)
        ids += [f"{host[1]}/{name}" for name in names]
    return ids


def share(catalogue: Catalogue, title: str, ids: list[str]) -> float:
    missed = [name for name in ids if not isinstance(resolve_family(catalogue, name), Match)]
    found = 1 - len(missed) / len(ids)
    print(f"\n{title}: {found:.1%} of {len(ids)} ids resolve to exactly one family; not: {missed}")  # noqa: T201  # the share is what this test reports
    return found


@pytest.mark.parametrize(
    ("mode", "least"), [("chat", 0.96), ("embedding", 0.95), ("responses", 0.95), ("rerank", 0.95)]
)
def test_litellm_ids_resolve(catalogue: Catalogue, mode: str, least: float) -> None:
    assert share(catalogue, f"litellm {mode}", litellm_ids(mode)) >= least


def test_litellm_chat_and_embedding_ids_resolve(catalogue: Catalogue) -> None:
    assert share(catalogue, "litellm chat and embedding", litellm_ids("chat", "embedding")) >= 0.96


def test_genai_prices_ids_resolve(catalogue: Catalogue) -> None:
    assert share(catalogue, "genai-prices", genai_ids()) >= 0.89


@pytest.mark.parametrize(
    ("mode", "modality"),
    [
        ("embedding", "embedding"),
        ("rerank", "rerank"),
        ("video_generation", "video"),
        ("moderation", "moderation"),
    ],
)
def test_modalities_agree_with_litellm(catalogue: Catalogue, mode: str, modality: str) -> None:
    found = {
        name: match.family.facts.get("modality")
        for name in litellm_ids(mode)
        for match in [resolve_family(catalogue, name)]
        if isinstance(match, Match)
    }
    odd = {name: value for name, value in found.items() if value != modality}
    assert {name: value for name, value in LISTED_OTHERWISE.items() if name in found} == odd


def test_sample_ids_resolve_but_for_those_that_name_no_model(catalogue: Catalogue) -> None:
    if not SAMPLES.is_file():
        pytest.skip("the samples are not beside this checkout")
    with SAMPLES.open(encoding="utf-8", newline="") as stream:
        ids = {row["model_id"] for row in csv.DictReader(stream)}
    missed = {name for name in ids if not isinstance(resolve_family(catalogue, name), Match)}
    assert {
        ".*", "AUTODETECT", "anthropic/*", "auto_router/adaptive_router", "groq/*", "groq/compound",
        "groq/compound-mini", "openai/*", "openai/my-fake-model",
    } == missed  # fmt: skip
