"""`holdfast explain RULE TARGET`: the expression of each finding with the values that decided it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    criticality: high
    owner: group:web
    data: {classes: [personal]}
    models: [{ref: big}, {ref: own}]
models:
  - {id: big, model: deepseek-r1, backend: cloud}
  - {id: own, model: nobody-knows-7b, backend: cloud}
backends: [{id: cloud}]
"""
CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [./policies]\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: Own rule
severity: medium
scope: application
validations:
  - expression: |
      app.uses.filter(u, u.role == 'primary').all(u,
        u.ref == 'big')
"""


def test_the_parts_that_decided_stand_below_the_expression(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": MANIFEST})
    ran = holdfast("explain", "sovereignty/regulated-data-origin", str(root), "--as-of", "2026-11-23")
    assert (0, "") == (ran.code, ran.err)
    assert (
        "ai-manifest.yaml:9:20: fail: regulated data of `chat` reaches `deepseek-r1`, "
        "which originates in CN\n"
        "\n"
        "    model.origin in variables.allowed && model.baseOrigin in variables.allowed\n"
        "    is false\n"
        "      where false = model.origin in variables.allowed\n"
        "        where `CN` = model.origin\n"
        "        where [`AT`, `BE`, `BG`, `CY`, `CZ`, 22 more] = variables.allowed\n"
        "          where [`eu`] = params.allowedOrigins\n"
        "\n"
        "ai-manifest.yaml:9:32: unknown: cannot tell: Regulated data stays off models of non-EU origin\n"
        "\n"
        "    model.origin in variables.allowed && model.baseOrigin in variables.allowed\n"
        "    is unknown\n"
        "      where unknown = model.origin in variables.allowed\n"
        "        where unknown = model.origin\n"
        "      where unknown = model.baseOrigin in variables.allowed\n"
        "        where unknown = model.baseOrigin\n"
        "\n"
        "sovereignty/regulated-data-origin: 1 fail, 1 unknown.\n"
    ) == ran.out


def test_a_rule_of_the_target_itself_is_explained(tree: Tree, holdfast: Any) -> None:
    files = {"ai-manifest.yaml": MANIFEST, ".holdfast.yaml": CONFIG}
    root = tree({**files, "policies/pack.yaml": PACK, "policies/rule.yaml": POLICY})
    ran = holdfast("explain", "own/rule", str(root), "--as-of", "2026-11-23")
    assert (
        "ai-manifest.yaml:5:9: fail: Own rule\n"
        "\n"
        "    app.uses.filter(u, u.role == 'primary').all(u,\n"
        "      u.ref == 'big')\n"
        "    is false\n"
        "      where [use `big`, use `own`] = app.uses.filter(u, u.role == 'primary')\n"
        "        where [use `big`, use `own`] = app.uses\n"
        "      where false, for use `own` = u.ref == 'big'\n"
        "        where `own` = u.ref\n"
        "\n"
        "own/rule: 1 fail.\n"
    ) == ran.out


def test_what_was_not_decided_because_of_a_condition_is_explained(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": MANIFEST.replace("    criticality: high\n", "")})
    ran = holdfast("explain", "inventory/migration-path", str(root), "--as-of", "2026-11-23")
    assert [
        "    app.criticality in ['high', 'critical']",
        "    is unknown",
        "      where unknown = app.criticality",
    ] == ran.out.splitlines()[2:5]


@pytest.mark.parametrize(
    ("rule", "out"),
    [
        ("inventory/owner", "inventory/owner: 1 pass.\n"),
        (
            "manifest/reference",
            (
                "manifest/reference: 1 fail.\n"
                "No expression decides this rule; `holdfast check` says what it found.\n"
            ),
        ),
    ],
)
def test_what_has_nothing_to_explain_says_so(tree: Tree, holdfast: Any, rule: str, out: str) -> None:
    broken = MANIFEST.replace("{ref: own}", "{ref: nowhere}")
    root = tree({"ai-manifest.yaml": broken if rule.startswith("manifest/") else MANIFEST})
    assert out == holdfast("explain", rule, str(root), "--as-of", "2026-11-23").out


@pytest.mark.parametrize("rule", ["inventory", "inventory/ownr"])
def test_a_rule_is_named_by_its_full_id(tree: Tree, holdfast: Any, rule: str) -> None:
    ran = holdfast("explain", rule, str(tree({"ai-manifest.yaml": MANIFEST})))
    assert (2, "") == (ran.code, ran.out)
