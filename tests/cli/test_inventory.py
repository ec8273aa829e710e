"""`holdfast inventory`: what it lists, which of it, in which order, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli.inventory import FORMATS, SORTS
from holdfast.model.choice import FIELDS, ORDERS

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\n"
SHOP = f"""\
{HEAD}metadata: {{name: shop}}
applications:
  - {{id: chat, owner: "group:web", criticality: low, data: {{classes: [public]}}, models: [{{ref: gpt}}]}}
  - id: claims
    owner: "user:ann"
    criticality: critical
    models: [{{ref: claude}}, {{ref: gpt, role: fallback}}]
  - {{id: house, lifecycle: pilot, models: [{{ref: own}}]}}
  - {{id: idle, owner: "group:web", criticality: high, lifecycle: retired, models: []}}
models:
  - {{id: gpt, model: gpt-5.5, backend: api}}
  - {{id: claude, model: claude-sonnet-4-5, backend: api}}
  - {{id: own, model: shop-llm, backend: api}}
backends:
  - {{id: api, hosting: vendor-api}}
"""
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: {name}
title: {name}
severity: high
scope: {scope}
validations:
  - expression: {expression}
"""
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\ndescription: Own.\n"


@pytest.fixture
def listed(holdfast: Any) -> Callable[..., Any]:
    """Run the command in a folder, on a day."""
    return lambda root, *options: holdfast("inventory", "--as-of", "2026-11-23", *options, cwd=root)


@pytest.fixture
def ids(tree: Tree, listed: Any) -> Callable[..., list[str]]:
    """Return the ids of the applications that are listed, in their order."""
    root = tree({".git/HEAD": "", "ai-manifest.yaml": SHOP})

    def run(*options: str) -> list[str]:
        ran = listed(root, "--format", "json", *options)
        assert 0 == ran.code
        return [app["id"] for app in json.loads(ran.out)["applications"]]

    return run


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("criticality", ["house", "claims", "idle", "chat"]),
        ("application", ["chat", "claims", "house", "idle"]),
        ("manifest", ["chat", "claims", "house", "idle"]),
        ("owner", ["house", "chat", "idle", "claims"]),
        ("vendor", ["house", "idle", "claims", "chat"]),
        ("risk", ["chat", "claims", "house", "idle"]),
        ("verdict", ["house", "claims", "chat", "idle"]),
    ],
)
def test_sorted_by_what_matters(ids: Any, order: str, expected: list[str]) -> None:
    assert expected == ids("--sort", order)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--criticality", "critical"], ["claims"]),
        (["--criticality", "low", "--criticality", "high"], ["idle", "chat"]),
        (["--criticality", "unknown"], ["house"]),
        (["--owner", "group:web"], ["idle", "chat"]),
        (["--owner", "web"], ["idle", "chat"]),
        (["--owner", "unknown"], ["house"]),
        (["--vendor", "OpenAI"], ["claims", "chat"]),
        (["--vendor", "unknown"], ["house"]),
        (["--family", "claude", "--owner", "ann"], ["claims"]),
        (["--family", "claude", "--owner", "web"], []),
        (["--lifecycle", "retired"], ["idle"]),
        (["--data", "public"], ["chat"]),
        (["--hosting", "vendor-api", "--lifecycle", "pilot"], ["house"]),
        (["--risk", "unknown", "--criticality", "low"], ["chat"]),
        (["--failing"], ["house", "claims", "chat"]),
        (["--failing", "--select", "inventory/owner"], ["house"]),
        (["--incomplete", "--lifecycle", "pilot"], ["house"]),
    ],
    ids=lambda value: " ".join(value) or "none",
)
def test_only_what_is_asked_for(ids: Any, options: list[str], expected: list[str]) -> None:
    assert expected == ids(*options)


def test_what_may_be_meant_is_not_silently_left_out(tree: Tree, listed: Any) -> None:
    root = tree({"ai-manifest.yaml": SHOP})
    ran = listed(root, "--vendor", "openai", "--format", "json")
    said = (
        "Left out, because nobody knows their vendor: `shop/applications/house`. "
        "`--vendor unknown` lists them."
    )
    assert said in json.loads(ran.out)["notes"]


def test_a_value_that_nothing_has_is_told(tree: Tree, listed: Any) -> None:
    ran = listed(tree({"ai-manifest.yaml": SHOP}), "--vendor", "opneai", "--owner", "x\x1b")
    assert 0 == ran.code
    assert ran.err == (
        "holdfast: no application has the owner `x\\x1b`.\n"
        "holdfast: no application has the vendor `opneai`. Did you mean `openai`?\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--criticality", "hihg"], "`hihg` is no criticality."),
        (["--sort", "vendro"], "`vendro` is no order."),
        (["--format", "cvs"], "`cvs` is no format."),
        (["--vendro", "x"], "`holdfast inventory` has no option `--vendro`."),
    ],
    ids=" ".join,
)
def test_misspelt(listed: Any, tree: Tree, options: list[str], message: str) -> None:
    ran = listed(tree({}), *options)
    assert (2, "", f"error: {message}") == (ran.code, ran.out, ran.err.splitlines()[0])
    assert "Did you mean" in ran.err


def verdicts(ran: Any) -> dict[str, tuple[str, int, list[str]]]:
    return {
        app["id"]: (
            app["verdicts"]["outcome"],
            app["verdicts"]["counted"],
            [finding["ruleId"] for finding in app["verdicts"]["findings"]],
        )
        for app in json.loads(ran.out)["applications"]
    }


def test_verdicts_are_of_the_application_its_models_and_what_they_run_on(tree: Tree, listed: Any) -> None:
    policies = {
        "region": ("backend", "has(backend.region)"),
        "open": ("model", "model.id != 'own'"),
        "gpt": ("use", "use.ref != 'gpt'"),
        "whole": ("portfolio", "portfolio.models.size() > 5"),
    }
    files = {
        f"pack/{name}.yaml": POLICY.format(name=name, scope=scope, expression=expression)
        for name, (scope, expression) in policies.items()
    }
    root = tree({"ai-manifest.yaml": SHOP, "pack/pack.yaml": PACK, **files})
    ran = listed(root, "--format", "json", "--policies", "./pack", "--sort", "application")
    assert {
        "chat": ("fail", 2, ["own/region", "own/gpt"]),
        "claims": ("fail", 2, ["own/region", "own/gpt"]),
        "house": ("fail", 2, ["own/region", "own/open"]),
        "idle": ("not-applicable", 0, []),
    } == {
        app: (outcome, counted, sorted(rules, reverse=True))
        for app, (outcome, counted, rules) in verdicts(ran).items()
    }
    assert ["own/whole"] == [finding["ruleId"] for finding in json.loads(ran.out)["otherFindings"]]
    assert 0 == ran.code
    text = listed(root, "--policies", "./pack", "--lifecycle", "retired").out
    assert "  verdict     not evaluated: no rule applies\n" in text


def test_what_is_waived_still_fails_and_does_not_count(tree: Tree, listed: Any) -> None:
    waivers = """\
apiVersion: holdfast/v1
kind: Waivers
waivers:
  - {rule: inventory/owner, subject: shop/applications/house, reason: New, owner: "group:web",
     approver: "user:bo", expires: 2027-01-31}
"""
    root = tree({".git/HEAD": "", "ai-manifest.yaml": SHOP, ".holdfast-waivers.yaml": waivers})
    ran = listed(root, "--format", "json", "--select", "inventory/owner", "--select", "exceptions")
    assert ("fail", 0, ["inventory/owner"]) == verdicts(ran)["house"]
    assert (
        []
        == json.loads(listed(root, "--format", "json", "--failing", "--select", "inventory/owner").out)[
            "applications"
        ]
    )


def test_a_rule_that_could_not_be_evaluated_is_no_pass(tree: Tree, listed: Any) -> None:
    policy = POLICY.format(name="wrong", scope="application", expression="app.models[7].ref == ''")
    root = tree({"ai-manifest.yaml": SHOP, "pack/pack.yaml": PACK, "pack/wrong.yaml": policy})
    ran = listed(root, "--format", "json", "--policies", "./pack")
    assert 2 == ran.code
    assert {"error"} == {outcome for outcome, _, _ in verdicts(ran).values()}
    assert "holdfast: a policy could not be evaluated; `holdfast check` says why.\n" == ran.err


def test_what_is_wrong_with_the_manifest_itself_is_with_its_application(tree: Tree, listed: Any) -> None:
    manifest = SHOP.replace("{classes: [public]}", "{classes: [health], regulated: false}")
    ran = listed(tree({"ai-manifest.yaml": manifest}), "--format", "json", "--select", "manifest")
    assert ("fail", 1, ["manifest/regulated"]) == verdicts(ran)["chat"]


def test_what_is_not_declared_is_unknown(tree: Tree, listed: Any) -> None:
    manifest = f"{HEAD}metadata: {{name: s}}\napplications: [{{id: a, models: [{{ref: x}}]}}]\nmodels: []\n"
    ran = listed(tree({"ai-manifest.yaml": manifest}), "--format", "csv")
    [row] = csv.DictReader(io.StringIO(ran.out))
    known = {
        "manifest",
        "application",
        "name",
        "lifecycle",
        "roles",
        "verdict",
        "findings",
        "counted",
        "unknown",
    }
    assert {"unknown"} == {value for name, value in row.items() if name not in known}
    assert "use.model: the use of `x` by application `a` names `x`, which is not declared" in row["unknown"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_manifest_that_cannot_be_read_shows_in_the_exit_code(tree: Tree, listed: Any, name: str) -> None:
    root = tree({"a/ai-manifest.yaml": SHOP, "b/ai-manifest.yaml": "kind: AIManifest\n"})
    ran = listed(root, "--format", name, "--vendor", "openai")
    assert 1 == ran.code
    assert "b/ai-manifest.yaml" in ran.out
    assert (
        "holdfast: 1 manifest could not be read, so the list is not complete; `holdfast check` says why.\n"
        == ran.err
    )


def test_nothing_to_list(tree: Tree, listed: Any) -> None:
    ran = listed(tree({}))
    assert 3 == ran.code
    assert ran.err.startswith("holdfast: there is no ai-manifest.yaml here")


@pytest.mark.parametrize("name", FORMATS)
def test_written_to_a_file_and_the_same_every_time(tree: Tree, listed: Any, name: str) -> None:
    root = tree({"ai-manifest.yaml": SHOP})
    shown = listed(root, "--format", name)
    ran = listed(root, "--format", name, "-o", "out", "--jobs", "2")
    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert shown.out == (root / "out").read_bytes().decode()


def test_the_same_with_several_processes(tree: Tree, listed: Any) -> None:
    root = tree({f"{n}/ai-manifest.yaml": SHOP.replace("name: shop", f"name: shop-{n}") for n in range(6)})
    assert listed(root, "--jobs", "1").out == listed(root, "--jobs", "3").out


def test_options_and_what_they_choose_are_the_same_words(holdfast: Any) -> None:
    shown = holdfast("inventory", "--help").out
    assert set(ORDERS) == set(SORTS)
    assert [] == [field for field in FIELDS if f"  --{field} WORD" not in shown]
