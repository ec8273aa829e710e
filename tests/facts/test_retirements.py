"""How many of the days that litellm lists are in the catalogue, and that none is another one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from holdfast.facts import model_facts
from holdfast.model.catalogue import Catalogue, Retirement
from holdfast.model.fact import Fact

AS_OF = date(2026, 11, 23)
LEAST = 0.97

CONTRADICTED = {
    # The Gemini API's own price page says so, as genai-prices quotes it; hence low confidence.
    "gemini/gemini-2.5-flash-image": "2026-10-02",
    "gemini-2.5-flash-image": "2026-10-02",
    # litellm's bare ids of Google's models are those of Vertex AI; ours are those of the Gemini API.
    "gemini-embedding-001": "2028-05-14",
}
"""Where the catalogue has another day, with the reason."""

UNKNOWN = {
    # On Vertex AI they have a day, on the Gemini API none; a bare id does not say which is meant.
    "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3-pro-image",
    "gemini-3.1-flash-image", "gemini-3.5-flash", "gemini-3.5-flash-lite", "gemini-3.6-flash",
    "gemini-3.7-flash",
    # Spelt as on Bedrock, but for Bedrock's prefix: the day is in the catalogue as Bedrock's.
    "claude-sonnet-4-5-20250929-v1:0",
    # Names that their users choose, routers and the one that no family explains.
    "azure/ada", "azure/command-r-plus", "azure/model-router", "azure_ai/model-router",
    "azure_ai/model_router", "azure_ai/Cohere-parse-v5", "wandb/OpenPipe/Qwen3-14B-Instruct",
    # A host that is no party of the catalogue.
    "aiand/deepseek-ai/deepseek-v4-flash", "aiand/deepseek-ai/deepseek-v4.1-flash",
    "aiand/moonshotai/kimi-k2.7-code", "aiand/zai-org/glm-5.2",
}  # fmt: skip
"""Where the catalogue has no day, with the reason."""


def dated() -> Mapping[str, str]:
    """Return the days that litellm lists, by id; its first entry only explains the format."""
    spec = find_spec("litellm")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("litellm is not installed; it is in the dependency group `catalogue`")
    path = Path(spec.submodule_search_locations[0]) / "model_prices_and_context_window_backup.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: entry["deprecation_date"]
        for name, entry in entries.items()
        if entry.get("deprecation_date") and name != "sample_spec"
    }


def known(catalogue: Catalogue, model: str) -> str | None:
    """Return the day that the catalogue has for an id, as it is written in a manifest."""
    fact = model_facts(catalogue, {"id": "m", "model": model, "backend": "b"}, None, AS_OF)["retires"]
    return fact.value if isinstance(fact, Fact) else None


def entries(catalogue: Catalogue) -> list[Retirement]:
    return [entry for listed in catalogue.retirements.values() for entry in listed.values()]


def test_listed_days_are_in_the_catalogue(catalogue: Catalogue) -> None:
    listed = dated()
    ours = {name: known(catalogue, name) for name in listed}
    same = sum(ours[name] == day for name, day in listed.items()) / len(listed)
    print(f"\n{same:.1%} of {len(listed)} ids that litellm dates have that day")  # noqa: T201  # the share is what this test reports
    assert same >= LEAST
    other = {name: ours[name] for name, day in listed.items() if ours[name] not in (day, None)}
    assert CONTRADICTED == other
    assert sorted(UNKNOWN) == sorted(name for name, day in ours.items() if day is None)


def test_a_model_without_a_listed_day_has_none(catalogue: Catalogue) -> None:
    """Nothing is guessed: that no day is known is no day, and not that none is announced."""
    nulls = [entry for entry in entries(catalogue) if not entry.retires and not entry.status]
    assert [] == nulls
    assert known(catalogue, "openai/gpt-5.5") is None


def test_days_lie_in_years_for_which_somebody_has_announced_something(catalogue: Catalogue) -> None:
    days = [entry.retires for entry in entries(catalogue) if entry.retires]
    assert (date(2024, 1, 1) <= min(days), max(days) < date(2029, 1, 1)) == (True, True)


def test_what_is_said_to_be_served_is_said_for_half_a_year(catalogue: Catalogue) -> None:
    until = {entry.basis.valid_to for entry in entries(catalogue) if entry.status == "active"}
    assert {date(2027, 5, 22)} == until
