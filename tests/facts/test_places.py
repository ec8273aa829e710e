"""Where processing may happen: groups, regions, and what a backend and a model id say together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.facts import UnknownPlaceError, expand, model_facts, region_countries
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import Fact

AS_OF = date(2026, 11, 23)
EU = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
      "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"]  # fmt: skip
EEA = sorted([*EU, "IS", "LI", "NO"])
ADEQUATE = sorted(
    [*EEA, "AD", "AR", "BR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"]
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["eu"], EU),
        (["eea"], EEA),
        (["adequate"], ADEQUATE),
        (["NO", "eu", "DE"], sorted([*EU, "NO"])),
        ([], []),
    ],
    ids=["eu", "eea", "adequate", "group-and-codes", "nothing"],
)
def test_groups_expand_to_their_countries(
    catalogue: Catalogue, names: list[str], expected: list[str]
) -> None:
    assert expected == list(expand(catalogue, names, AS_OF))


@pytest.mark.parametrize(
    ("country", "group", "first", "last"),
    [
        ("HR", "eu", date(2013, 7, 1), None),
        ("GB", "eu", None, date(2020, 1, 31)),
        ("BR", "adequate", date(2026, 1, 27), None),
        ("GB", "adequate", date(2021, 6, 28), date(2031, 12, 27)),
    ],
    ids=["croatia-joins", "kingdom-leaves", "brazil-adequate", "kingdom-adequate"],
)
def test_groups_are_what_they_are_on_the_day(
    catalogue: Catalogue, country: str, group: str, first: date | None, last: date | None
) -> None:
    if first:
        assert country in expand(catalogue, [group], first)
        assert country not in expand(catalogue, [group], first - timedelta(days=1))
    if last:
        assert country in expand(catalogue, [group], last)
        assert country not in expand(catalogue, [group], last + timedelta(days=1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("EU", "did you mean `eu`?"),
        ("adequat", "did you mean `adequate`?"),
        ("de", "did you mean `DE`?"),
        ("UK", "`UK` is neither a country group (adequate, eea, eu) nor an ISO 3166-1 alpha-2 code"),
    ],
)
def test_an_unknown_place_names_what_exists(catalogue: Catalogue, name: str, expected: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        expand(catalogue, [name], AS_OF)
    assert str(caught.value).endswith(expected)


@pytest.mark.parametrize(
    ("region", "operator", "expected"),
    [
        ("eu-central-1", "AWS", ("DE",)),
        ("eu-central-1", None, ("DE",)),
        ("EU-CENTRAL-2", "Amazon Web Services", ("CH",)),
        ("germanywestcentral", "Azure OpenAI", ("DE",)),
        ("europe-west3", "Vertex AI", ("DE",)),
        ("eu-de", "Open Telekom Cloud", ("DE",)),
        ("GRA", "OVHcloud", ("FR",)),
        ("eu02", "STACKIT", ("AT",)),
        ("ap-southeast-3", "aws", ("ID",)),
        ("ap-southeast-3", "Alibaba Cloud", ("MY",)),
        ("ap-southeast-3", None, None),
        ("eu-west-1", "azure", None),
        ("moon-base-1", "aws", None),
        ("", None, None),
    ],
)
def test_regions_lie_in_countries(
    catalogue: Catalogue, region: str, operator: str | None, expected: tuple[str, ...] | None
) -> None:
    assert expected == region_countries(catalogue, region, operator)


CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0"
AWS_EU = ["DE", "ES", "FR", "IE", "IT", "SE"]
COUNTRIES: dict[str, tuple[str, dict[str, Any] | None, list[str] | str]] = {
    "region": (CLAUDE, {"operator": "aws", "region": "eu-central-1"}, ["DE"]),
    "profile-widens": ("eu." + CLAUDE, {"operator": "aws", "region": "eu-central-1"}, AWS_EU),
    "profile-from-elsewhere": (
        "eu." + CLAUDE,
        {"operator": "aws", "region": "eu-central-2"},
        sorted([*AWS_EU, "CH"]),
    ),
    "profile-abroad": ("us." + CLAUDE, {"operator": "aws", "region": "eu-central-1"}, ["DE", "US"]),
    "profile-global": (
        "bedrock/global." + CLAUDE,
        {"operator": "aws", "region": "eu-central-1", "country": ["DE"]},
        "the prefix `global` of the model id lets requests go to every region",
    ),
    "profile-not-known": (
        "apac." + CLAUDE,
        {"operator": "aws"},
        (
            "the prefix `apac` of the model id lets requests go to countries of Asia and the Pacific"
            " that differ by model"
        ),
    ),
    "region-in-the-id": ("bedrock/eu-west-3/" + CLAUDE, {"operator": "aws"}, ["FR"]),
    "region-in-a-vertex-path": (
        "projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro",
        {"operator": "Google Cloud"},
        ["NL"],
    ),
    "azure-needs-a-scope": (
        "azure/gpt-4o",
        {"operator": "Azure", "region": "germanywestcentral"},
        "its operator may process outside the region, and the backend has no `regionScope`",
    ),
    "azure-single-region": (
        "azure/gpt-4o",
        {"operator": "Azure", "region": "germanywestcentral", "regionScope": "single-region"},
        ["DE"],
    ),
    "azure-data-zone": (
        "azure/gpt-4o",
        {"operator": "Azure", "region": "swedencentral", "regionScope": "data-zone-eu"},
        EU,
    ),
    "azure-zone-in-the-id": ("azure/eu/gpt-4o", {"operator": "Azure"}, EU),
    "data-zone-us": ("gpt-4o", {"operator": "Azure", "regionScope": "data-zone-us"}, ["US"]),
    "global": (
        "gpt-4o",
        {"operator": "Azure", "region": "westeurope", "regionScope": "global"},
        "the backend's `regionScope` is `global`",
    ),
    "country": ("llama3.3", {"operator": "ACME", "country": ["DE", "AT"]}, ["AT", "DE"]),
    "country-and-region": (
        "llama3.3",
        {"operator": "aws", "region": "eu-west-3", "country": ["DE"]},
        ["DE", "FR"],
    ),
    "on-premises-without-country": (
        "llama3.3",
        {"hosting": "on-premises"},
        "the backend says neither region nor country",
    ),
    "unknown-region": (
        "llama3.3",
        {"operator": "aws", "region": "eu-central-9"},
        "the region `eu-central-9` is not in the catalogue",
    ),
    "no-backend": ("llama3.3", None, "no backend is known"),
}


@pytest.mark.parametrize("case", COUNTRIES)
def test_countries_of_a_model_on_its_backend(catalogue: Catalogue, case: str) -> None:
    model, backend, expected = COUNTRIES[case]
    fact = model_facts(catalogue, {"model": model}, backend, AS_OF)["countries"]
    assert expected == (fact.value if isinstance(fact, Fact) else fact.reason)
