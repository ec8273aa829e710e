"""What holds for every id: no crash, every fact, and a host that never changes the family."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.facts import contradicted, expand, model_facts, resolve_party
from holdfast.facts.family import Match, NoMatch, resolve_family
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import FACT_NAMES

AS_OF = date(2026, 11, 23)
PIECES = (
    "gpt-4o",
    "claude",
    "llama",
    "mistral",
    "nova",
    "deepseek",
    "eu.",
    "us.",
    "anthropic.",
    "ft:",
    "arn:",
    ":",
    "@",
    "/",
    "//",
    ".",
    "-",
    "*",
    "latest",
    "3.3",
    "azure",
    "bedrock",
    "hf://",
    "pkg:",
    "::",
    "\x00",
    "é",
    "١",
)
IDS = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
WORDS = st.one_of(
    st.sampled_from(["aws", "eu-central-1", "data-zone-eu", "global", "DE", "llama", "meta"]), JSON
)
MODELS = st.fixed_dictionaries(
    {"model": st.one_of(IDS, JSON)},
    optional={
        "facts": st.one_of(JSON, st.dictionaries(st.sampled_from(FACT_NAMES), WORDS)),
        "derivedFrom": st.one_of(JSON, st.fixed_dictionaries({"model": IDS, "relation": WORDS})),
    },
)
BACKENDS = st.none() | st.dictionaries(
    st.sampled_from(["operator", "region", "regionScope", "country", "hosting"]),
    st.one_of(WORDS, st.lists(WORDS, max_size=3)),
)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@QUIET
@given(model=MODELS, backend=BACKENDS)
def test_any_entry_has_every_fact(catalogue: Catalogue, model: dict[str, Any], backend: Any) -> None:
    assert list(FACT_NAMES) == list(model_facts(catalogue, model, backend, AS_OF))
    contradicted(catalogue, model, backend, AS_OF)


@QUIET
@given(model=MODELS, backend=BACKENDS)
def test_an_empty_catalogue_knows_nothing_and_says_so(model: dict[str, Any], backend: Any) -> None:
    assert list(FACT_NAMES) == list(model_facts(Catalogue(), model, backend, AS_OF))


@QUIET
@given(name=st.text(max_size=40))
def test_any_name_of_a_party_is_known_or_not(catalogue: Catalogue, name: str) -> None:
    resolve_party(catalogue, name)


HOSTED = (
    "gpt-4o", "claude-sonnet-4-5", "llama-3.3-70b-instruct", "zai-glm-5-2", "mistral-large-latest", "bge-m3",
    "whisper-1", "nova-pro", "deepseek-v3.2", "DeepSeek-R1-Distill-Llama-70B", "qwen3:14b", "gemma-3-27b-it",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTED)
def test_no_host_changes_the_family(catalogue: Catalogue, name: str) -> None:
    alone = resolve_family(catalogue, name)
    assert isinstance(alone, Match)
    others = {}
    for host in sorted(catalogue.conventions.hosts):
        found = resolve_family(catalogue, f"{host}/{name}")
        family = found.reason if isinstance(found, NoMatch) else found.family.id
        if family != alone.family.id or (isinstance(found, Match) and found.altered):
            others[host] = family
    assert {} == others


def test_groups_contain_one_another(catalogue: Catalogue) -> None:
    eu, eea, adequate = (set(expand(catalogue, [name], AS_OF)) for name in ("eu", "eea", "adequate"))
    assert eu < eea < adequate
    assert "US" not in adequate
