from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from holdfast.model.finding import Related
from holdfast.model.policy import Enforcement, Reference, Severity
from holdfast.model.report import Report
from holdfast.output import sarif
from holdfast.output.sarif import render

from .golden_files import golden
from .reports import (
    BAD_POLICY,
    BASELINED,
    CRLF,
    FAILING,
    ORIGIN,
    OWNERLESS,
    PORTFOLIO,
    REPORTS,
    UNDECIDED,
    WAIVED,
    place,
    report,
)
from .sarif_demands import OASIS, violations
from .strategies import reports

ROOT = Path(__file__).resolve().parents[2]


def run(made: Report) -> dict[str, Any]:
    runs = json.loads(render(made))["runs"]
    assert 1 == len(runs)
    return dict(runs[0])


def results(made: Report) -> list[dict[str, Any]]:
    return list(run(made)["results"])


def notifications(made: Report) -> list[tuple[str, str, str]]:
    (invocation,) = run(made)["invocations"]
    return [
        (each["descriptor"]["id"], each["level"], each["message"]["text"])
        for each in invocation.get("toolExecutionNotifications", [])
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.sarif", actual) == actual


@pytest.mark.parametrize("name", REPORTS)
def test_code_scanning_has_what_it_demands(name: str) -> None:
    assert [] == violations(render(REPORTS[name]()))


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_valid_against_the_standard(name: str) -> None:
    assert [] == [error.message for error in OASIS.iter_errors(json.loads(render(REPORTS[name]())))]


@given(reports)
def test_any_report_becomes_ascii(made: Report) -> None:
    text = render(made)
    assert text.isascii()
    assert set() == {character for character in text if ord(character) < 32} - {"\n"}
    (run,) = json.loads(text)["runs"]
    assert len(run["results"]) <= len(made.findings)


def test_a_clean_run_has_an_empty_list_of_results() -> None:
    assert [] == results(REPORTS["clean"]())


def test_suppressed_findings_are_left_out() -> None:
    assert [UNDECIDED.fingerprint] == [
        each["partialFingerprints"]["holdfast/v1"] for each in results(report(WAIVED, BASELINED, UNDECIDED))
    ]


def test_suppressed_findings_are_marked_where_they_are_asked_for() -> None:
    waived = {
        "kind": "external",
        "justification": "Pilot until March",
        "properties": {
            "kind": "waiver",
            "owner": "group:web",
            "approver": "user:risk",
            "expires": "2027-03-31",
        },
    }
    baselined = {
        "kind": "external",
        "justification": "accepted in .holdfast-baseline.json",
        "properties": {"kind": "baseline"},
    }
    said = results(report(WAIVED, BASELINED, show_suppressed=True))
    assert [("inventory/owner", [baselined], "unchanged"), (ORIGIN.id, [waived], "new")] == [
        (each["ruleId"], each["suppressions"], each["baselineState"]) for each in said
    ]


def test_what_is_not_suppressed_has_no_mark() -> None:
    (said,) = results(report(FAILING))
    assert set() == {"suppressions", "baselineState"} & said.keys()


def test_of_too_many_results_the_suppressed_go_first() -> None:
    many = [OWNERLESS._replace(subject=f"a/applications/{number}") for number in range(4999)]
    made = report(
        *many, *[WAIVED._replace(subject=f"w{number}") for number in range(3)], show_suppressed=True
    )
    said = results(made)
    assert (5000, 1) == (len(said), sum("suppressions" in each for each in said))


def test_all_selected_rules_are_listed_once_by_id_whatever_they_found() -> None:
    expected = [
        "inventory/owner",
        "model-diversity/families-and-anchor",
        "model-diversity/no-single-vendor-critical",
        "sovereignty/regulated-data-origin",
    ]
    for made in (report(), report(FAILING)):
        assert expected == [each["id"] for each in run(made)["tool"]["driver"]["rules"]]


@pytest.mark.parametrize(
    ("severity", "rule"),
    [
        ("critical", ("error", "error", "9.5")),
        ("high", ("error", "error", "8.0")),
        ("medium", ("warning", "warning", "5.5")),
        ("low", ("note", "recommendation", "2.0")),
        ("info", ("note", "recommendation", None)),
    ],
)
def test_severity_of_a_rule(severity: str, rule: tuple[str, str, str | None]) -> None:
    made = report(rules=(ORIGIN._replace(severity=Severity(severity)),))
    (said,) = run(made)["tool"]["driver"]["rules"]
    properties = said["properties"]
    assert rule == (
        said["defaultConfiguration"]["level"],
        properties["problem.severity"],
        properties.get("security-severity"),
    )


@pytest.mark.parametrize(
    ("enforcement", "levels"),
    [
        ("deny", ["error", "error", "warning", "note", "note"]),
        ("warn", ["warning", "warning", "warning", "note", "note"]),
        ("audit", ["note", "note", "note", "note", "note"]),
    ],
)
def test_level_of_a_result(enforcement: str, levels: list[str]) -> None:
    severities = ("critical", "high", "medium", "low", "info")
    assert levels == [
        results(report(FAILING._replace(severity=Severity(each), enforcement=Enforcement(enforcement))))[0][
            "level"
        ]
        for each in severities
    ]


def test_the_hash_of_the_line_stands_beside_the_fingerprint() -> None:
    said = [each["partialFingerprints"] for each in results(REPORTS["line-hashes"]())]
    assert [
        {"holdfast/v1": OWNERLESS.fingerprint, "primaryLocationLineHash": "271789c17abda88f:1"},
        {"holdfast/v1": FAILING.fingerprint},
    ] == said


def test_a_rule_leads_to_its_place_on_the_page_of_its_pack() -> None:
    made = report(FAILING)
    packs = [pack._replace(page=f"https://git.example.com/rules/{pack.id}.md") for pack in made.packs[1:]]
    descriptors = run(made._replace(packs=(made.packs[0], *packs)))["tool"]["driver"]["rules"]
    expected = {
        rule.id: f"https://git.example.com/rules/{rule.pack}.md#{rule.id.replace('/', '')}"
        for rule in made.rules
        if rule.pack in {pack.id for pack in packs}
    }
    assert expected == {rule["id"]: rule["helpUri"] for rule in descriptors if "helpUri" in rule}
    assert 0 < len(expected) < len(descriptors)


def test_an_address_is_written_as_one() -> None:
    made = report(FAILING)
    packs = [pack._replace(page='https://x.example/a b<"é\n') for pack in made.packs]
    [uri, *_] = [
        rule["helpUri"] for rule in run(made._replace(packs=tuple(packs)))["tool"]["driver"]["rules"]
    ]
    assert uri.startswith("https://x.example/a%20b%3C%22%C3%A9%0A#")


def test_an_unknown_verdict_is_shown_and_told_apart() -> None:
    (result,) = results(report(UNDECIDED))
    assert ("fail", "error", "unknown", ["undecided"]) == (
        result["kind"],
        result["level"],
        result["properties"]["outcome"],
        result["properties"]["tags"],
    )
    assert (
        "Undecided: It is not known whether records-assistant may use acme-llm. "
        "model.origin is not known: the catalogue knows no model `acme-llm`. Set `origin` in its `facts`. "
        "model.baseOrigin is not known: the catalogue knows no model `acme-llm`. "
        "app.data.purpose is not known: it is not declared. Set `data.purpose` of the application. "
        "See [model `house-model`](1)."
    ) == result["message"]["text"]


def test_a_mistake_in_a_policy_is_no_result_but_a_notification() -> None:
    made = report(BAD_POLICY)
    assert [] == results(made)
    (invocation,) = run(made)["invocations"]
    assert (False, 2) == (invocation["executionSuccessful"], invocation["exitCode"])
    (notification,) = invocation["toolExecutionNotifications"]
    assert {
        "message": {
            "text": "`model.orgin` does not exist; did you mean `model.origin`? "
            "It was evaluated for records/applications/records-assistant/models/deepseek."
        },
        "associatedRule": {"id": "house/origin", "index": 0},
        "descriptor": {"id": "policy-error"},
        "level": "error",
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/origin.yaml"},
                    "region": {
                        "startLine": 12,
                        "startColumn": 17,
                        "endLine": 12,
                        "endColumn": 28,
                        "snippet": {"text": "model.orgin"},
                    },
                }
            }
        ],
    } == notification


def test_unreadable_manifests_and_notes_are_notifications() -> None:
    assert [
        (
            "unreadable-manifest",
            "warning",
            "Nothing was evaluated in old/ai-manifest.yml; the findings there say why.",
        ),
        (
            "note",
            "note",
            "old/ai-manifest.yml cannot be read, so what it declares is missing from the portfolio.",
        ),
    ] == notifications(REPORTS["portfolio"]())


def test_paths_are_percent_encoded() -> None:
    uris = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in results(REPORTS["portfolio"]())
    ]
    assert ["clinic/ai-manifest.yaml", "lab%20results/f%C3%BC%C3%9Fe/ai-manifest.yaml"] == uris


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("a%3Ab/x%23y%3Fz.yaml", "a:b/x#y?z.yaml"),
        ("100%25/m.yaml", "100%/m.yaml"),
        ("a//b.yaml", "a//b.yaml"),
        (".", ""),
        ("%5Cudc80.yaml", "\udc80.yaml"),
    ],
    ids=["reserved", "percent", "empty-part", "empty", "surrogate"],
)
def test_uri(uri: str, path: str) -> None:
    (result,) = results(report(FAILING._replace(place=place(path, "a: b", 1, 1, 2))))
    assert uri == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_a_region_of_several_lines_has_no_snippet() -> None:
    (result,) = results(report(CRLF))
    assert {"startLine": 3, "startColumn": 9, "endLine": 5, "endColumn": 4} == (
        result["locations"][0]["physicalLocation"]["region"]
    )


def test_the_portfolio_has_no_logical_location() -> None:
    (location,) = results(report(PORTFOLIO))[0]["locations"]
    assert ["physicalLocation"] == list(location)


def test_many_related_places_are_bounded() -> None:
    related = tuple(Related(f"model [{n}]", FAILING.place) for n in range(1500))
    (result,) = results(report(PORTFOLIO._replace(related=related, evidence=())))
    assert list(range(1, 101)) == [each["id"] for each in result["relatedLocations"]]
    links = ", ".join(f"[model ({n})]({n + 1})" for n in range(5))
    assert f"See {links} and 1,495 other places." in result["message"]["text"]


def test_the_worst_5000_results_are_kept_in_order() -> None:
    mild = [OWNERLESS._replace(subject=f"a/{n:05}") for n in range(5000)]
    bad = [FAILING._replace(subject=f"b/{n:05}") for n in range(3)]
    made = report(*mild, *bad)
    kept = results(made)
    assert 5000 == len(kept)
    names = [each["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for each in kept]
    assert [f"a/{n:05}" for n in range(4997)] + [f"b/{n:05}" for n in range(3)] == names
    assert [("results-left-out", "warning", "3 results left out: the 5,000 worst are shown.")] == (
        notifications(made)
    )


def test_a_file_that_is_too_large_for_an_upload_loses_its_mildest_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MAX_BYTES", 9000)
    noise = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(300)]
    mild = [OWNERLESS._replace(subject=f"a/{each}", message=each) for each in noise]
    text = render(report(*mild, FAILING))
    assert len(zlib.compress(text.encode())) <= 9000
    kept = json.loads(text)["runs"][0]["results"]
    assert "error" == max((each["level"] for each in kept), key=["note", "error"].index)
    left_out = 301 - len(kept)
    assert 301 > len(kept) > 20
    assert f"{left_out} results left out: the {len(kept)} worst are shown." in text


def test_what_no_result_makes_too_large_is_written_without_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_BYTES", 10)
    made = report(FAILING)
    assert ([], 1) == (results(made), len(notifications(made)))


def test_long_descriptions_are_cut() -> None:
    rule = ORIGIN._replace(title="t" * 2000, rationale="r" * 2000)
    (said,) = run(report(rules=(rule,)))["tool"]["driver"]["rules"]
    assert ["t" * 1021 + "...", "r" * 1021 + "..."] == [
        said["shortDescription"]["text"],
        said["fullDescription"]["text"],
    ]


def test_tags_are_bounded() -> None:
    rule = ORIGIN._replace(references=tuple(Reference(f"f{n:02}", "c") for n in range(20)))
    (said,) = run(report(rules=(rule,)))["tool"]["driver"]["rules"]
    assert ["ai-governance", "sovereignty", *(f"f{n:02}" for n in range(8))] == said["properties"]["tags"]


@pytest.mark.parametrize(
    ("name", "rule_id"),
    [("SovereigntyDataOrigin", "sovereignty/data-origin"), ("OwnerRule", "Owner"), ("Rule", "//")],
)
def test_name_of_a_rule_differs_from_its_id(name: str, rule_id: str) -> None:
    (said,) = run(report(rules=(ORIGIN._replace(id=rule_id),)))["tool"]["driver"]["rules"]
    assert (rule_id, name) == (said["id"], said["name"])


def test_a_message_from_a_file_makes_no_link() -> None:
    (result,) = results(report(FAILING._replace(message="See [this](https://evil.example)", related=())))
    assert "See [this] (https://evil.example)." == result["message"]["text"].partition(" The")[0]


def test_only_web_addresses_of_references_become_links() -> None:
    references = (Reference("a", "1", "javascript:x"), Reference("b", "2", "https://b.example/(x)"))
    (said,) = run(report(rules=(ORIGIN._replace(references=references),)))["tool"]["driver"]["rules"]
    assert (
        "- a 1\n- [b 2](https://b.example/%28x%29)" == said["help"]["markdown"].partition("References\n\n")[2]
    )


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    # The folder `output` is put on the path as its parent's package, as pytest does it.
    code = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]\n"
        "from output.reports import REPORTS; from holdfast import builtin\n"
        "formats = builtin.output_formats()\n"
        "sys.stdout.write(''.join(f.render(r()) for r in REPORTS.values() for f in formats))"
    )
    out = [
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "src"), str(ROOT / "tests")],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert out[0] == out[1] != b""
