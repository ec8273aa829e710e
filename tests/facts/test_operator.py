"""Who runs a backend, by what the catalogue knows and the manifest says."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.facts import backend_facts
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import BACKEND_FACTS, Fact, Gap

DAY = date(2026, 11, 23)
SAY_WHERE = "Name the operator as the catalogue does, or add `operatorCountry` where it is another party."


def facts(catalogue: Catalogue, backend: dict[str, str]) -> dict[str, Fact | Gap]:
    found = dict(backend_facts(catalogue, {"id": "any", **backend}, DAY))
    assert list(BACKEND_FACTS) == list(found)
    assert list(BACKEND_FACTS) == [known.name for known in found.values()]
    return found


@pytest.mark.parametrize(
    ("backend", "parent", "country", "provenance"),
    [
        ({"operator": "AWS"}, "amazon", "US", ("catalogue", "catalogue")),
        ({"operator": "azure"}, "microsoft", "US", ("catalogue", "catalogue")),
        ({"operator": "Microsoft Ireland"}, "microsoft", "US", ("catalogue", "catalogue")),
        ({"operator": "Hetzner Online GmbH"}, "hetzner", "DE", ("catalogue", "catalogue")),
        ({"operator": "aws", "operatorCountry": "LU"}, "amazon", "US", ("catalogue", "catalogue")),
        ({"operator": "novita", "operatorCountry": "SG"}, "novita", "SG", ("catalogue", "declared")),
        ({"operator": "Nordwall  IT", "operatorCountry": "DE"}, "nordwall it", "DE", ("declared",) * 2),
        ({"operator": "Nordwall-IT GmbH", "operatorCountry": "DE"}, "nordwall it", "DE", ("declared",) * 2),
        ({"operator": "+/+", "operatorCountry": "DE"}, "+/+", "DE", ("declared",) * 2),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else None,
)
def test_an_operator_has_an_owner_and_a_seat(
    catalogue: Catalogue, backend: dict[str, str], parent: str, country: str, provenance: tuple[str, str]
) -> None:
    known = facts(catalogue, backend).values()
    assert [(parent, provenance[0]), (country, provenance[1])] == [
        (fact.value, fact.provenance) for fact in known if isinstance(fact, Fact)
    ]


@pytest.mark.parametrize(
    ("backend", "fact", "expected"),
    [
        ({}, "operatorParent", ("it does not say who runs it", "Add `operator` to the backend.")),
        ({}, "operatorCountry", ("it does not say who runs it", "Add `operator` to the backend.")),
        (
            {"operatorCountry": "DE"},
            "operatorParent",
            ("it does not say who runs it", "Add `operator` to the backend."),
        ),
        *(
            (
                {"operator": text, "operatorCountry": "DE"},
                "operatorParent",
                ("it does not say who runs it", "Add `operator` to the backend."),
            )
            for text in ("unknown", "n/a", "TBD", "-")
        ),
        (
            {"operator": "Nordwall IT"},
            "operatorParent",
            ("its operator `Nordwall IT` is not in the catalogue", SAY_WHERE),
        ),
        (
            {"operator": "Nordwall IT"},
            "operatorCountry",
            ("its operator `Nordwall IT` is not in the catalogue", SAY_WHERE),
        ),
        (
            {"operator": "novita"},
            "operatorCountry",
            ("no imprint with a seat has been read", "Add `operatorCountry` to the backend."),
        ),
    ],
)
def test_what_is_not_known_of_an_operator_says_why(
    catalogue: Catalogue, backend: dict[str, str], fact: str, expected: tuple[str, str]
) -> None:
    gap = facts(catalogue, backend)[fact]
    assert isinstance(gap, Gap)
    assert expected == (gap.reason, gap.remedy)


def test_an_owner_that_is_not_known_is_unknown(catalogue: Catalogue) -> None:
    gap = facts(catalogue, {"operator": "Exoscale", "operatorCountry": "CH"})["operatorParent"]
    assert isinstance(gap, Gap)
    assert gap.reason


def test_a_fact_rests_on_its_source(catalogue: Catalogue) -> None:
    known = facts(catalogue, {"operator": "STACKIT"})["operatorParent"]
    assert isinstance(known, Fact)
    assert known.source
    assert known.checked_on is not None


@pytest.mark.parametrize(
    ("operator", "parent", "country"),
    [
        ("Microsoft Ireland Operations Limited", "microsoft", "US"),
        ("AWS EMEA SARL", "amazon", "US"),
        ("AWS European Sovereign Cloud", "amazon", "US"),
        ("OpenAI Ireland Ltd", "openai", "US"),
        ("Anthropic Ireland, Limited", "anthropic", "US"),
        ("Azure Germany", "microsoft", "US"),
        ("Alibaba Cloud (Germany) GmbH", "alibaba", "CN"),
        ("Open AI", "openai", "US"),
    ],
)
def test_companies_of_a_group_in_other_countries_have_its_seat(
    catalogue: Catalogue, operator: str, parent: str, country: str
) -> None:
    known = facts(catalogue, {"operator": operator, "operatorCountry": "DE"}).values()
    assert [parent, country] == [fact.value for fact in known if isinstance(fact, Fact)]


@pytest.mark.parametrize(
    ("operator", "alike"),
    [
        ("Microsoft Hosting Nord GmbH", "`microsoft`"),
        ("AWS Sovereign Cloud Holding", "`aws`"),
        ("Open-AI Ltd.", "`openai`"),
        ("SoftLine Azure & AWS", "`aws` or `azure`"),
        ("Mistral A.I. S.à r.l.", "`mistral`"),
        ("Writer GmbH", "`writer`"),
    ],
)
def test_an_operator_whose_name_holds_that_of_another_party_may_be_that(
    catalogue: Catalogue, operator: str, alike: str
) -> None:
    known = facts(catalogue, {"operator": operator, "operatorCountry": "DE"}).values()
    expected = (f"its operator `{operator}` may be {alike}", "Write the operator as the catalogue has it.")
    assert [expected] * 2 == [(gap.reason, gap.remedy) for gap in known if isinstance(gap, Gap)]


@pytest.mark.parametrize("operator", ["Claws and Paws IT", "Writers Guild", "GmbH", "Oraclez"])
def test_a_name_that_only_holds_letters_of_another_is_a_party_of_its_own(
    catalogue: Catalogue, operator: str
) -> None:
    known = facts(catalogue, {"operator": operator, "operatorCountry": "DE"}).values()
    assert [operator.casefold(), "DE"] == [fact.value for fact in known if isinstance(fact, Fact)]
