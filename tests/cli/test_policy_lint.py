"""`holdfast policy lint`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

Tree = Callable[[Mapping[str, str]], Path]

SCHEMA = Path(__file__).resolve().parents[2] / "src/holdfast/output/schemas/lint-v1.schema.json"

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\ndescription: Ours.\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: owned
title: Every application has an owner
severity: medium
scope: application
params:
  least: {type: integer, default: 1, description: How many letters a name has.}
validations:
  - expression: has(app.owner) && app.owner.size() >= params.least
    messageExpression: "'`%s` has no owner'.format([app.id])"
rationale: Somebody answers for it.
remediation: Name an owner.
references:
  - {framework: acme-handbook, control: "7"}
"""
CASES = """\
apiVersion: holdfast/v1
kind: Cases
cases:
  - {name: passes, expect: pass, manifests: {ai-manifest.yaml: x}}
  - {name: fails, expect: fail, manifests: {ai-manifest.yaml: x}}
"""
FILES = {"acme/pack.yaml": PACK, "acme/owned.yaml": POLICY, "acme/owned.cases.yaml": CASES}
WEAK = {
    **FILES,
    "acme/again.yaml": POLICY.replace("id: owned", "id: again"),
    "acme/again.cases.yaml": CASES,
    "acme/owned.yaml": POLICY.replace("title: Every application", "title: 'TODO ::error ##[x]' #"),
}


def test_no_findings_is_0(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "lint", "acme", cwd=tree(FILES))
    assert (0, "") == (ran.code, ran.err)
    assert "1 policy of 1 pack (acme) linted: no findings (exit code 0).\n" == ran.out


@pytest.mark.parametrize("named", [(".",), ("acme",), ("acme", ".", "../tree/acme")])
def test_findings_are_1_each_shown_once_at_its_place(
    tree: Tree, holdfast: Any, named: tuple[str, ...]
) -> None:
    ran = holdfast("policy", "lint", *named, cwd=tree(WEAK))
    assert (1, "") == (ran.code, ran.err)
    assert (
        r"""lint[duplicate-rule]: this decides the same as `acme/again`
 --> acme/owned.yaml:3:5
  |
3 | id: owned
  |     ^^^^^
  |
  = where: acme/again.yaml:3:5: the other one
  = help: Remove one of the two, or let them differ.

lint[todo]: `title` is still to be written
 --> acme/owned.yaml:4:8
  |
4 | title: 'TODO ::error #\x23[x]' # has an owner
  |        ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: Write what is to be said there.

2 policies of 1 pack (acme) linted: 2 findings (exit code 1).
"""
    ) == ran.out


def test_json_keeps_to_its_schema(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "lint", "acme", "--format", "json", cwd=tree(WEAK))
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(found)
    assert (1, "") == (ran.code, ran.err)
    assert ["version", "packs", "policies", "findings"] == list(found)
    assert {
        "lintId": "duplicate-rule",
        "rule": "acme/owned",
        "message": "this decides the same as `acme/again`",
        "location": {"path": "acme/owned.yaml", "line": 3, "column": 5, "endLine": 3, "endColumn": 10},
        "related": [
            {
                "message": "the other one",
                "location": {
                    "path": "acme/again.yaml",
                    "line": 3,
                    "column": 5,
                    "endLine": 3,
                    "endColumn": 10,
                },
            }
        ],
        "remedy": "Remove one of the two, or let them differ.",
    } == found["findings"][0]
    assert (1, ["acme"], 2, 2) == (
        found["version"],
        found["packs"],
        found["policies"],
        len(found["findings"]),
    )


def test_the_packs_of_the_configuration_are_linted_where_none_is_named(tree: Tree, holdfast: Any) -> None:
    config = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [inventory, ./acme]\n"
    root = tree({**FILES, ".holdfast.yaml": config, "sub/.git/HEAD": "", "sub/x": ""})
    ran = holdfast("policy", "lint", cwd=root)
    assert (0, "") == (ran.code, ran.err)
    assert "1 policy of 1 pack (acme) linted: no findings (exit code 0).\n" == ran.out
    assert "sovereignty" in holdfast("policy", "lint", cwd=root / "sub").out


def test_all_installed_packs_are_linted_where_none_is_named(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "lint", cwd=tree({}))
    assert (0, "") == (ran.code, ran.err)
    assert " linted: no findings (exit code 0).\n" in ran.out
    assert "sovereignty" in ran.out


def test_a_configuration_names_no_folder_elsewhere(tree: Tree, holdfast: Any) -> None:
    config = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [../acme]\n"
    ran = holdfast("policy", "lint", cwd=tree({**FILES, "sub/.holdfast.yaml": config}) / "sub")
    assert (2, "") == (ran.code, ran.out)
    assert "the pack folder acme is outside the repository that names it." in ran.err


@pytest.mark.parametrize(
    ("files", "named", "said"),
    [
        (FILES, "nowhere", "there is no pack `nowhere`."),
        (FILES, "", "there is no pack ``."),
        ({"acme/pack.yaml": PACK}, "acme", "the pack `acme` holds no policy."),
        ({**FILES, "acme/owned.yaml": POLICY + "more: 1\n"}, "acme", "  --> acme/owned.yaml:16:1"),
        ({**FILES, "acme/owned.cases.yaml": "cases: ["}, "acme", "  --> acme/owned.cases.yaml:1:9"),
    ],
    ids=["no pack", "an empty name", "no policy", "unknown key", "no YAML"],
)
def test_what_cannot_be_read_is_2(
    tree: Tree, holdfast: Any, files: Mapping[str, str], named: str, said: str
) -> None:
    ran = holdfast("policy", "lint", named, cwd=tree(files))
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_a_format_that_does_not_exist_is_2(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "lint", "--format", "jsn", cwd=tree({}))
    assert (2, "") == (ran.code, ran.out)
    assert "Did you mean `json`?" in ran.err
