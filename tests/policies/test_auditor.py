"""What an auditor of a bank tries: manifests that keep to the letter of a rule, and not to its spirit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

PACKS = (
    *("inventory", "model-diversity", "sovereignty", "contracts", "accountability"),
    *("eu-ai-act", "dora", "gdpr-transfers"),
)
"""Without `lifecycle`: of some models nobody knows when they end."""

BANK = Path(__file__).with_name("bank.yaml").read_text("utf-8")
"""A bank of which no rule finds anything."""

PERSONAL = (
    "data: {classes: [internal]}\n    models: [{ref: gpt}]",
    "data: {classes: [personal]}\n    models: [{ref: gpt}]",
)
UNTESTED = (", testedOn: 2026-10-01}\n    migration", "}\n    migration")

Edits = tuple[tuple[str, str], ...]

HOSTILE: Mapping[str, tuple[Edits, set[str]]] = {
    "a critical function is said to be of low criticality": (
        (("criticality: critical", "criticality: low"),),
        {"inventory/criticality fail"},
    ),
    "a critical application supports a lesser function": (
        (("function: critical-or-important", "function: supporting"),),
        {"dora/function fail"},
    ),
    "a fallback that nobody tested stands in for another vendor": (
        (UNTESTED,),
        {"model-diversity/families-and-anchor fail", "model-diversity/tested-fallback-critical fail"},
    ),
    "decisions on credit see no data about people": (
        (("classes: [personal, financial]", "classes: [confidential]"),),
        {"inventory/data fail"},
    ),
    "personal data is not regulated": (
        (("[personal, financial],", "[personal, financial], regulated: false,"),),
        {"manifest/regulated fail"},
    ),
    "an outsourcer runs what is on premises": (
        (("operator: Bank IT,", "operator: Krause Rechenzentrum GmbH,"),),
        {
            "contracts/in-place unknown",
            "dora/contract unknown",
            "dora/data-location unknown",
            "gdpr-transfers/processor-agreement unknown",
            "gdpr-transfers/remote-access unknown",
            "gdpr-transfers/retention unknown",
            "gdpr-transfers/training-use unknown",
            "sovereignty/support-access unknown",
        },
    ),
    "a cloud runs what is on premises, where data must stay": (
        (
            ("residency: eea", "residency: on-premises"),
            ("hosting: vendor-api, operator: mistral", "hosting: on-premises, operator: mistral"),
        ),
        {"sovereignty/residency unknown"},
    ),
    "closed weights run on premises": (
        (("model: utter-project/EuroLLM-9B-Instruct", "model: gpt-5.5"),),
        {"inventory/closed-weights fail", "sovereignty/regulated-data-origin fail"},
    ),
    "a fine-tune of a Chinese model is declared European": (
        (
            (
                "model: utter-project/EuroLLM-9B-Instruct, backend: rack}",
                "model: bank/qwen-credit-7b, backend: rack, facts: {origin: PT, baseOrigin: PT}}",
            ),
        ),
        {"manifest/declared-facts fail"},
    ),
    "a vendor is a placeholder in the contract and the model": (
        (
            (
                "model: mistral-large-2512, backend: la-plateforme}",
                "model: bank-llm, backend: la-plateforme, facts: {vendor: tbd}}",
            ),
            ("families: [mistral-large", "modelProviders: [tbd]\n    families: [mistral-large"),
        ),
        {"contracts/providers-named unknown", "inventory/family fail"},
    ),
    "all goes through OpenRouter, which is no backend": (
        (("governance:\n", "routing: {layer: openrouter}\ngovernance:\n"),),
        {
            "contracts/routing fail",
            "dora/routing fail",
            "gdpr-transfers/routing fail",
            "sovereignty/regulated-data-routing fail",
        },
    ),
    "all goes through something that nobody names": (
        (("governance:\n", "routing: {layer: custom}\ngovernance:\n"),),
        {
            "contracts/routing unknown",
            "dora/routing unknown",
            "gdpr-transfers/routing unknown",
            "sovereignty/regulated-data-routing unknown",
        },
    ),
    "what is behind a layer of one's own is no model": (
        (
            ("    models: [{ref: claude}]", "    models: []"),
            ("governance:\n", "routing: {layer: litellm}\ngovernance:\n"),
        ),
        {"inventory/models fail"},
    ),
    "the router runs in the United States, and the models do not": (
        (
            ("governance:\n", "routing: {layer: custom, backend: gate}\ngovernance:\n"),
            ("  - {id: rack,", "  - {id: gate, operator: openrouter, country: [US]}\n  - {id: rack,"),
        ),
        {"gdpr-transfers/routing fail", "sovereignty/transfer-basis fail"},
    ),
    "the exit of a fallback leads to itself": (
        (
            ("- {ref: house, role: fallback", "- {ref: gpt, role: fallback"),
            ("targets: [house, swiss, mistral, teuken]", "targets: [gpt]"),
        ),
        {"dora/exit-strategy fail"},
    ),
    "an assessment is one letter": (
        (("dpia: docs/dpia-credit.md", "dpia: d"),),
        {"gdpr-transfers/dpia fail"},
    ),
    "what people are told is yes": (
        (("disclosure: Shown above the chat", "disclosure: yes"),),
        {"eu-ai-act/disclosure fail"},
    ),
    "a bank makes a product": (
        (("area: essential-services", "area: annex-i"),),
        {"eu-ai-act/annex-iii-area fail"},
    ),
    "an importer oversees nothing of what it uses": (
        (
            ("role: deployer, riskClass: high", "role: importer, riskClass: high"),
            (", oversight: docs/oversight.md", ""),
        ),
        {"eu-ai-act/high-risk fail"},
    ),
    "a generator of images generates no media": (
        (("workload: coding", "workload: media"),),
        {"eu-ai-act/generated-media fail"},
    ),
    "availability has a target of zero": (
        (("target: 99.5, actual: 99.9", "target: 0, actual: 0"),),
        {"accountability/kpis-met fail"},
    ),
    "an attestation holds for ever": (
        (
            (
                "transfer: {basis: none-needed}",
                "attestations: [{type: c5-type2, validUntil: 2099-12-31}]",
            ),
        ),
        {"sovereignty/attestations-in-date fail"},
    ),
    "the Data Privacy Framework falls back on itself": (
        (
            PERSONAL,
            (
                "country: [SE], contract: azure",
                "country: [US], contract: azure, transfer: {basis: dpf, fallback: DPF}",
            ),
            ("regionScope: data-zone-eu, country: [US]", "country: [US]"),
        ),
        {"gdpr-transfers/dpf-fallback fail", "sovereignty/transfer-basis fail"},
    ),
    "a contract is with somebody else": (
        (("counterparty: mistral", "counterparty: Nordwind Consulting"),),
        {"contracts/in-place fail", "dora/contract fail"},
    ),
    "a contract that ended is indefinite": (
        (("end: 2028-12-31", "end: 2026-10-31"), ("term: fixed", "term: indefinite")),
        {"contracts/term fail", "dora/contract fail"},
    ),
    "the last review is yet to come": (
        (("last: 2026-11-10", "last: 2027-11-10"),),
        {"accountability/review fail"},
    ),
    "a model that is gone stands in": (
        (("model: gpt-5.5, backend: azure", "model: gpt-4-32k, backend: azure"),),
        {"inventory/served fail"},
    ),
}


@pytest.fixture
def audit(tree: Callable[[Mapping[str, str]], Path], holdfast: Any) -> Callable[[str], set[str]]:
    """Check a manifest with all packs; return rule and outcome of each finding."""

    def check(manifest: str) -> set[str]:
        root = tree({"ai-manifest.yaml": manifest})
        packs = [part for pack in PACKS for part in ("--policies", pack)]
        ran = holdfast("check", str(root), *packs, "--as-of", "2026-11-23", "--format", "json")
        return {f"{item['ruleId']} {item['outcome']}" for item in json.loads(ran.out)["findings"]}

    return check


def test_the_bank_is_in_order(audit: Callable[[str], set[str]]) -> None:
    assert set() == audit(BANK)


@pytest.mark.parametrize(("edits", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_no_trick_passes(audit: Callable[[str], set[str]], edits: Edits, expected: set[str]) -> None:
    manifest = BANK
    for old, new in edits:
        assert old in manifest
        manifest = manifest.replace(old, new, 1)
    assert set() == expected - audit(manifest)


def test_an_untested_fallback_is_said_by_the_rule_on_tests(audit: Callable[[str], set[str]]) -> None:
    # Which vendors there are is another question than whether one of them was tried.
    found = audit(BANK.replace(*UNTESTED))
    assert "model-diversity/tested-fallback-critical fail" in found
    assert "model-diversity/no-single-vendor-critical fail" not in found
