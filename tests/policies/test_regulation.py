"""The packs on laws: from when their rules count, what they refer to, and what they must not say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.load.packs import load_pack
from holdfast.model.policy import Policy
from holdfast.model.settings import DEFAULT_PACKS

POLICIES = Path(__file__).resolve().parents[2] / "policies"
PACKS = ("dora", "eu-ai-act", "gdpr-transfers")
SHIPPED = {policy.rule.id: policy for pack in PACKS for policy in load_pack(POLICIES / pack).policies}

OFFICIAL = {
    "eu-ai-act": "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
    "eu-omnibus-ai": "https://eur-lex.europa.eu/eli/reg/2026/1744/oj",
    "dora": "https://eur-lex.europa.eu/eli/reg/2022/2554/oj",
    "dora-its-2024-2956": "https://eur-lex.europa.eu/eli/reg_impl/2024/2956/oj",
    "dora-rts-2025-532": "https://eur-lex.europa.eu/eli/reg_del/2025/532/oj",
    "gdpr": "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    "eu-us-dpf-2023-1795": "https://eur-lex.europa.eu/eli/dec_impl/2023/1795/oj",
    "eu-scc-2021-914": "https://eur-lex.europa.eu/eli/dec_impl/2021/914/oj",
    "iso-42001": "https://www.iso.org/standard/81230.html",
    "nist-ai-rmf": "https://doi.org/10.6028/NIST.AI.100-1",
}

DATES = {
    "2025-02-02": {"prohibited-practice/practice", "prohibited-practice/classified"},
    "2025-08-02": {"modified-model/role"},
    "2026-08-02": {"disclosure/told", "generated-media/label"},
    "2026-12-02": {"generated-media/marking"},
    "2027-12-02": {
        "annex-iii-area/area",
        "annex-iii-area/class",
        "annex-iii-area/product",
        "fria/assessment",
        "high-risk/logs",
        "high-risk/oversight",
    },
    "2028-08-02": {"high-risk-product/logs", "high-risk-product/oversight"},
}
"""Article 113 of the AI Act as amended by Regulation (EU) 2026/1744, by the validations that rest on it."""


def _dated(policy: Policy) -> Mapping[str, date]:
    return {item.name: item.effective_from for item in policy.validations if item.effective_from}


def test_dates_of_application_are_those_of_the_amended_act() -> None:
    found: dict[str, set[str]] = {}
    for rule, policy in SHIPPED.items():
        for name, day in _dated(policy).items():
            found.setdefault(day.isoformat(), set()).add(f"{rule.partition('/')[2]}/{name}")
    assert DATES == found


@pytest.mark.parametrize("rule", [rule for rule, policy in SHIPPED.items() if _dated(policy)])
def test_a_date_has_its_source(rule: str) -> None:
    controls = {(item.framework, item.control) for item in SHIPPED[rule].rule.references}
    assert ("eu-ai-act", "art-113") in controls
    moved = any(day >= date(2026, 12, 2) for day in _dated(SHIPPED[rule]).values())
    assert not moved or ("eu-omnibus-ai", "art-1") in controls


@pytest.mark.parametrize("rule", SHIPPED)
def test_references_lead_to_the_official_texts(rule: str) -> None:
    references = SHIPPED[rule].rule.references
    assert [] == [item for item in references if OFFICIAL[item.framework] != item.url]
    frameworks = {item.framework for item in references}
    assert {"iso-42001", "nist-ai-rmf"} <= frameworks
    law = {"eu-ai-act": "eu-ai-act", "dora": "dora", "gdpr-transfers": "gdpr"}[rule.partition("/")[0]]
    assert law in frameworks


SPELLED = {
    "iso-42001": r"a-\d+(-\d+){1,2}",
    "nist-ai-rmf": r"(govern|map|measure|manage)-\d+-\d+",
    "dora-its-2024-2956": r"b-\d\d-\d\d",
}


@pytest.mark.parametrize("rule", SHIPPED)
def test_controls_are_spelled_alike(rule: str) -> None:
    usual = r"art-\d+(-\d+)?|annex-i+|clause-\d+"
    wrong = [
        item.control
        for item in SHIPPED[rule].rule.references
        if not re.fullmatch(SPELLED.get(item.framework, usual), item.control)
    ]
    assert [] == wrong


@pytest.mark.parametrize("pack", PACKS)
def test_no_rule_says_that_a_law_is_kept(pack: str) -> None:
    said = "\n".join(path.read_text("utf-8") for path in sorted((POLICIES / pack).glob("*.yaml")))
    assert [] == re.findall(r"(?i)\b(?:non-?)?complian(?:t|ce)\b|\bcompl(?:y|ies)\b", said)


def test_the_packs_are_not_on_by_themselves() -> None:
    assert set() == set(PACKS) & set(DEFAULT_PACKS)


MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: bank, sector: finance}
applications:
  - id: scoring
    models: []
    euAiAct: {role: deployer, riskClass: high, area: essential-services, generatesMedia: false}
  - id: posters
    models: []
    euAiAct: {role: provider, ownUse: false, riskClass: transparency, generatesMedia: true}
  - id: letters
    models: []
    euAiAct: {role: deployer, area: essential-services, generatesMedia: false}
"""
FRIA = "bank/applications/scoring eu-ai-act/fria fail"
UNDECIDED = "bank/applications/letters eu-ai-act/fria unknown"
MARKING = "bank/applications/posters eu-ai-act/generated-media fail"
MARKED, ASSESSED = "In force from 2026-12-02", "In force from 2027-12-02"


@pytest.mark.parametrize(
    ("rule", "day", "expected", "code"),
    [
        pytest.param("generated-media", "2026-12-01", {MARKING: ("warn", MARKED)}, 0, id="the day before"),
        pytest.param("generated-media", "2026-12-02", {MARKING: ("deny", "")}, 1, id="the day itself"),
        pytest.param("generated-media", "2026-12-03", {MARKING: ("deny", "")}, 1, id="the day after"),
        pytest.param(
            "fria",
            "2027-12-01",
            {FRIA: ("warn", ASSESSED), UNDECIDED: ("warn", ASSESSED)},
            0,
            id="the day before, and undecided",
        ),
        pytest.param(
            "fria",
            "2027-12-02",
            {FRIA: ("deny", ""), UNDECIDED: ("deny", "")},
            1,
            id="the day itself, and undecided",
        ),
    ],
)
def test_a_rule_warns_before_its_day_and_fails_from_then_on(
    tree: Callable[[Mapping[str, str]], Path],
    holdfast: Any,
    rule: str,
    day: str,
    expected: Mapping[str, tuple[str, str]],
    code: int,
) -> None:
    root = tree({"ai-manifest.yaml": MANIFEST})
    arguments = ("--policies", "eu-ai-act", "--select", f"eu-ai-act/{rule}", "--as-of", day)

    ran = holdfast("check", str(root), *arguments, "--format", "json")

    found = {
        f"{item['subject']} {item['ruleId']} {item['outcome']}": (
            item["enforcement"],
            " ".join(item.get("notes", ())).partition(";")[0],
        )
        for item in json.loads(ran.out)["findings"]
    }
    assert (expected, code) == (found, ran.code)


def test_before_its_day_a_finding_is_a_warning_in_every_output(
    tree: Callable[[Mapping[str, str]], Path], holdfast: Any
) -> None:
    root = tree({"ai-manifest.yaml": MANIFEST})
    selected = ("check", str(root), "--policies", "eu-ai-act", "--select", "eu-ai-act/fria")

    text = holdfast(*selected, "--as-of", "2027-12-01").out
    logs = [
        json.loads(holdfast(*selected, "--as-of", day, "--format", "sarif").out)
        for day in ("2027-12-01", "2027-12-02")
    ]

    assert "high[eu-ai-act/fria] (warning only): " in text
    assert f"= note: {ASSESSED}; a warning until then." in text
    [[before], [after]] = [
        [item for item in log["runs"][0]["results"] if item["properties"].get("outcome") == "fail"]
        for log in logs
    ]
    assert [("warning", True), ("error", False)] == [
        (result["level"], ASSESSED in result["message"]["text"]) for result in (before, after)
    ]
