"""`holdfast packs`: what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.git_repositories import FILES, PACK, POLICY, digest, git_repository

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [./policies]\n"
TREE = {".holdfast.yaml": CONFIG, "policies/acme/pack.yaml": PACK, "policies/acme/rule.yaml": POLICY}


def test_without_a_configuration_they_are_the_default_ones(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("packs", cwd=tree({}))
    assert (0, "") == (ran.code, ran.err)
    blocks = ran.out.split("\n\n")
    assert ["inventory", "model-diversity", "sovereignty"] == [block.partition(" ")[0] for block in blocks]
    assert all("\n  source  installed\n" in block for block in blocks)


def test_a_folder_is_relative_to_the_configuration(tree: Tree, holdfast: Any) -> None:
    root = tree({**TREE, "deep/x.txt": ""})
    found = digest(root / "policies/acme")
    expected = f"""\
acme 1.0.0
  source  ./policies/acme
  rules   1
  digest  {found}
  lock    there is none
"""
    ran = holdfast("packs", cwd=root)
    assert (0, expected, "") == (ran.code, ran.out, ran.err)
    assert expected == holdfast("packs", "--config", "../.holdfast.yaml", cwd=root / "deep").out


@pytest.mark.parametrize(
    ("change", "state"),
    [({}, "locked"), ({"policies/acme/rule.yaml": POLICY.replace("low", "high")}, "not as it is locked")],
    ids=["the same", "another"],
)
def test_whether_it_is_locked(tree: Tree, holdfast: Any, change: Mapping[str, str], state: str) -> None:
    root = tree(TREE)
    assert 0 == holdfast("packs", "update", cwd=root).code
    tree(change)
    assert holdfast("packs", cwd=root).out.endswith(f"\n  lock    {state}\n")


def test_a_pack_beside_those_that_are_locked(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    tree({".holdfast.yaml": CONFIG.replace("[", "[inventory, ")})
    assert holdfast("packs", cwd=root).out.endswith("\n  lock    not locked\n")


def test_a_pack_from_git_has_its_commit(
    tree: Tree, holdfast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    repository = git_repository(tmp_path / "remote")
    commit = repository.commit(FILES)
    root = tree({"own.yaml": CONFIG.replace("./policies", f"{repository.url}@{commit}#packs")})
    ran = holdfast("packs", "--config", "own.yaml", cwd=root)
    found = digest(repository.folder / "packs/acme")
    expected = f"""\
acme 1.0.0
  source  file://{repository.folder}, folder packs
  commit  {commit}
  rules   1
  digest  {found}
  lock    there is none
"""
    assert (0, expected, "") == (ran.code, ran.out, ran.err)


def test_what_a_stranger_wrote_is_shown_safely(tree: Tree, holdfast: Any) -> None:
    evil = "policies/\x1b[31m"
    root = tree({**TREE, f"{evil}/pack.yaml": PACK.replace("acme", "evil"), f"{evil}/rule.yaml": POLICY})
    ran = holdfast("packs", cwd=root)
    assert "  source  ./policies/\\x1b[31m\n" in ran.out
    assert "\x1b" not in ran.out


def test_a_broken_lock_is_2(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("packs", cwd=tree({**TREE, ".holdfast.lock": "{"}))
    assert (2, "") == (ran.code, ran.out)
    assert ran.err.startswith("error: the lock is not JSON.\n  --> .holdfast.lock:1:2\n")
