"""`holdfast packs update`, and what a check says of packs that are locked."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.git_repositories import FILES, PACK, POLICY, GitRepository, digest, git_repository

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [./policies]\n"
MANIFEST = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
TREE = {
    ".holdfast.yaml": CONFIG,
    "ai-manifest.yaml": MANIFEST,
    "policies/acme/pack.yaml": PACK,
    "policies/acme/rule.yaml": POLICY,
}
POLICIES = {name: text for name, text in TREE.items() if name.startswith("policies")}
ADDED = """\
acme 1.0.0: added
  + acme/rule (low): Rule

.holdfast.lock: 1 pack locked, 1 changed.
"""


def test_the_first_lock(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    ran = holdfast("packs", "update", cwd=root)
    assert (0, ADDED, "") == (ran.code, ran.out, ran.err)
    written = json.loads((root / ".holdfast.lock").read_text("utf-8"))
    assert {
        "acme": {
            "version": "1.0.0",
            "source": "./policies/acme",
            "digest": digest(root / "policies/acme"),
            "files": {Path(name).name: sha256(text.encode()).hexdigest() for name, text in POLICIES.items()},
            "rules": {
                "acme/rule": {
                    "title": "Rule",
                    "severity": "low",
                    "scope": "model",
                    "validations.expression": "true",
                }
            },
        }
    } == written["packs"]


def test_a_second_time_nothing_changes(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    before = (root / ".holdfast.lock").read_bytes()
    ran = holdfast("packs", "update", cwd=root)
    assert (0, ".holdfast.lock: 1 pack locked, nothing changed.\n", "") == (ran.code, ran.out, ran.err)
    assert before == (root / ".holdfast.lock").read_bytes()


def test_the_difference_in_rules(tree: Tree, holdfast: Any) -> None:
    root = tree({**TREE, "policies/acme/gone.yaml": POLICY.replace("id: rule", "id: gone")})
    holdfast("packs", "update", cwd=root)
    (root / "policies/acme/gone.yaml").unlink()
    other = POLICY.replace("severity: low", "severity: high").replace("'true'", "model.id != '\x1f'")
    tree(
        {
            "policies/acme/pack.yaml": PACK.replace("1.0.0", "1.1.0"),
            "policies/acme/rule.yaml": other.replace("\x1f", "a").replace("title: Rule", "title: The rule"),
            "policies/acme/new.yaml": POLICY.replace("id: rule", "id: new").replace("low", "medium"),
            "policies/other/pack.yaml": PACK.replace("id: acme", "id: other"),
            "policies/other/rule.yaml": POLICY,
        }
    )
    expected = """\
acme 1.0.0 → 1.1.0
  - acme/gone (low): Rule
  + acme/new (medium): Rule
  ~ acme/rule
      title: Rule → The rule
      severity: low → high
      validations.expression: true → model.id != 'a'

other 1.0.0: added
  + other/rule (low): Rule

.holdfast.lock: 2 packs locked, 2 changed.
"""
    assert expected == holdfast("packs", "update", cwd=root).out


def test_a_pack_that_is_not_named_any_more(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    tree({".holdfast.yaml": CONFIG.replace("./policies", "inventory")})
    lines = holdfast("packs", "update", cwd=root).out.splitlines()
    assert ["acme 1.0.0: removed", "  - acme/rule (low): Rule", ""] == lines[:3]
    assert ["inventory"] == list(json.loads((root / ".holdfast.lock").read_text("utf-8"))["packs"])


def test_texts_alone(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    tree({"policies/acme/rule.yaml": POLICY + "rationale: Because.\n"})
    expected = """\
acme 1.0.0
  ~ rule.yaml: a file that changed

.holdfast.lock: 1 pack locked, 1 changed.
"""
    assert expected == holdfast("packs", "update", cwd=root).out


def test_files_that_are_shared_are_told_beside_rules_that_change(tree: Tree, holdfast: Any) -> None:
    root = tree(
        {**TREE, "policies/acme/shared/base.yaml": "a: 1\n", "policies/acme/shared/old.yaml": "a: 1\n"}
    )
    holdfast("packs", "update", cwd=root)
    (root / "policies/acme/shared/old.yaml").unlink()
    tree(
        {
            "policies/acme/rule.yaml": POLICY.replace("low", "high"),
            "policies/acme/shared/base.yaml": "a: 2\n",
            "policies/acme/shared/new.yaml": "a: 1\n",
        }
    )
    expected = """\
acme 1.0.0
  ~ acme/rule
      severity: low → high
  ~ shared/base.yaml: a file that changed
  ~ shared/new.yaml: a file that is new
  ~ shared/old.yaml: a file that is gone

.holdfast.lock: 1 pack locked, 1 changed.
"""
    assert expected == holdfast("packs", "update", cwd=root).out


def test_what_a_reviewer_reads_in_the_lock_is_so(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    lock = root / ".holdfast.lock"
    written = lock.read_text("utf-8")
    for said, instead, of in (
        ('"severity": "low"', '"severity": "critical"', "`acme/rule`"),
        ('"validations.expression": "true"', '"validations.expression": "false"', "`acme/rule`"),
        ('"version": "1.0.0"', '"version": "2.0.0"', "its version or its files"),
    ):
        lock.write_text(written.replace(said, instead), "utf-8")
        ran = holdfast("check", cwd=root)
        message = f"does not say what the pack `acme` holds: somebody edited what it says of {of}."
        assert (2, f"error: .holdfast.lock {message}") == (ran.code, ran.err.splitlines()[0])


def test_the_lock_of_an_organisation_is_named_with_what_writes_it(tree: Tree, holdfast: Any) -> None:
    head = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\npacks: [./policies]\n"
    root = tree(
        {"org/m.yaml": head, "ai-manifest.yaml": MANIFEST}
        | {f"org/{name}": text for name, text in POLICIES.items()}
    )
    holdfast("packs", "update", "--org-config", "org/m.yaml", cwd=root)
    tree({"org/policies/acme/rule.yaml": POLICY.replace("low", "high")})
    ran = holdfast("check", "--org-config", "org/m.yaml", cwd=root)
    assert 2 == ran.code
    assert "--> org/.holdfast.lock:8:17" in ran.err
    assert "= help: `holdfast packs update --org-config PATH` shows the difference in rules" in ran.err


def test_another_folder_with_the_same(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    (root / "policies").rename(root / "rules")
    tree({".holdfast.yaml": CONFIG.replace("./policies", "./rules")})
    assert 0 == holdfast("check", cwd=root).code
    expected = """\
acme 1.0.0
  source: ./policies/acme → ./rules/acme
  its content is the same

.holdfast.lock: 1 pack locked, 1 changed.
"""
    assert expected == holdfast("packs", "update", cwd=root).out


def test_strangers_texts_are_shown_safely(tree: Tree, holdfast: Any) -> None:
    root = tree(
        {**TREE, "policies/acme/rule.yaml": POLICY.replace("title: Rule", r'title: "\e[31m##[error]x"')}
    )
    out = holdfast("packs", "update", cwd=root).out
    assert r"  + acme/rule (low): \x1b[31m#\x23[error]x" in out
    assert "\x1b" not in out


def test_without_a_configuration_there_is_nothing_to_lock(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": MANIFEST})
    ran = holdfast("packs", "update", cwd=root)
    assert (2, "error: there is no configuration here whose packs could be locked.") == (
        ran.code,
        ran.err.splitlines()[0],
    )
    assert not (root / ".holdfast.lock").exists()


@pytest.mark.parametrize("target", ["/etc/passwd", "nowhere", "../outside"])
def test_a_lock_that_is_a_link_out_of_the_repository_is_not_written(
    tree: Tree, holdfast: Any, target: str
) -> None:
    root = tree({**TREE, ".git/HEAD": ""})
    (root / ".holdfast.lock").symlink_to(target)
    assert 2 == holdfast("packs", "update", cwd=root).code
    assert not (root.parent / "outside").exists()


def test_it_is_named_by_both_words(holdfast: Any) -> None:
    assert holdfast("packs", "update", "--help").out.startswith("usage: holdfast packs update [OPTION]...\n")
    assert holdfast("packs", "--help").out.startswith("usage: holdfast packs [OPTION]...\n")
    ran = holdfast("packs", "updaet")
    assert (2, "error: `holdfast packs` does not take `updaet`.") == (ran.code, ran.err.splitlines()[0])


@pytest.mark.parametrize(
    "change",
    [
        {"policies/acme/rule.yaml": POLICY.replace("low", "info")},
        {"policies/acme/more.yaml": POLICY.replace("id: rule", "id: more")},
        {"policies/acme/shared/backends.yaml": "x: 1"},
    ],
    ids=["a rule", "one more", "a shared file"],
)
@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_pack_whose_digest_differs_ends_the_run(
    tree: Tree, holdfast: Any, change: Mapping[str, str], command: str
) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    expected = digest(root / "policies/acme")
    assert 0 == holdfast("check", cwd=root).code
    tree(change)
    found = digest(root / "policies/acme")
    ran = holdfast(command, cwd=root)
    said = f"""\
error: the pack `acme` is not as it is locked: expected {expected}, found {found}.
  --> .holdfast.lock:8:17
  = help: `holdfast packs update` shows the difference in rules, and locks it as it is now.
"""
    assert (2, "", said) == (ran.code, ran.out, ran.err)


def test_a_pack_that_is_not_in_the_lock_ends_the_run(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    tree({".holdfast.yaml": CONFIG.replace("[", "[inventory, ")})
    ran = holdfast("check", cwd=root)
    assert (2, "error: the pack `inventory` is not in .holdfast.lock.") == (ran.code, ran.err.splitlines()[0])


def test_an_installed_pack_is_locked_too(tree: Tree, holdfast: Any) -> None:
    root = tree({**TREE, ".holdfast.yaml": CONFIG.replace("./policies", "inventory")})
    holdfast("packs", "update", cwd=root)
    assert 0 == holdfast("check", cwd=root).code
    lock = root / ".holdfast.lock"
    other = json.loads(lock.read_text("utf-8"))
    other["packs"]["inventory"]["digest"] = f"sha256:{'0' * 64}"
    lock.write_text(json.dumps(other), "utf-8")
    assert 2 == holdfast("check", cwd=root).code


def test_what_the_command_line_names_is_not_held_against_it(tree: Tree, holdfast: Any) -> None:
    root = tree(TREE)
    holdfast("packs", "update", cwd=root)
    tree({"policies/acme/rule.yaml": POLICY.replace("low", "info")})
    assert [0, 0, 2] == [
        holdfast("check", *options, cwd=root).code
        for options in (("--policies", "policies"), ("--no-config", "--policies", "policies"), ())
    ]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return git_repository(tmp_path / "remote")


def named(*packs: str) -> dict[str, str]:
    """Return a tree whose configuration the operator names, so that git may look into this machine."""
    listed = ", ".join(packs)
    return {"ai-manifest.yaml": MANIFEST, "own/.holdfast.yaml": CONFIG.replace("./policies", listed)}


OWN = ("--config", "own/.holdfast.yaml")


def test_a_check_with_a_filled_cache_makes_no_network_call(
    tree: Tree, holdfast: Any, repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit(FILES)
    root = tree(named(f"{repository.url}@{commit}#packs"))
    assert (0, ADDED) == (
        (ran := holdfast("packs", "update", *OWN, cwd=root)).code,
        ran.out,
    )
    git, called = tmp_path / "bin" / "git", tmp_path / "called"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\necho "$@" >> {called}\nexit 1\n')
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    shutil.rmtree(repository.folder)
    assert [0, 0, 0, 0] == [
        holdfast(*words, *OWN, cwd=root).code
        for words in (("check",), ("check", "--no-cache"), ("rules",), ("packs",))
    ]
    assert not called.exists()


def test_a_newer_commit_has_to_be_locked(tree: Tree, holdfast: Any, repository: GitRepository) -> None:
    first = f"{repository.url}@{repository.commit(FILES)}#packs"
    second = (
        f"{repository.url}@{repository.commit({'packs/acme/rule.yaml': POLICY.replace('low', 'high')})}#packs"
    )
    root = tree(named(first))
    holdfast("packs", "update", *OWN, cwd=root)
    tree(named(second))
    ran = holdfast("check", *OWN, cwd=root)
    assert (2, "error: the pack `acme` is not as it is locked") == (
        ran.code,
        ran.err.rpartition(": expected")[0],
    )
    expected = f"""\
acme 1.0.0
  source: {first} → {second}
  ~ acme/rule
      severity: low → high

.holdfast.lock: 1 pack locked, 1 changed.
"""
    assert expected == holdfast("packs", "update", *OWN, cwd=root).out
    assert 0 == holdfast("check", *OWN, cwd=root).code


@pytest.mark.parametrize("other", ["a commit", "a folder"])
def test_a_pack_named_twice_with_different_content(
    tree: Tree, holdfast: Any, repository: GitRepository, other: str
) -> None:
    first = f"{repository.url}@{repository.commit(FILES)}#packs"
    changed = POLICY.replace("low", "high")
    second = f"{repository.url}@{repository.commit({'packs/acme/rule.yaml': changed})}#packs"
    root = tree(
        {
            **named(first, second if other == "a commit" else "./acme"),
            "own/acme/pack.yaml": PACK,
            "own/acme/rule.yaml": changed,
        }
    )
    ran = holdfast("check", *OWN, cwd=root)
    assert (2, "error: there are two packs `acme` with different content.") == (
        ran.code,
        ran.err.splitlines()[0],
    )


def test_a_pack_named_twice_with_the_same_content(
    tree: Tree, holdfast: Any, repository: GitRepository
) -> None:
    commit = repository.commit(FILES)
    root = tree(named(f"{repository.url}@{commit}#packs", f"{repository.url}@{commit}#packs/acme"))
    assert 0 == holdfast("check", *OWN, cwd=root).code


def test_a_repositorys_own_configuration_is_held_to_https_and_ssh(
    tree: Tree, holdfast: Any, repository: GitRepository
) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    root = tree({**TREE, ".holdfast.yaml": CONFIG.replace("./policies", written)})
    ran = holdfast("check", cwd=root)
    said = "error: the git pack `PACK` is on this machine, where a repository's configuration may not look."
    assert (2, said) == (ran.code, ran.err.splitlines()[0].replace(written, "PACK"))


def test_a_wrong_name_is_told_at_its_place(tree: Tree, holdfast: Any) -> None:
    written = "git+https://git.example.com/platform/policies@main"
    root = tree({**TREE, ".holdfast.yaml": CONFIG.replace("./policies", f"inventory, {written}")})
    ran = holdfast("check", cwd=root)
    assert (
        2,
        ["error: a git pack is named by a full commit id, and `main` is none.", "  --> .holdfast.yaml:3:20"],
    ) == (
        ran.code,
        ran.err.splitlines()[:2],
    )


@pytest.mark.parametrize(
    "command", [("policy", "lint"), ("policy", "docs"), ("policy", "test")], ids=" ".join
)
def test_commands_on_policies_take_packs_from_git(
    tree: Tree, holdfast: Any, repository: GitRepository, command: tuple[str, ...]
) -> None:
    commit = repository.commit({**FILES, "packs/acme/rule.cases.yaml": CASES})
    ran = holdfast(*command, f"{repository.url}@{commit}#packs/acme", cwd=tree({}))
    assert ran.code in (0, 1)
    assert "acme" in ran.out
    assert "" == ran.err


CASES = """\
apiVersion: holdfast/v1
kind: Cases
cases:
  - {name: passes, expect: pass, manifests: {ai-manifest.yaml: x}}
  - {name: fails, expect: fail, manifests: {ai-manifest.yaml: x}}
"""


ORGANISATION = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\n"


def test_an_organisations_packs_have_a_lock_of_their_own(
    tree: Tree, holdfast: Any, repository: GitRepository
) -> None:
    first = f"{repository.url}@{repository.commit(FILES)}#packs"
    changed = repository.commit({"packs/acme/rule.yaml": POLICY.replace("low", "high")})
    root = tree(
        {
            "shop/.git/HEAD": "",
            "shop/ai-manifest.yaml": MANIFEST,
            "shop/.holdfast.yaml": CONFIG.replace("./policies", "inventory"),
            "org/organisation.yaml": f"{ORGANISATION}packs: ['{first}']\nlocked: {{rules: [acme]}}\n",
        }
    )
    check = ("check", "shop", "--org-config", "org/organisation.yaml")
    assert (0, ADDED) == (
        (ran := holdfast("packs", "update", "--org-config", "org/organisation.yaml", cwd=root)).code,
        ran.out,
    )
    assert 0 == holdfast("packs", "update", cwd=root / "shop").code
    locks = [json.loads((root / name / ".holdfast.lock").read_text("utf-8")) for name in ("org", "shop")]
    assert [["acme"], ["inventory"]] == [list(lock["packs"]) for lock in locks]
    assert 0 == holdfast(*check, cwd=root).code
    tree({"org/organisation.yaml": f"{ORGANISATION}packs: ['{repository.url}@{changed}#packs']\n"})
    ran = holdfast(*check, cwd=root)
    assert (2, "error: the pack `acme` is not as it is locked") == (
        ran.code,
        ran.err.rpartition(": expected")[0],
    )


def test_packs_of_what_is_extended_are_in_the_lock_of_what_extends_it(tree: Tree, holdfast: Any) -> None:
    root = tree(
        {
            **TREE,
            ".holdfast.yaml": "apiVersion: holdfast/v1\nkind: Configuration\nextends: shared/base.yaml\n",
            "shared/base.yaml": CONFIG.replace("./policies", "../policies"),
            "shared/.holdfast.lock": "not read",
        }
    )
    assert ADDED == holdfast("packs", "update", cwd=root).out
    assert 0 == holdfast("check", cwd=root).code
    tree({"policies/acme/rule.yaml": POLICY.replace("low", "info")})
    assert 2 == holdfast("check", cwd=root).code


def test_two_configurations_have_two_locks(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("packs", "--config", "a.yaml", "--org-config", "b.yaml", cwd=tree({}))
    said = "error: `--config` and `--org-config` exclude each other here: each has a lock of its own."
    assert (2, said) == (ran.code, ran.err.splitlines()[0])


def test_a_manifest_includes_what_a_pack_from_git_shares(
    tree: Tree, holdfast: Any, repository: GitRepository
) -> None:
    shared = "apiVersion: holdfast/v1\nkind: AIManifestFragment\nbackends: [{id: api, operator: openai}]\n"
    commit = repository.commit({**FILES, "packs/acme/shared/backends.yaml": shared})
    manifest = MANIFEST + "include: ['pack:acme/shared/backends.yaml']\n"
    more = "models: [{id: gpt, model: gpt-5.5, backend: api}]\n"
    root = tree({**named(f"{repository.url}@{commit}#packs"), "ai-manifest.yaml": manifest + more})
    ran = holdfast("check", *OWN, cwd=root)
    assert (0, "") == (ran.code, ran.err)
