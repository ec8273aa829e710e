"""`holdfast policy new`: what it writes holds at once, asks for the rest, and overwrites nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.model.policy import POLICY_SCOPES

Tree = Callable[[Mapping[str, str]], Path]

POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: tested
title: "TODO: what holds where the policy is met, in one sentence without a full stop"
severity: medium  # how bad a failure is: critical, high, medium, low, info
scope: use
# matchConditions:  # which of them the policy applies to; without, all
#   - name: in-production
#     expression: app.lifecycle == 'production'
validations:
  - expression: has(use.testedOn)  # true where it complies
    messageExpression: "'`%s` was never tested in `%s`'.format([use.ref, app.id])"
rationale: "TODO: why this matters"
remediation: "TODO: what to do where it does not hold"
references: []  # the controls that ask for it, such as {framework: acme-handbook, control: "7.2"}
"""
SAID = """\
policies/acme/pack.yaml: written
policies/acme/tested.yaml: written
policies/acme/tested.cases.yaml: written

Next:
  1. Write what must hold into tested.yaml, and what shows it into tested.cases.yaml.
  2. holdfast policy test policies/acme
  3. holdfast policy lint policies/acme    asks for what is marked TODO
  4. holdfast check --policies policies/acme
"""


def test_a_policy_of_use_and_what_to_do_next(tree: Tree, holdfast: Any) -> None:
    root = tree({})
    ran = holdfast("policy", "new", "policies/acme/tested", "--scope", "use", cwd=root)
    assert (0, SAID, "") == (ran.code, ran.out, ran.err)
    assert POLICY == (root / "policies/acme/tested.yaml").read_text("utf-8")


@pytest.mark.parametrize("scope", [str(scope) for scope in POLICY_SCOPES])
def test_it_holds_at_once_and_lint_asks_for_the_rest(tree: Tree, holdfast: Any, scope: str) -> None:
    root = tree({})
    assert 0 == holdfast("policy", "new", "acme/new", "--scope", scope, cwd=root).code
    tested = holdfast("policy", "test", "acme", cwd=root)
    assert (0, "") == (tested.code, tested.err), tested.out
    linted = holdfast("policy", "lint", "acme", cwd=root)
    assert [
        ("no-reference", "acme/new.yaml:3:5"),
        ("todo", "acme/new.yaml:4:8"),
        ("todo", "acme/new.yaml:13:12"),
        ("todo", "acme/new.yaml:14:14"),
        ("todo", "acme/pack.yaml:5:8"),
        ("todo", "acme/pack.yaml:6:14"),
    ] == re.findall(r"^lint\[(.*?)\].*\n *--> (.*)$", linted.out, re.MULTILINE)


@pytest.mark.parametrize("scope", [str(scope) for scope in POLICY_SCOPES])
def test_its_condition_can_be_taken_in(tree: Tree, holdfast: Any, scope: str) -> None:
    root = tree({})
    holdfast("policy", "new", "acme/new", "--scope", scope, cwd=root)
    policy = root / "acme/new.yaml"
    policy.write_text(
        re.sub(r"^# ?(?=matchC|  )", "", policy.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    assert "\nmatchConditions:" in policy.read_text("utf-8")
    cases = holdfast("policy", "test", "acme", cwd=root)
    assert "error" not in cases.err
    assert "not as expected" not in cases.out


def test_a_pack_that_is_there_is_added_to(tree: Tree, holdfast: Any) -> None:
    root = tree({})
    holdfast("policy", "new", "acme/one", cwd=root)
    before = (root / "acme/pack.yaml").read_text("utf-8")
    (root / "acme/pack.yaml").write_text(before.replace("id: acme", "id: bank"), "utf-8")
    ran = holdfast("policy", "new", "acme/two", cwd=root)
    assert ["acme/two.yaml: written", "acme/two.cases.yaml: written", ""] == ran.out.splitlines()[:3]
    assert "id: bank" in (root / "acme/pack.yaml").read_text("utf-8")


@pytest.mark.parametrize("there", ["one.yaml", "one.cases.yaml"])
def test_nothing_is_overwritten_and_nothing_written_beside_it(tree: Tree, holdfast: Any, there: str) -> None:
    root = tree({f"acme/{there}": "mine\n"})
    ran = holdfast("policy", "new", "acme/one", cwd=root)
    assert (2, "") == (ran.code, ran.out)
    assert f"acme/{there} is there already." in ran.err
    assert [there] == [path.name for path in (root / "acme").iterdir()]
    assert "mine\n" == (root / "acme" / there).read_text("utf-8")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("pinned", "`pinned` names no pack."),
        ("", "`` names no pack."),
        ("/", "`/` names no pack."),
        ("acme/Pinned", "`Pinned` is no id for a policy."),
        ("acme/a--b", "`a--b` is no id for a policy."),
        ("acme/pinned.yaml", "`pinned.yaml` is no id for a policy."),
        ("acme/pack", "a policy cannot be called `pack`."),
        ("Acme/pinned", "`Acme` is no id for a pack."),
        ("policies/sovereignty/pinned", "there is a pack `sovereignty` already."),
        ("manifest/pinned", "there is a pack `manifest` already."),
        ("file/pinned", "Cannot write file"),
    ],
)
def test_what_is_no_name_is_2(tree: Tree, holdfast: Any, named: str, said: str) -> None:
    root = tree({"file": "a file\n"})
    ran = holdfast("policy", "new", named, cwd=root)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err
    assert ["file"] == [path.name for path in root.iterdir()]


def test_a_scope_that_does_not_exist_is_2(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "new", "acme/one", "--scope", "usage", cwd=tree({}))
    assert (2, "") == (ran.code, ran.out)
    assert "`usage` is no scope." in ran.err
