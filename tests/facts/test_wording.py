"""Names that tell of other weights than the vendor's: by a word, a publisher, or another family."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdfast.facts import model_facts
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact, Gap

AS_OF = date(2026, 11, 23)
NAMES = ("lineage", "lineageParent", "baseOrigin", "vendor", "origin", "openWeights", "licence")


def known(catalogue: Catalogue, model: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the facts of NAMES that are known, and why the others are not, by reason."""
    facts = model_facts(catalogue, {"id": "m", "model": model}, None, AS_OF)
    values = {name: fact.value for name in NAMES if isinstance(fact := facts[name], Fact)}
    gaps: dict[str, list[str]] = {}
    for name in NAMES:
        fact = facts[name]
        if isinstance(fact, Gap):
            gaps.setdefault(fact.reason, []).append(name)
    return values, {reason: " ".join(names) for reason, names in gaps.items()}


MISTRAL = {"lineage": "mistral", "lineageParent": "mistral", "baseOrigin": "FR"}
OWN = "vendor origin openWeights licence"
LINEAGE = "lineage lineageParent baseOrigin"


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (
            "TheBloke/Mistral-7B-OpenOrca-GGUF",
            "`openorca` in its name is no word of mistral, so it may be somebody's fine-tune",
        ),
        (
            "Mistral-7B-OpenOrca",
            "`openorca` in its name is no word of mistral, so it may be somebody's fine-tune",
        ),
        (
            "hf.co/bartowski/Mistral-Small-24B-ArliAI-RPMax-GGUF",
            "`arliai` in its name is no word of mistral-small, so it may be somebody's fine-tune",
        ),
        (
            "mlx-community/Mistral-7B-Instruct-v0.3-Chinese",
            "`chinese` in its name is no word of mistral, so it may be somebody's fine-tune",
        ),
        (
            "predibase/mistral-7b-acme-adapter",
            "`acme` in its name is no word of mistral, so it may be somebody's fine-tune",
        ),
        (
            "ollama/mistral:acme",
            "`acme` in its name is no word of mistral, so it may be somebody's fine-tune",
        ),
        (
            "mistral-saba-acme",
            "`acme` in its name is no word of mistral-saba, so it may be somebody's fine-tune",
        ),
        ("meta-llama/mistral-7b", "`meta-llama` makes models itself, so this may be its own fine-tune"),
        ("nvidia/Mistral-7B-v0.3", "`nvidia` makes models itself, so this may be its own fine-tune"),
        ("openai/mistral-large-2512", "`openai` makes models itself, so this may be its own fine-tune"),
        ("openai/mistral-medium-2508", "`openai` makes models itself, so this may be its own fine-tune"),
        ("nvidia-mistral-7b", "`nvidia` makes models itself, so this may be its own fine-tune"),
        ("openai-mistral-large-2512", "`openai` makes models itself, so this may be its own fine-tune"),
        (
            "acme/Mistral-7B-v0.3",
            "`acme` is neither the vendor nor a known host, so it may be a fine-tune",
        ),
        (
            "our-gateway/mistral-medium-2508",
            "`our-gateway` is neither the vendor nor a known host, so it may be a fine-tune",
        ),
        (
            "gpt-4o/mistral-7b",
            "`gpt-4o` is neither the vendor nor a known host, so it may be a fine-tune",
        ),
    ],
)
def test_whose_a_changed_model_is_is_not_known(catalogue: Catalogue, model: str, reason: str) -> None:
    assert (MISTRAL, {reason: OWN}) == known(catalogue, model)


@pytest.mark.parametrize(
    ("model", "family", "other", "word"),
    [
        ("eurollm-llama", "eurollm", "llama", "llama"),
        ("teuken-7b-qwen", "teuken", "qwen", "qwen"),
        ("mistral-small-24b-qwen", "mistral-small", "qwen", "qwen"),
        ("mistral-medium-deepseek", "mistral-medium", "deepseek", "deepseek"),
        ("devstral-qwen-32b", "devstral", "qwen", "qwen"),
        ("mistral-saba-qwen3", "mistral-saba", "qwen", "qwen3"),
        ("mistral-7b:gpt-4o", "mistral", "gpt", "gpt"),
        ("mistral-7b@gpt-4o", "mistral", "gpt", "gpt"),
        ("Mistral-Nemo-DeepSeek-R1-Distill-GGUF", "mistral", "deepseek", "deepseek"),
    ],
)
def test_a_name_of_two_families_tells_neither_base_nor_vendor(
    catalogue: Catalogue, model: str, family: str, other: str, word: str
) -> None:
    altered = f"`{word}` in its name is no word of {family}, so it may be somebody's fine-tune"
    mixed = f"`{model}` names {other} as well as {family}"
    assert ({}, {mixed: LINEAGE, altered: OWN}) == known(catalogue, model)


def test_a_vendor_that_names_two_families_leaves_its_base_open(catalogue: Catalogue) -> None:
    values = {"vendor": "utter", "origin": "PT", "openWeights": True, "licence": "Apache-2.0"}
    reason = "`EuroLLM-9B-Llama` names llama as well as eurollm"
    assert (values, {reason: LINEAGE}) == known(catalogue, "utter-project/EuroLLM-9B-Llama")


@pytest.mark.parametrize(
    "model",
    [
        "mistralai/Mistral-7B-Instruct-v0.3",
        "hf.co/TheBloke/Mistral-7B-Instruct-v0.2-GGUF:Q4_K_M",
        "mlx-community/Mistral-7B-Instruct-v0.3-4bit",
        "RedHatAI/Mistral-7B-Instruct-v0.3-quantized.w8a8",
        "bedrock/eu-west-3/mistral.mistral-7b-instruct-v0:2",
        "fireworks_ai/accounts/fireworks/models/mistral-7b-instruct-v0p2",
        "openrouter/mistralai/mistral-7b-instruct:free",
        "hosted_vllm/mistralai/Mistral-7B-Instruct-v0.3",
    ],
)
def test_formats_and_channels_change_nothing(catalogue: Catalogue, model: str) -> None:
    own = {"vendor": "mistral", "origin": "FR", "openWeights": True, "licence": "Apache-2.0"}
    assert (MISTRAL | own, {}) == known(catalogue, model)


@pytest.mark.parametrize("model", ["ft:open-mistral-7b:acme:x", "mistral/ft:open-mistral-7b:acme:x"])
def test_a_vendor_serves_a_fine_tune_that_its_customer_made(catalogue: Catalogue, model: str) -> None:
    assert (
        MISTRAL | {"vendor": "mistral"},
        {
            "its vendor's customer tuned it, and the id does not say where that one sits": "origin",
            "a fine-tune has a licence of its own": "openWeights licence",
        },
    ) == known(catalogue, model)


RELEASES = {
    "jinaai/jina-code-embeddings-1.5b": "qwen CN",
    "jinaai/jina-embeddings-v4": "qwen CN",
    "jinaai/jina-embeddings-v2-base-de": "jina DE",
    "jinaai/jina-embeddings-v5-text-small": "? ?",
    "jinaai/jina-clip-v2": "? ?",
    "jinaai/jina-colbert-v2": "? ?",
    "speakleash/Bielik-4.5B-v3.0-Instruct": "qwen CN",
    "speakleash/Bielik-11B-v2.6-Instruct": "mistral FR",
    "speakleash/Bielik-Minitron-7B-v3.0": "? ?",
    "ollama/nemotron": "? ?",
    "nvidia/Nemotron-Super-49B": "llama US",
    "nvidia/Mistral-NeMo-Minitron-8B-Base": "mistral FR",
    "nvidia/Llama-3.1-Minitron-4B-Width-Base": "llama US",
    "nvidia/canary-qwen-2.5b": "? ?",
    "moonshotai/Kimi-Dev-72B": "qwen CN",
    "moonshotai/Kimi-K2-Instruct": "kimi CN",
    "OpenGVLab/InternVL3-78B": "? ?",
    "internlm/internlm2_5-7b-chat": "internlm CN",
    "ByteDance-Seed/UI-TARS-1.5-7B": "qwen CN",
    "ByteDance-Seed/UI-TARS-2": "? ?",
    "openbmb/MiniCPM-V-2_6": "qwen CN",
    "openbmb/MiniCPM-Llama3-V-2_5": "llama US",
    "openbmb/MiniCPM4-8B": "minicpm CN",
    "upstage/solar-pro-preview-instruct": "phi US",
    "upstage/solar-mini": "? ?",
    "upstage/solar-pro": "? ?",
    "deepseek-r1-llama": "llama US",
    "deepseek-chat": "deepseek CN",
    "sarvamai/sarvam-translate": "gemma US",
    "sarvamai/sarvam-next": "? ?",
    "CohereLabs/aya-101": "flan-t5 US",
    "Aleph-Alpha/Pharia-1-LLM-7B-control": "pharia DE",
    "Aleph-Alpha/Pharia-2": "? ?",
}


@pytest.mark.parametrize("model", RELEASES)
def test_a_family_on_several_bases_says_its_base_by_release(catalogue: Catalogue, model: str) -> None:
    values, _ = known(catalogue, model)
    assert RELEASES[model] == f"{values.get('lineage', '?')} {values.get('baseOrigin', '?')}"


def test_a_family_on_several_bases_has_none_of_its_own(catalogue: Catalogue) -> None:
    """Where a release is built on another base, an id that matches no release has no base at all."""
    wrong = []
    for family in catalogue.families.values():
        bases = {release.facts.get("lineage", family.lineage) for release in family.releases}
        if bases <= {family.lineage} or "lineage" in family.unknown:
            continue
        name = family.patterns[0].text.rpartition("/")[2].replace("*", "-of-nobody").replace("#", "9")
        values, _ = known(catalogue, name)
        matches = any(pattern.matches(name) for release in family.releases for pattern in release.patterns)
        if "lineage" in values and not matches:
            wrong.append(name)
    assert [] == wrong
