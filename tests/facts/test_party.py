"""Parties by every name they go by."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.facts import Party, party_ids, resolve_party
from holdfast.model.catalogue import Catalogue


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["AWS"], ["amazon", "aws"], id="with its owner"),
        pytest.param(["Mistral", "OpenAI, Inc."], ["mistral", "openai"], id="their own owners"),
        pytest.param(["Aleph Alpha"], ["aleph-alpha"], id="an owner that is not known"),
        pytest.param(["  ACME GmbH "], ["acme gmbh"], id="a free name"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_ids_of_parties_and_their_owners(catalogue: Catalogue, names: list[str], expected: list[str]) -> None:
    assert expected == party_ids(catalogue, names, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AWS", Party("aws", "Amazon Web Services", "US", "amazon", "US")),
        (" amazon  web services ", Party("aws", "Amazon Web Services", "US", "amazon", "US")),
        ("Azure", Party("azure", "Microsoft Azure", "US", "microsoft", "US", scope_needed=True)),
        ("google cloud", Party("gcp", "Google Cloud", "US", "alphabet", "US")),
        ("OVH", Party("ovh", "OVHcloud", "FR", "ovh", "FR")),
        ("Scaleway", Party("scaleway", "Scaleway", "FR", "iliad", "FR")),
        ("ionos", Party("ionos", "IONOS", "DE", "united-internet", "DE")),
        ("STACKIT", Party("stackit", "STACKIT", "DE", "schwarz", "DE")),
        ("Open Telekom Cloud", Party("t-systems", "T-Systems", "DE", "telekom", "DE")),
        ("GitHub Models", Party("github", "GitHub", "US", "microsoft", "US")),
        ("Mistral", Party("mistral", "Mistral AI", "FR", "mistral", "FR")),
        ("Voyage AI", Party("voyage", "Voyage AI", "US", "mongodb", "US")),
        ("Jina AI", Party("jina", "Jina AI", "DE", "elastic", None)),
        ("Aleph Alpha", Party("aleph-alpha", "Aleph Alpha", "DE", None, None)),
        ("ACME GmbH", None),
        ("", None),
    ],
)
def test_a_party_resolves_by_id_name_or_alias(
    catalogue: Catalogue, name: str, expected: Party | None
) -> None:
    assert expected == resolve_party(catalogue, name)


def test_an_owner_is_the_owner_of_the_day(catalogue: Catalogue) -> None:
    parents = [
        party.parent if party else ""
        for day in (date(2025, 2, 23), date(2025, 2, 24))
        for party in [resolve_party(catalogue, "voyage", day)]
    ]
    assert ["voyage", "mongodb"] == parents
    aleph_alpha = resolve_party(catalogue, "aleph-alpha", date(2026, 4, 23))
    assert aleph_alpha
    assert "aleph-alpha" == aleph_alpha.parent


def test_no_name_means_two_parties(catalogue: Catalogue) -> None:
    assert {} == {name: ids for name, ids in catalogue.names.items() if len(ids) > 1}
