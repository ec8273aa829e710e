"""`holdfast config`: every value in force, with where it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\n"
ORGANISATION = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: few
title: Few
severity: low
scope: application
params:
  most: {type: integer, stricter: lower, default: 3}
  names: {type: array, items: {type: string}, default: [a]}
validations:
  - expression: size(app.uses) <= params.most && size(params.names) > 0
"""
SCHEMA = json.loads(
    (resources.files("holdfast.output") / "schemas" / "settings-v1.schema.json").read_text(encoding="utf-8")
)
FILES = {
    "org/acme/pack.yaml": PACK,
    "org/acme/few.yaml": POLICY,
    "org/organisation.yaml": ORGANISATION
    + "packs: [./acme]\nparams: {acme: {most: 2}}\nwaivers: {maxDays: 30}\nlocked: {rules: [acme/few]}\n",
    "repo/.git/HEAD": "",
    "repo/base.yaml": CONFIG + "failOn: high\nwaivers: {maxDays: 90}\n",
    "repo/.holdfast.yaml": CONFIG
    + "extends: base.yaml\nportfolio: part\nignore: [acme]\nparams: {acme/few: {names: [b, c]}}\n"
    + "applications: {chat: {params: {acme: {most: 1}}}}\n",
}


def rows(table: str) -> list[str]:
    """Return the cells of each line, without the packs that are built in."""
    return [
        " | ".join(re.split("  +", line.strip())) for line in table.splitlines() if ".manifest/" not in line
    ]


def test_without_anything_all_is_default(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("config", "--policies", "inventory", "--select", "inventory/owner", cwd=tree({}))
    assert (0, "") == (ran.code, ran.err)
    assert [
        "packs | inventory | command line",
        "select | inventory/owner | command line",
        "failOn | low | default",
        "portfolio | whole | default",
        "enforcement.inventory/owner | deny | default",
    ] == rows(ran.out)


def test_every_value_says_where_it_comes_from(tree: Tree, holdfast: Any) -> None:
    ran = holdfast(
        *("config", "repo", "--org-config", "org/organisation.yaml", "--ignore", "acme/few"),
        cwd=tree(FILES),
    )
    assert (0, "") == (ran.code, ran.err)
    table, _, refused = ran.out.partition("\n\n")
    assert [
        "packs | ./acme | organisation.yaml:3:9 (organisation, locked)",
        "ignore | acme | .holdfast.yaml:5:10",
        "ignore | acme/few | command line",
        "failOn | high | base.yaml:3:1 (extended)",
        "portfolio | part | .holdfast.yaml:4:1",
        "waivers.maxDays | 30 | organisation.yaml:5:11 (organisation, locked)",
        "waivers.forbidden | acme/few | organisation.yaml:6:18 (organisation, locked)",
        "acceptDeclaredFacts | false | default (locked)",
        "enforcement.acme/few | deny | default (locked)",
        "params.acme/few.most | 2 | organisation.yaml:4:17 (organisation, locked)",
        "params.acme/few.names | [a] | default (locked)",
        "applications.chat.params.acme/few.most | 1 | .holdfast.yaml:7:39 (locked)",
    ] == rows(table)
    locks = "which the organisation locks:"
    counted = f"keeps `acme/few` from counting, {locks} counted from `low` on all the same"
    assert [
        "Loosens what the organisation locks, and does not hold:",
        f"  .holdfast.yaml:5:10: `ignore` leaves out `acme/few`, {locks} checked all the same",
        f'  .holdfast.yaml:6:21: `params` sets `names` of `acme/few` to `["b", "c"]`, {locks} `["a"]` holds',
        f"  base.yaml:3:1: `failOn` {counted}",
        f"  base.yaml:4:11: `waivers` lets waivers live for 90 days, {locks} `30` holds",
        f"  `--ignore` leaves out `acme/few`, {locks} checked all the same.",
    ] == refused.splitlines()


def test_json_keeps_to_its_schema_and_says_the_same(tree: Tree, holdfast: Any) -> None:
    root = tree(FILES)
    arguments = ("config", "repo", "--org-config", "org/organisation.yaml")
    ran = holdfast(*arguments, "--format", "json", cwd=root)
    said = json.loads(ran.out)
    Draft202012Validator(SCHEMA).validate(said)
    named = {tuple(item["key"]): item for item in said["settings"]}
    assert {
        "key": ["applications", "chat", "params", "acme/few", "most"],
        "value": 1,
        "source": "configuration",
        "location": {"path": ".holdfast.yaml", "line": 7, "column": 39},
        "locked": True,
    } == named["applications", "chat", "params", "acme/few", "most"]
    assert ["a"] == named["params", "acme/few", "names"]["value"]
    assert 4 == len(said["refused"])
    assert ran.out == holdfast(*arguments, "--format=json", cwd=root).out


@pytest.mark.parametrize(
    ("files", "arguments", "expected"),
    [
        ({".holdfast.yaml": CONFIG + "failon: low\n"}, (), "`failon` is not a known key of a configuration."),
        ({".holdfast.yaml": CONFIG + "select: [nope]\n"}, (), "there is no rule `nope`."),
        ({".holdfast.yaml": CONFIG + "packs: [nope]\n"}, (), "there is no pack `nope`."),
        ({".holdfast.yaml": CONFIG + "ignore: ['*']\n"}, (), "no rule is left to check."),
        ({}, ("--format", "xml"), "`xml` is no format."),
        ({}, ("nowhere",), "`nowhere` does not exist."),
        ({}, ("--config", "a.yaml", "--no-config"), "`--config` and `--no-config` exclude each other."),
        ({}, ("--org-config", "a.yaml"), "a.yaml cannot be read: the file does not exist."),
    ],
    ids=["unknown key", "no rule", "no pack", "nothing left", "no format", "no target", "both", "no file"],
)
def test_it_fails_as_check_does(
    tree: Tree, holdfast: Any, files: dict[str, str], arguments: tuple[str, ...], expected: str
) -> None:
    ran = holdfast("config", *arguments, cwd=tree(files))
    assert (2, f"error: {expected}") == (ran.code, ran.err.splitlines()[0])


@pytest.mark.parametrize(
    "locked", ["", "locked: {rules: [inventory/data]}\n"], ids=["alone", "beside a lock"]
)
def test_rules_that_the_organisation_forbids_to_waive(tree: Tree, holdfast: Any, locked: str) -> None:
    organisation = (
        "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\npacks: [inventory]\n"
        f"waivers: {{forbidden: [inventory/owner]}}\n{locked}"
    )
    ran = holdfast("config", "--org-config", "m.yaml", "--no-config", cwd=tree({"m.yaml": organisation}))
    assert 0 == ran.code, ran.err
    assert "waivers.forbidden | inventory/owner | m.yaml:4:23 (organisation, locked)" in rows(ran.out)


def test_what_ships_stands_in_columns(holdfast: Any, tree: Tree) -> None:
    lines = holdfast("config", cwd=tree({})).out.splitlines()
    assert 1 == len({line.rindex("  default") for line in lines})
