"""Fields that follow from more than what was written in them, as policies see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop, owner: 'group:web'}\n"

TWO = """\
models:
  - {id: big, model: big-1, backend: cloud}
  - {id: small, model: small-1, backend: cloud}
backends:
  - {id: cloud, operator: aws}
"""

NAME_IT = "Set `hosting` to how the operator runs it, or name it in `metadata.organisation` where it is you."

CONTRACTS = """\
contracts:
  - {id: own, counterparty: Shop it}
  - {id: other, counterparty: Mistral}
"""

Judge = Callable[..., Any]


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ("[{ref: big, role: fallback}, {ref: small, role: fallback}]", ["big"]),
        ("[{ref: big, role: judge}, {ref: small, role: fallback}]", ["small"]),
        ("[{ref: big, role: fallback}, {ref: small}]", ["small"]),
        ("[{ref: big, role: fallback}, {ref: small, role: primary}]", ["small"]),
        ("[{ref: big, role: embedding}, {ref: small, role: candidate}]", []),
    ],
)
def test_the_first_fallback_is_the_primary_where_there_is_none(
    judge: Judge, uses: str, expected: list[str]
) -> None:
    manifest = f"{HEAD}applications:\n  - {{id: chat, models: {uses}}}\n{TWO}"
    policy = "scope: use\nvalidations: [{expression: use.role == 'primary', message: no}]\n"
    results = judge(policy, {"ai-manifest.yaml": manifest}).results
    assert expected == [each.split("/")[-1].split()[0] for each in results if each.endswith("pass")]


@pytest.mark.parametrize(
    ("backend", "outcome"),
    [
        ("hosting: on-premises, operator: aws", "unknown"),
        ("hosting: edge-device, operator: Azure Stack Nord GmbH, operatorCountry: DE", "unknown"),
        ("hosting: on-premises, operator: Shop IT, operatorCountry: DE", "pass"),
        ("hosting: on-premises, operator: Shop IT", "unknown"),
        ("hosting: on-premises, operator: Shop IT, operatorCountry: DE, contract: other", "pass"),
        ("hosting: on-premises, operator: Shop IT, operatorCountry: DE, contract: own", "unknown"),
        ("hosting: on-premises, operator: tbd", "pass"),
        ("hosting: on-premises", "pass"),
        ("hosting: self-hosted-cloud, operator: aws", "pass"),
        ("operator: aws", "fail"),
    ],
)
@pytest.mark.parametrize("expression", ["has(backend.hosting)", "backend.hosting != 'reseller'"])
def test_what_a_party_of_the_catalogue_runs_is_not_on_ones_own_premises(
    judge: Judge, backend: str, outcome: str, expression: str
) -> None:
    if outcome == "fail" and not expression.startswith("has"):
        outcome = "unknown"
    manifest = f"{HEAD}applications: []\nbackends:\n  - {{id: b, {backend}}}\n{CONTRACTS}"
    policy = f'scope: backend\nvalidations: [{{expression: "{expression}", message: no}}]\n'
    [result] = judge(policy, {"ai-manifest.yaml": manifest}).results
    assert outcome == result.split()[-1]


@pytest.mark.parametrize(
    ("backend", "outcome"),
    [
        ("operator: Shop IT", "pass"),
        ("operator: shop it, contract: own", "pass"),
        ("operator: Shop Rechenzentrum", "pass"),
        ("operator: Krause IT, operatorCountry: DE", "unknown"),
        ("operator: aws", "unknown"),
        ("operatorCountry: DE", "pass"),
    ],
)
def test_an_organisation_that_names_itself_knows_what_is_its_own(
    judge: Judge, backend: str, outcome: str
) -> None:
    head = HEAD.replace("name: shop", "name: shop, organisation: [Shop IT, Shop Rechenzentrum, aws]")
    manifest = f"{head}applications: []\nbackends: [{{id: b, hosting: on-premises, {backend}}}]\n{CONTRACTS}"
    policy = "scope: backend\nvalidations: [{expression: backend.hosting == 'on-premises', message: no}]\n"
    [result] = judge(policy, {"ai-manifest.yaml": manifest}).results
    assert outcome == result.split()[-1]


@pytest.mark.parametrize(
    ("head", "backend", "reason", "remedy"),
    [
        (
            "",
            "operator: aws",
            "to be run by `aws`",
            "Set `hosting` to how the operator runs it, or name yourself as `operator`.",
        ),
        (
            "",
            "operator: Krause",
            "nobody knows who `Krause` is",
            "Add `operatorCountry`, or name it in `metadata.organisation`, where it is you.",
        ),
        (
            "",
            "operator: Shop IT, operatorCountry: DE, contract: own",
            "to be run under a contract with `Shop IT`",
            NAME_IT,
        ),
        (
            ", organisation: [Shop]",
            "operator: Krause, operatorCountry: DE",
            "to be run by `Krause`, which is not the organisation",
            NAME_IT,
        ),
    ],
)
def test_an_unknown_hosting_says_why(judge: Judge, head: str, backend: str, reason: str, remedy: str) -> None:
    head = HEAD.replace("name: shop", f"name: shop{head}")
    manifest = f"{head}applications: []\nbackends: [{{id: b, hosting: on-premises, {backend}}}]\n{CONTRACTS}"
    policy = "scope: backend\nvalidations: [{expression: backend.hosting == 'on-premises', message: no}]\n"
    [finding] = judge(policy, {"ai-manifest.yaml": manifest}).evaluation.findings
    [missing] = finding.missing
    assert (
        "backend.hosting",
        f"backend `b` is said to be `on-premises`, and yet {reason}",
        remedy,
    ) == (missing.name, missing.reason, missing.remedy)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "n/a",
            "keine",
            "-",
            "None",
            " TODO ",
            "<to be defined>",
            "k.A.",
            "d",
            "1",
            "XX",
            "yes",
            "ja",
            "[x]",
        ),
        *(
            "ｔｂｄ",
            "TBD!",
            "n / a",
            "to be provided",
            "TODO: ask the data protection officer",
        ),
        *("tbd (see the wiki)", "N.A."),
    ],
)
def test_a_placeholder_says_nothing(judge: Judge, text: str) -> None:
    manifest = f"{HEAD}applications: [{{id: chat, models: [], dpia: '{text}'}}]\n"
    policy = "scope: application\nvalidations: [{expression: has(app.dpia), message: no}]\n"
    assert ["shop/applications/chat fail"] == judge(policy, {"ai-manifest.yaml": manifest}).results
    policy = "scope: application\nvalidations: [{expression: app.dpia != '', message: no}]\n"
    [finding] = judge(policy, {"ai-manifest.yaml": manifest}).evaluation.findings
    assert [f"application `chat` says only `{text}`"] == [missing.reason for missing in finding.missing]


@pytest.mark.parametrize(
    "text", ["none-2026.pdf", "GRC-1200", "keine Bedenken", "x" * 99, "D7", "11", "Todorov 7", "TBD7"]
)
def test_other_words_say_something(judge: Judge, text: str) -> None:
    manifest = f"{HEAD}applications: [{{id: chat, models: [], dpia: '{text}'}}]\n"
    policy = "scope: application\nvalidations: [{expression: has(app.dpia), message: no}]\n"
    assert ["shop/applications/chat pass"] == judge(policy, {"ai-manifest.yaml": manifest}).results


@pytest.mark.parametrize(
    ("shared", "own", "outcome"),
    [
        ("group:web", ", owner: 'group:none'", "fail"),
        ("group:none", "", "fail"),
        ("group:tbd", ", owner: 'user:anna'", "pass"),
        ("user:anna", "", "pass"),
    ],
)
def test_an_owner_may_be_a_placeholder_too(judge: Judge, shared: str, own: str, outcome: str) -> None:
    manifest = f"{HEAD.replace('group:web', shared)}applications: [{{id: chat{own}, models: []}}]\n"
    policy = "scope: application\nvalidations: [{expression: has(app.owner), message: no}]\n"
    assert [f"shop/applications/chat {outcome}"] == judge(policy, {"ai-manifest.yaml": manifest}).results


def test_what_cannot_be_seen_says_nothing(judge: Judge) -> None:
    manifest = f"{HEAD}applications: [{{id: chat, models: [], dpia: '{chr(0x200B) + chr(0x200C)}'}}]\n"
    policy = "scope: application\nvalidations: [{expression: has(app.dpia), message: no}]\n"
    assert ["shop/applications/chat fail"] == judge(policy, {"ai-manifest.yaml": manifest}).results


@pytest.mark.parametrize(
    ("providers", "read", "ids"),
    [
        ("[tbd]", "unknown", "unknown"),
        ("[n/a, '?']", "unknown", "unknown"),
        ("[tbd, OpenAI]", "pass", "pass"),
        ("[OpenAI]", "pass", "pass"),
        ("[]", "fail", "fail"),
    ],
)
def test_placeholders_in_a_list_say_nothing(judge: Judge, providers: str, read: str, ids: str) -> None:
    manifest = f"{HEAD}applications: []\ncontracts: [{{id: c, modelProviders: {providers}}}]\n"
    for expression, outcome in [
        ("contract.modelProviders == ['OpenAI']", read),
        ("contract.providerIds == ['openai']", ids),
        ("has(contract.modelProviders)", "fail" if read == "unknown" else "pass"),
    ]:
        policy = f'scope: contract\nvalidations: [{{expression: "{expression}", message: no}}]\n'
        assert [f"shop/contracts/c {outcome}"] == judge(policy, {"ai-manifest.yaml": manifest}).results


def test_a_list_of_placeholders_is_told(judge: Judge) -> None:
    manifest = f"{HEAD}applications: []\ncontracts: [{{id: c, families: [n/a, tbd]}}]\n"
    policy = "scope: contract\nvalidations: [{expression: contract.families.size() > 0, message: no}]\n"
    [finding] = judge(policy, {"ai-manifest.yaml": manifest}).evaluation.findings
    assert ["contract `c` says only `n/a, tbd`"] == [missing.reason for missing in finding.missing]


def test_two_placeholders_are_not_the_same_party(judge: Judge) -> None:
    manifest = f"""{HEAD}applications: []
backends: [{{id: b, operator: tbd, contract: c}}]
contracts: [{{id: c, counterparty: TBD}}]
"""
    expression = "backend.operatorIds.exists(o, o in backend.contract.counterpartyIds)"
    policy = f'scope: backend\nvalidations: [{{expression: "{expression}", message: no}}]\n'
    [finding] = judge(policy, {"ai-manifest.yaml": manifest}).evaluation.findings
    assert ["backend `b` says only `tbd`"] == [missing.reason for missing in finding.missing]


@pytest.mark.parametrize("unit", ["s", "%", "tbd"])
def test_a_unit_may_be_a_single_character(judge: Judge, unit: str) -> None:
    manifest = f"{HEAD}applications: [{{id: chat, models: [], kpis: [{{unit: '{unit}'}}]}}]\n"
    policy = "scope: application\nvalidations: [{expression: 'has(app.kpis[0].unit)', message: no}]\n"
    assert ["shop/applications/chat pass"] == judge(policy, {"ai-manifest.yaml": manifest}).results


def test_values_of_a_list_of_choices_are_no_placeholders(judge: Judge) -> None:
    manifest = f"{HEAD}applications: [{{id: chat, models: [], function: none}}]\n"
    policy = "scope: application\nvalidations: [{expression: has(app.function), message: no}]\n"
    assert ["shop/applications/chat pass"] == judge(policy, {"ai-manifest.yaml": manifest}).results


@pytest.mark.parametrize(
    ("own", "shared", "expected"),
    [
        ("", "routing: {layer: openrouter, backend: gate}\n", ["big", "small"]),
        (", routing: {layer: none}", "routing: {layer: openrouter, backend: gate}\n", ["small"]),
        (", routing: {layer: openrouter, backend: gate}", "", ["big"]),
        ("", "", []),
    ],
)
def test_a_routing_layer_is_a_backend_of_all_that_it_routes(
    judge: Judge, own: str, shared: str, expected: list[str]
) -> None:
    manifest = (
        f"{HEAD}applications:\n  - {{id: chat{own}, models: [{{ref: big}}]}}\n"
        f"  - {{id: search, models: [{{ref: small}}]}}\n{shared}{TWO}  - {{id: gate, operator: openrouter}}\n"
    )
    policy = (
        "scope: portfolio\nvalidations:\n  - expression: 'false'\n    messageExpression: >-\n"
        "      portfolio.backends.filter(b, b.id == 'gate')[0].uses.map(u, u.ref).join(' ')\n"
    )
    [finding] = judge(policy, {"ai-manifest.yaml": manifest}).evaluation.findings
    assert " ".join(expected) == finding.message
