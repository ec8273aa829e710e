"""What a run checks: which packs and checks are on, and what is refused before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.cli.plugins import installed
from holdfast.errors import ConfigError, PluginError, PolicyError
from holdfast.load.organisation import load_organisation
from holdfast.model.function import Function
from holdfast.model.policy import Check, Rule, Scope, Severity
from holdfast.model.settings import DEFAULT_PACKS, PackName, Settings
from holdfast.requirements import load_requirements

Tree = Callable[[Mapping[str, str]], Path]

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: Rule
severity: low
scope: model
validations: [{expression: 'true'}]
"""


def check(rule: str) -> Check:
    return Check(Rule(rule, "Title", Severity.LOW, Scope.MODEL), lambda _: ())


def rules(checks: tuple[Check, ...] = (), packs: tuple[str, ...] = ("sovereignty",)) -> list[str]:
    plugins = installed()._replace(checks=checks)
    requirements = load_requirements(Settings(packs=tuple(map(PackName, packs))), plugins)
    return [rule.id for rule in requirements.rules if rule.pack != "manifest"]


def test_a_check_of_a_pack_is_on_where_its_pack_is() -> None:
    own, foreign = check("sovereignty/own"), check("inventory/own")
    assert sorted([*rules(), "sovereignty/own"]) == sorted(rules((own, foreign)))


def test_a_pack_of_checks_alone() -> None:
    assert sorted(check.rule.id for check in builtin.checks()) == rules(tuple(builtin.checks()), ("drift",))


def test_a_pack_does_not_run_without_one_of_its_checks() -> None:
    with pytest.raises(ConfigError) as caught:
        rules(tuple(builtin.checks())[1:], ("drift",))
    assert "the pack `drift` has the rule `undeclared-model`, which no plugin adds." == caught.value.message


def test_a_check_of_no_pack_is_on_wherever_it_is_installed() -> None:
    assert ["free/one", *rules()] == rules((check("free/one"),))


def test_parameters_of_a_rule_that_is_left_out_are_no_mistake() -> None:
    params = {"sovereignty/regulated-data-origin": {"allowedOrigins": ["eu"]}}
    settings = Settings(packs=DEFAULT_PACKS, select=("inventory/owner",), params=params)
    requirements = load_requirements(settings, installed())
    assert ["inventory/owner"] == [rule.id for rule in requirements.rules if rule.pack != "manifest"]


@pytest.mark.parametrize("rule", ["sovereignty/regulated-data-origin", "manifest/mine", "manifest/schema"])
def test_a_rule_is_there_once(rule: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rules((check(rule),))
    said = f"the rule `{rule}` is there twice, or is in a pack that is built in."
    assert said == caught.value.message


@pytest.mark.parametrize("name", ["size", "matches", "has", "map", "startsWith", "timestamp"])
def test_a_plugin_does_not_change_the_language(name: str) -> None:
    plugins = installed()._replace(cel_functions=(Function(name, ("dyn",), "int", lambda _: 99),))
    with pytest.raises(PluginError) as caught:
        load_requirements(Settings(), plugins)
    assert f"a plugin adds the CEL function `{name}`, which the language has already." == caught.value.message


def test_an_installed_pack_is_called_what_it_says(tree: Tree) -> None:
    root = tree({"alias/pack.yaml": PACK, "alias/rule.yaml": POLICY})
    plugins = installed()._replace(policy_packs=(root / "alias",))
    with pytest.raises(PluginError) as caught:
        load_requirements(Settings(packs=(PackName("alias"),)), plugins)
    assert "the installed pack alias calls itself `own`." == caught.value.message


def test_one_pack_id_has_one_content(tree: Tree) -> None:
    other = PACK.replace("title: Own", "title: Other")
    root = tree(
        {"one/pack.yaml": PACK, "one/rule.yaml": POLICY, "two/pack.yaml": other, "two/rule.yaml": POLICY}
    )
    with pytest.raises(ConfigError) as caught:
        load_requirements(Settings(packs=(PackName(str(root)),)), installed())
    assert "there are two packs `own` with different content." == caught.value.message


def test_a_checked_tree_names_no_packs_elsewhere(tree: Tree) -> None:
    root = tree({"repo/.git/HEAD": "", "elsewhere/pack.yaml": PACK, "elsewhere/rule.yaml": POLICY})
    elsewhere = PackName(str(root / "repo" / ".." / "elsewhere"), root / "repo")
    settings = Settings(packs=(elsewhere,))
    with pytest.raises(ConfigError) as caught:
        load_requirements(settings, installed())
    said = "the pack folder elsewhere is outside the repository whose configuration names it."
    assert said == caught.value.message
    named = settings._replace(packs=(elsewhere._replace(root=None),))
    assert "own" in [pack.id for pack in load_requirements(named, installed()).packs]


def test_a_policy_of_a_checked_tree_is_no_link_out_of_it(tree: Tree) -> None:
    root = tree({"repo/.git/HEAD": "", "repo/own/pack.yaml": PACK})
    (root / "repo/own/rule.yaml").symlink_to("/etc/passwd")
    settings = Settings(packs=(PackName(str(root / "repo/own"), root / "repo"),))
    with pytest.raises(PolicyError) as caught:
        load_requirements(settings, installed())
    assert (
        "own/rule.yaml cannot be read: the symbolic link leads out of the repository." == caught.value.message
    )


def test_a_pack_takes_no_lock_from_a_check_of_no_pack(tree: Tree) -> None:
    """A check without a pack folder is on wherever it is installed; a repository may call a pack like it."""
    organisation = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\npacks: [inventory]\n"
    root = tree(
        {
            "org.yaml": f"{organisation}locked: {{rules: ['*']}}\n",
            "free/pack.yaml": PACK.replace("id: own", "id: free"),
            "free/rule.yaml": POLICY,
        }
    )
    own = load_organisation(root / "org.yaml", [root])
    settings = own.settings._replace(
        packs=(*own.settings.packs, PackName(str(root / "free"))), ignore=("free",), fail_on=Severity.CRITICAL
    )
    plugins = installed()._replace(checks=(check("free/one"),))
    held = load_requirements(settings, plugins, own).held
    assert ["free/one"] == [rule for rule in sorted(held.chosen) if rule.startswith("free/")]
    assert ("free/one" in held.thresholds, "free/rule" in held.thresholds) == (True, False)
