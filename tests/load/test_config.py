"""The configuration: where it is found, what it sets, and every mistake in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.config import find_config, load_config
from holdfast.model.layers import merged
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import BoundedPath, PackName, Settings

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: Configuration\n"


def settings_of(root: Path) -> Settings:
    """Return what the configuration sets that the operator names."""
    return merged(load_config(BoundedPath(root / ".holdfast.yaml"), [root], {}))


def test_all_of_it(tree: Tree) -> None:
    text = HEAD + (
        "packs: [inventory, ./policies, ../shared/policies]\nselect: [inventory]\nignore: [inventory/owner]\n"
        "failOn: high\nportfolio: part\nparams: {a/b: {minimum: 2}}\nenforcement: {inventory: warn}\n"
    )
    root = tree({".holdfast.yaml": text})
    settings = settings_of(root)
    assert settings._replace(origins={}) == Settings(
        packs=(
            PackName("inventory"),
            PackName(str(root / "policies"), written="./policies"),
            PackName(str(root.parent / "shared" / "policies"), written="../shared/policies"),
        ),
        select=("inventory",),
        ignore=("inventory/owner",),
        fail_on=Severity.HIGH,
        part=True,
        params={"a/b": {"minimum": 2}},
        enforcement={"inventory": Enforcement.WARN},
    )


def test_what_is_not_set_has_its_default(tree: Tree) -> None:
    assert Settings() == settings_of(tree({".holdfast.yaml": HEAD}))


def test_it_is_found_from_the_target_up_to_the_git_root(tree: Tree) -> None:
    root = tree(
        {
            ".holdfast.yaml": HEAD,
            "repo/.git/HEAD": "",
            "repo/a/b/ai-manifest.yaml": "",
            "repo/a/.holdfast.yaml": HEAD,
        }
    )
    found = BoundedPath(root / "repo/a/.holdfast.yaml", root / "repo")
    assert found == find_config([root / "repo/a/b"]) == find_config([root / "repo/a/b/ai-manifest.yaml"])
    assert find_config([root / "repo"]) is None


def test_outside_a_repository_nothing_above_the_target_is_read(tree: Tree) -> None:
    root = tree({".holdfast.yaml": HEAD, "a/ai-manifest.yaml": ""})
    assert find_config([root / "a"]) is None
    assert BoundedPath(root / ".holdfast.yaml", root) == find_config([root])


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/etc/passwd", "the symbolic link leads out of the repository."),
        ("nowhere", "the symbolic link leads to nothing."),
        (".holdfast.yaml", "the symbolic link leads in a circle."),
    ],
)
def test_a_link_in_its_place_is_not_passed_over(tree: Tree, target: str, said: str) -> None:
    root = tree({})
    (root / ".holdfast.yaml").symlink_to(target)
    found = find_config([root])
    assert found is not None
    with pytest.raises(ConfigError) as caught:
        load_config(found, [root], {})
    assert f".holdfast.yaml cannot be read: {said}" == caught.value.message


def test_different_ones_are_for_the_operator_to_decide(tree: Tree) -> None:
    root = tree({"a/.holdfast.yaml": HEAD, "b/.holdfast.yaml": HEAD})
    with pytest.raises(ConfigError) as caught:
        find_config([root / "a", root / "b"])
    assert "the targets do not share one configuration (.holdfast.yaml)." == caught.value.message


def test_the_configuration_of_one_repository_does_not_judge_another(tree: Tree) -> None:
    root = tree({"a/.holdfast.yaml": HEAD, "b/ai-manifest.yaml": ""})
    with pytest.raises(ConfigError) as caught:
        find_config([root / "a", root / "b"])
    assert "the targets do not share one configuration (.holdfast.yaml)." == caught.value.message


def test_a_misnamed_one_is_not_passed_over(tree: Tree) -> None:
    with pytest.raises(ConfigError) as caught:
        find_config([tree({".holdfast.yml": HEAD})])
    assert (".holdfast.yml would not be read.", "Rename it to .holdfast.yaml.") == (
        caught.value.message,
        caught.value.hint,
    )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("pakcs: []\n", "3:1", "`pakcs` is not a known key"),
        ("failOn: hgh\n", "3:9", "`hgh` is not a known value of `failOn`"),
        ("select: inventory\n", "3:9", "`select`"),
        ("packs: []\n", "3:8", "`packs`"),
        ("extends: []\n", "3:10", "`extends`"),
        ("extends: {a: b}\n", "3:1", "`extends` must be text or a list"),
        ("params: {inventory: {}}\n", "3:21", "`inventory`"),
        ("applications: {chat: {parms: {}}}\n", "3:16", "`chat` has no `params`"),
        ("applications: {chat: {params: {a/b: {}}}}\n", "3:37", "`a/b`"),
        ("waivers: {maxDays: 0}\n", "3:20", "`maxDays`"),
        ("enforcement: {inventory: dney}\n", "3:26", "`dney` is not a known value"),
        ("a: [\n", "3:5", "A value was expected here."),
    ],
)
def test_mistakes_have_a_place(tree: Tree, text: str, place: str, said: str) -> None:
    with pytest.raises((ConfigError, UserErrors)) as caught:
        settings_of(tree({".holdfast.yaml": HEAD + text}))
    assert f".holdfast.yaml:{place}" == str(caught.value.location)
    assert caught.value.message.startswith(said), caught.value.message
