"""Who serves where a file says so, and where a model may be processed by what one place says."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.facts.host import Host, host_of, is_gateway
from holdfast.facts.reach import Reach, reach_of
from holdfast.model.catalogue import Catalogue

DAY = date(2026, 11, 23)

HOSTS = {
    "openai": "openai",
    "AzureOpenAI": "microsoft",
    "bedrock": "amazon",
    "AWSBedrock": "amazon",
    "vertex_ai": "alphabet",
    "gemini": "alphabet",
    "github-models": "microsoft",
    "together_ai": "together",
    "acme.openai.azure.com": "microsoft",
    "bedrock-runtime.eu-central-1.amazonaws.com": "amazon",
    "generativelanguage.googleapis.com": "alphabet",
    "codestral.mistral.ai": "mistral",
    "api.x.ai": "spacex",
    "api.z.ai": "zhipu",
    "open.bigmodel.cn": "zhipu",
    "dashscope-intl.aliyuncs.com": "alibaba",
    "tongyi": "alibaba",
    "ark.cn-beijing.volces.com": "bytedance",
    "ark.ap-southeast.bytepluses.com": "bytedance",
    "volcengine_maas": "bytedance",
    "vllm": "",
    "sentence-transformers": "",
    "sentence_transformer": "",
    "hosted_vllm": "",
    "docker-model-runner": "",
    "localhost": "",
    "10.0.0.1": "",
    "ollama.models.svc.cluster.local": "",
    "vllm.internal": "",
}


@pytest.mark.parametrize(("text", "owner"), HOSTS.items(), ids=HOSTS)
def test_who_serves(catalogue: Catalogue, text: str, owner: str) -> None:
    found = host_of(catalogue, text, DAY)
    assert found is not None
    assert (owner, bool(owner)) == (found.owner, bool(found.party))


def test_the_party_and_who_owns_it(catalogue: Catalogue) -> None:
    assert Host("microsoft", "azure") == host_of(catalogue, "acme.openai.azure.com", DAY)


@pytest.mark.parametrize("text", ["", "llm.acme.example", "acme", "litellm_proxy", "custom"])
def test_of_whom_nobody_knows_who_serves(catalogue: Catalogue, text: str) -> None:
    assert host_of(catalogue, text, DAY) is None


def test_what_passes_requests_on() -> None:
    named = ("litellm", "openai_like", "openai_api_compatible", "openai")
    assert [True, True, True, False] == [is_gateway(text) for text in named]


SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"
EU_PROFILE = ("DE", "ES", "FR", "IE", "IT", "SE")
REACHES = {
    "nothing": ("gpt-4o", {}, Reach()),
    "a profile": (f"eu.{SONNET}", {}, Reach(EU_PROFILE)),
    "a profile of the world": (f"global.{SONNET}", {}, Reach(anywhere=True)),
    "a region": ("gpt-4o", {"operator": "aws", "region": "eu-central-1"}, Reach(("DE",))),
    "a region of an operator that may leave it": (
        "gpt-4o",
        {"operator": "azure", "region": "westeurope"},
        Reach(("NL",), by_region=True),
    ),
    "a region in the id": ("bedrock/us-east-1/anthropic.claude-v2:1", {}, Reach(("US",))),
    "a profile and a region": (
        f"eu.{SONNET}",
        {"operator": "aws", "region": "us-east-1"},
        Reach((*EU_PROFILE, "US")),
    ),
    "countries": ("gpt-4o", {"country": ["FR", "DE"]}, Reach(("DE", "FR"))),
    "a zone": ("gpt-4o", {"regionScope": "data-zone-us"}, Reach(("US",))),
    "the world": ("gpt-4o", {"regionScope": "global"}, Reach(anywhere=True)),
    "a region that is none": ("gpt-4o", {"region": "global"}, Reach(anywhere=True)),
    "a region that nobody knows": (
        "gpt-4o",
        {"region": "eu-west-99"},
        Reach(unknown="the region `eu-west-99` is not in the catalogue"),
    ),
}


@pytest.mark.parametrize(("model", "backend", "expected"), REACHES.values(), ids=REACHES)
def test_where_a_model_may_be_processed(
    catalogue: Catalogue, model: str, backend: dict[str, object], expected: Reach
) -> None:
    assert expected == reach_of(catalogue, model, backend, DAY)
    assert expected.says_nothing == (expected == Reach())
