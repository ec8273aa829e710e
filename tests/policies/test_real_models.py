"""The policies on real model ids and the shipped catalogue, where a wrong pass would hurt most."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import Observed, run_case
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome

POLICIES = Path(__file__).resolve().parents[2] / "policies"
AS_OF = date(2026, 11, 23)

GPT, CLAUDE, GEMINI = "gpt-5.5", "claude-opus-4-5-20251101", "gemini-2.5-pro"
LLAMA, NEMOTRON = "meta-llama/Llama-3.3-70B-Instruct", "nvidia/Llama-3.1-Nemotron-70B-Instruct-HF"
LLAMA_4 = "meta-llama/Llama-4-Maverick-17B-128E-Instruct"
MISTRAL = "mistralai/Mistral-Large-3-675B-Instruct-2512"

NO_ANCHOR = "no model in production has open weights that may be used commercially in the EU"
NOT_ON_TOP = "the open-weight anchor is not on top of 3 other families: production rests on 3 in all"


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


@cache
def _policy(rule: str) -> CompiledPolicy:
    pack, _, name = rule.partition("/")
    policies = [policy for policy in load_pack(POLICIES / pack).policies if policy.rule.id == rule]
    ((compiled,), errors) = compile_policies(policies, FUNCTIONS, manifest_schema())
    assert (errors, compiled.policy.rule.id) == ((), f"{pack}/{name}")
    return compiled


def _observe(rule: str, models: tuple[str, ...], more: str = "", backend: str = "{id: any}") -> Observed:
    uses = "".join(f"\n      - {{ref: m{index}}}" for index, _ in enumerate(models))
    entries = "".join(
        f"\n  - {{id: m{index}, model: {name!r}, backend: any}}" for index, name in enumerate(models)
    )
    manifest = f"""\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {{name: acme}}
applications:
  - id: chat
    criticality: critical{more}
    models:{uses}
models:{entries}
backends: [{backend}]
"""
    case = Case("real models", Outcome.PASS, {"ai-manifest.yaml": manifest}, AS_OF, {}, {}, None)
    return run_case(_policy(rule), case, _catalogue())


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        pytest.param((GPT, CLAUDE, GEMINI, MISTRAL), (), id="three families and an anchor"),
        pytest.param((GPT, CLAUDE, GEMINI, "whisper-large-v3"), (NO_ANCHOR,), id="Whisper is no anchor"),
        pytest.param((GPT, CLAUDE, GEMINI, LLAMA_4), (NO_ANCHOR,), id="Llama 4 may not be used in the EU"),
        pytest.param((GPT, CLAUDE, LLAMA, NEMOTRON), (NOT_ON_TOP,), id="Nemotron on Llama is Llama"),
        pytest.param((GPT, CLAUDE, LLAMA, "muse-spark"), (NOT_ON_TOP,), id="Muse Spark is of Meta"),
        pytest.param((GPT, "o3", "gpt-oss-120b", CLAUDE, GEMINI), (NOT_ON_TOP,), id="gpt-oss is of OpenAI"),
        pytest.param(
            ("mistral-large-2411", "mistral-medium-2508", "mistral-small-2501", "codestral-2508"),
            (
                "production rests on 1 of at least 3 independent model families: mistral (mistral)",
                "the open-weight anchor is not on top of 3 other families: production rests on 1 in all",
            ),
            id="Mistral is one family",
        ),
    ],
)
def test_families_and_anchor(models: tuple[str, ...], expected: tuple[str, ...]) -> None:
    observed = _observe("model-diversity/families-and-anchor", models)
    assert tuple(f"ai-manifest.yaml:3:18 {message}" for message in expected) == observed.findings
    assert (Outcome.FAIL if expected else Outcome.PASS) is observed.outcome


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        pytest.param((GPT, "azure/gpt-4o"), Outcome.FAIL, id="OpenAI on two hosts"),
        pytest.param((GEMINI, "google/gemma-3-27b-it"), Outcome.FAIL, id="two models of Google"),
        pytest.param(
            (GPT, "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"), Outcome.PASS, id="two vendors"
        ),
    ],
)
def test_no_single_vendor_critical(models: tuple[str, ...], expected: Outcome) -> None:
    assert expected is _observe("model-diversity/no-single-vendor-critical", models).outcome


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        pytest.param(MISTRAL, Outcome.PASS, id="French"),
        pytest.param("openGPT-X/Teuken-7B-instruct-commercial-v0.4", Outcome.PASS, id="German"),
        pytest.param("mistral/zai-glm-5-2", Outcome.FAIL, id="Chinese on a French host"),
        pytest.param("DeepSeek-R1-Distill-Llama-70B", Outcome.FAIL, id="Chinese tune of an American model"),
        pytest.param(
            "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", Outcome.FAIL, id="American in the EU"
        ),
        pytest.param("swiss-ai/Apertus-70B-Instruct-2509", Outcome.FAIL, id="Swiss"),
        pytest.param("acme-claims-7b", Outcome.UNKNOWN, id="in-house"),
    ],
)
def test_regulated_data_origin(model: str, expected: Outcome) -> None:
    data = "\n    data: {classes: [personal]}"
    assert expected is _observe("sovereignty/regulated-data-origin", (model,), data).outcome


SEVERAL_HOSTS = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {{name: acme, sector: health}}
applications:
  - id: chat
    criticality: critical
    workload: chat
    data: {{classes: [health], residency: eu}}
    models: [{{ref: first}}, {{ref: second, role: fallback, testedOn: 2026-11-01}}]
models:
  - {{id: first, model: {first}, backend: one}}
  - {{id: second, model: {second}, backend: two}}
backends:
  - {{id: one, {one}}}
  - {{id: two, {two}}}
"""
AZURE = "hosting: cloud-marketplace, operator: Azure OpenAI, region: westeurope, regionScope: single-region"
BEDROCK = "hosting: cloud-marketplace, operator: Amazon Bedrock, region: eu-central-1"
FOUNDRY = "hosting: reseller, operator: Microsoft Ireland, country: [IE]"
HETZNER = "hosting: self-hosted-cloud, operator: Hetzner, country: [DE, FI]"
PARIS = "hosting: vendor-api, operator: Mistral AI, country: [FR]"
CELLAR = "hosting: on-premises, operator: Acme IT, operatorCountry: DE, country: [DE]"

SONNET = "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
TEUKEN = "openGPT-X/Teuken-7B-instruct-commercial-v0.4"


@pytest.mark.parametrize(
    ("rule", "first", "second", "expected"),
    [
        ("model-diversity/no-single-host-critical", (GPT, AZURE), (SONNET, BEDROCK), Outcome.PASS),
        ("model-diversity/no-single-host-critical", (GPT, AZURE), (MISTRAL, FOUNDRY), Outcome.FAIL),
        ("model-diversity/no-single-country-critical", (GPT, AZURE), (SONNET, BEDROCK), Outcome.FAIL),
        ("model-diversity/no-single-country-critical", (GPT, AZURE), (LLAMA, HETZNER), Outcome.PASS),
        ("model-diversity/no-single-country-critical", (GPT, AZURE), (MISTRAL, PARIS), Outcome.PASS),
        ("model-diversity/tested-fallback-critical", (MISTRAL, PARIS), (SONNET, BEDROCK), Outcome.FAIL),
        ("model-diversity/tested-fallback-critical", (MISTRAL, PARIS), (TEUKEN, CELLAR), Outcome.PASS),
        ("model-diversity/tested-fallback-critical", (MISTRAL, PARIS), (LLAMA, CELLAR), Outcome.FAIL),
        ("sovereignty/regulated-data-operator", (MISTRAL, PARIS), (TEUKEN, HETZNER), Outcome.PASS),
        ("sovereignty/regulated-data-operator", (MISTRAL, PARIS), (TEUKEN, BEDROCK), Outcome.FAIL),
        ("sovereignty/regulated-data-processing", (MISTRAL, PARIS), (SONNET, BEDROCK), Outcome.PASS),
        ("sovereignty/residency", (MISTRAL, PARIS), (TEUKEN, HETZNER), Outcome.PASS),
        ("sovereignty/c5-attestation", (MISTRAL, CELLAR), (TEUKEN, HETZNER), Outcome.FAIL),
    ],
)
def test_two_models_on_two_backends(
    rule: str, first: tuple[str, str], second: tuple[str, str], expected: Outcome
) -> None:
    manifest = SEVERAL_HOSTS.format(first=first[0], one=first[1], second=second[0], two=second[1])
    case = Case("real models", Outcome.PASS, {"ai-manifest.yaml": manifest}, AS_OF, {}, {}, None)
    observed = run_case(_policy(rule), case, _catalogue())
    assert (expected, ()) == (observed.outcome, observed.problems), observed.findings


@pytest.mark.parametrize(
    ("model", "operator", "expected"),
    [
        pytest.param("gpt-4-0613", "openai", "retired", id="gone a month ago"),
        pytest.param("azure/gpt-5.4-nano", "azure", "", id="served by Azure for another year"),
        pytest.param("gpt-5.4-nano", "openai", "retiring", id="served by OpenAI for months"),
        pytest.param(
            "claude-sonnet-4-5-20250929", "anthropic", "retiring", id="served by Anthropic for a week"
        ),
        pytest.param(
            "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws", "retiring", id="on Bedrock till spring"
        ),
        pytest.param("claude-opus-5-5", "anthropic", "", id="new, and listed"),
        pytest.param("gpt-5.5-2026-04-23", "openai", "", id="a release, and listed"),
        pytest.param("mistral/zai-glm-5-2", "mistral", "retired", id="gone at another host"),
        pytest.param(
            "kimi-k2-thinking", "moonshot", "retiring? deprecated", id="deprecated, no day announced"
        ),
        pytest.param(
            "groq/llama-3.3-70b-versatile", "groq", "retiring? no-successor", id="Llama has no successor"
        ),
        pytest.param(
            "gpt-5.5", "Bechtle", "retired? retiring? deprecated? no-successor?", id="a host without a list"
        ),
        pytest.param(
            "acme-claims-7b", "openai", "retired? retiring? deprecated? no-successor?", id="in-house"
        ),
    ],
)
def test_lifecycle(model: str, operator: str, expected: str) -> None:
    marks = {Outcome.FAIL: "", Outcome.UNKNOWN: "?"}
    found = []
    for rule in ("retired", "retiring", "deprecated", "no-successor"):
        outcome = _observe(
            f"lifecycle/{rule}", (model,), backend=f"{{id: any, operator: {operator}}}"
        ).outcome
        found += [f"{rule}{marks[outcome]}"] if outcome in marks else []
    assert expected == " ".join(found)
