"""`holdfast rules` and `holdfast explain RULE` know the packs of the configuration and of `--policies`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: few
title: "There are few\\x1b[2J models"
severity: low
scope: manifest
params:
  most: {type: integer, default: 1, description: How many there may be.}
  names: {type: array, items: {type: string}, default: [a, b]}
validations:
  - expression: manifest.models.size() <= params.most || params.names == []
rationale: Each costs.
remediation: Retire one.
references: [{framework: acme-handbook, control: "7"}]
"""
CONFIG = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [inventory, ./policies]
params:
  acme/few:
    most: 3
"""
FILES = {"policies/acme/pack.yaml": PACK, "policies/acme/few.yaml": POLICY}
CONFIGURED = {**FILES, ".holdfast.yaml": CONFIG}
PAGE = r"""acme/few (low, by manifest)

There are few\x1b[2J models.

Why
  Each costs.

What to do
  Retire one.

References
  acme-handbook 7

Parameters
  most: {most}
    How many there may be.
  names: ["a", "b"], the default
"""
SET = PAGE.format(most="3, set at .holdfast.yaml:6:11; the default is 1")
DEFAULT = PAGE.format(most="1, the default")


@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        (CONFIGURED, ()),
        (FILES, ("--policies", "policies/acme")),
        (FILES, ("--policies", "policies", "--no-config")),
        ({**FILES, "other.yaml": CONFIG}, ("--config", "other.yaml")),
    ],
    ids=["configured", "a folder", "no configuration", "another configuration"],
)
def test_rules_lists_them_beside_the_installed(
    tree: Tree, holdfast: Any, files: Mapping[str, str], arguments: tuple[str, ...]
) -> None:
    ran = holdfast("rules", *arguments, cwd=tree(files))
    assert (0, "") == (ran.code, ran.err)
    [line] = [line.split(maxsplit=2) for line in ran.out.splitlines() if line.startswith("acme/")]
    assert ["acme/few", "low", r"There are few\x1b[2J models"] == line
    assert "\nsovereignty/regulated-data-origin " in ran.out


def test_rules_does_not_know_what_is_not_named(tree: Tree, holdfast: Any) -> None:
    root = tree(CONFIGURED)
    assert "acme/few" not in holdfast("rules", "--no-config", cwd=root).out
    assert "acme/few" not in holdfast("rules", "--policies", "inventory", cwd=root).out


@pytest.mark.parametrize(
    ("files", "arguments", "expected"),
    [
        (CONFIGURED, (), SET),
        (CONFIGURED, ("--policies", "policies/acme"), SET),
        (CONFIGURED, ("--policies", "policies/acme", "--no-config"), DEFAULT),
        (FILES, ("--policies", "policies/acme"), DEFAULT),
    ],
    ids=["configured", "a folder with a configuration", "no configuration", "a folder"],
)
def test_explain_says_which_value_a_parameter_has_and_where_it_is_set(
    tree: Tree, holdfast: Any, files: Mapping[str, str], arguments: tuple[str, ...], expected: str
) -> None:
    ran = holdfast("explain", "acme/few", *arguments, cwd=tree(files))
    assert (0, expected, "") == (ran.code, ran.out, ran.err)


def test_explain_there_takes_the_same_packs(tree: Tree, holdfast: Any) -> None:
    manifest = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: []
models: [{id: a, model: x, backend: b}, {id: c, model: y, backend: b}]
backends: [{id: b}]
"""
    root = tree({**CONFIGURED, "ai-manifest.yaml": manifest})
    arguments = ("explain", "acme/few", ".", "--as-of", "2026-11-23", "--policies", "policies")
    assert "acme/few: 1 pass.\n" == holdfast(*arguments, cwd=root).out
    without = holdfast(*arguments, "--no-config", cwd=root).out
    assert "\nacme/few: 1 fail.\n" in without


@pytest.mark.parametrize("command", [("rules",), ("explain", "acme/few")])
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--policies", "nowhere"), "there is no pack `nowhere`."),
        (("--config", "x.yaml", "--no-config"), "exclude each other."),
        (("--config", "x.yaml"), "x.yaml cannot be read"),
    ],
)
def test_what_is_wrong_is_2(
    tree: Tree, holdfast: Any, command: tuple[str, ...], arguments: tuple[str, ...], said: str
) -> None:
    ran = holdfast(*command, *arguments, cwd=tree(FILES))
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err


def test_a_misspelt_rule_of_ones_own_is_told_with_the_nearest(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("explain", "acme/fwe", cwd=tree(CONFIGURED))
    assert (2, "") == (ran.code, ran.out)
    assert "acme/few" in ran.err


def test_a_folder_of_the_configuration_lies_in_its_repository(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, "repository/.holdfast.yaml": CONFIG.replace("./policies", "../policies")})
    ran = holdfast("rules", cwd=root / "repository")
    assert (2, "") == (ran.code, ran.out)
    assert "is outside the repository" in ran.err


ORGANISATION = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\npacks: [./policies]\n"


def test_packs_of_the_organisation_are_known(tree: Tree, holdfast: Any) -> None:
    files = {f"org/{path}": text for path, text in FILES.items()} | {"org/m.yaml": ORGANISATION}
    root = tree({**files, "ai-manifest.yaml": "apiVersion: holdfast/v1\nkind: AIManifest\n"
                 "metadata: {name: shop}\napplications: []\n"})  # fmt: skip
    options = ("--org-config", "org/m.yaml")
    assert "acme/few " in holdfast("rules", *options, cwd=root).out
    assert f"{DEFAULT}" == holdfast("explain", "acme/few", *options, cwd=root).out
    assert "acme/few: 1 pass.\n" == holdfast("explain", "acme/few", ".", *options, cwd=root).out
    assert 2 == holdfast("explain", "acme/few", cwd=root).code
