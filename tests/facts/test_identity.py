"""Which ids name one model, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.facts.identity import Likeness, identity, likeness
from holdfast.model.catalogue import Catalogue

SAME = (
    ("gpt-4o", "openai/gpt-4o"),
    ("gpt-4o", "azure/gpt-4o-2024-08-06"),
    ("gpt-4", "gpt-4-0613"),
    ("claude-sonnet-4-5", "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"),
    ("anthropic/claude-sonnet-4.5", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
    ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5-20250929"),
    ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"),
    ("claude-3-5-sonnet-20241022", "anthropic.claude-3-5-sonnet-20241022-v2:0"),
    ("nova-pro", "amazon.nova-pro-v1:0"),
    ("gemini-1.5-pro", "vertex_ai/gemini-1.5-pro-002"),
    ("meta-llama/Llama-3.3-70B-Instruct", "ollama/llama3.3:70b-instruct"),
    ("meta-llama/Llama-3-70B-Instruct", "nvidia_nim/meta/llama3-70b-instruct"),
    ("meta-llama/Llama-3.3-70B-Instruct", "unsloth/Llama-3.3-70B-Instruct"),
    ("llama3.3", "ollama/llama3.3:latest"),
    ("Qwen/Qwen3-32B", "qwen3:32b"),
    ("acme-writer-1", "azure/acme-writer-1"),
    ("ft:gpt-4o:acme::x", "openai/ft:gpt-4o:acme::x"),
)
OTHER = (
    ("gpt-4o", "gpt-4o-mini"),
    ("gpt-4o-2024-05-13", "gpt-4o-2024-08-06"),
    ("gpt-4", "gpt-4-turbo"),
    ("o1", "o1-preview"),
    ("claude-opus-4", "claude-opus-4-1"),
    ("claude-2", "anthropic.claude-v2:1"),
    ("mistral-large-2411", "mistral-large-latest"),  # other licences
    ("meta-llama/Llama-3.3-70B-Instruct", "meta-llama/Llama-3.3-70B"),  # other weights
    ("qwen3:32b", "qwen3:8b"),
    ("text-embedding-3-large", "text-embedding-3-small"),
    ("meta-llama/Llama-3.3-70B-Instruct", "somebody/Llama-3.3-70B-Instruct"),
    ("acme/x-7b", "other/x-7b"),
    ("ft:gpt-4o:acme::x", "ft:gpt-4o:acme::y"),
    ("ft:gpt-4o:acme::x", "gpt-4o"),
    ("gpt-4o", "nobody-knows-it"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ids_of_one_model(catalogue: Catalogue, one: str, other: str) -> None:
    assert Likeness.SAME == likeness(identity(catalogue, one), identity(catalogue, other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_ids_of_two_models(catalogue: Catalogue, one: str, other: str) -> None:
    assert Likeness.OTHER == likeness(identity(catalogue, one), identity(catalogue, other))


def test_a_name_that_the_user_of_a_host_chooses_may_be_any(catalogue: Catalogue) -> None:
    chosen = identity(catalogue, "hosted_vllm/llama-3.3-70b-instruct")
    assert Likeness.UNSURE == likeness(chosen, identity(catalogue, "meta-llama/Llama-3.3-70B-Instruct"))
    assert Likeness.SAME == likeness(chosen, identity(catalogue, "hosted_vllm/Llama-3.3-70B-Instruct"))


def test_a_host_helps_to_read_a_name(catalogue: Catalogue) -> None:
    assert "deepgram" in identity(catalogue, "base", "deepgram").family
    assert "" == identity(catalogue, "base").family


IDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([text for pair in (*SAME, *OTHER) for text in pair]),
    st.from_regex(r"[a-z]{0,8}/?(?:gpt|claude|llama)[a-z0-9.:@/-]{0,20}", fullmatch=True),
)


@given(one=IDS, other=IDS)
def test_likeness_is_total_and_symmetric_and_an_id_is_like_itself(
    catalogue: Catalogue, one: str, other: str
) -> None:
    first, second = identity(catalogue, one), identity(catalogue, other)
    assert likeness(first, second) == likeness(second, first)
    assert Likeness.SAME == likeness(first, identity(catalogue, one))
