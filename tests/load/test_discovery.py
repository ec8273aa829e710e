from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from holdfast.errors import TargetError
from holdfast.load.discovery import discover, discover_files, discover_repositories


@pytest.fixture(autouse=True)
def _own_git_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")


def git(folder: Path, *arguments: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True)


def found(*targets: Path) -> list[str]:
    return [item.shown for item in discover(targets).found]


def test_manifests_are_found_in_every_folder(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "ai-manifest.yaml",
        "a/ai-manifest.yml",
        "a/b/c/ai-manifest.yaml",
        "a/other.yaml",
        "x-ai-manifest.yaml",
    )

    assert ["a/ai-manifest.yml", "a/b/c/ai-manifest.yaml", "ai-manifest.yaml"] == found(tmp_path)
    assert () == discover([tmp_path]).notes


def test_paths_are_relative_to_the_repository_not_to_the_target(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "ai-manifest.yaml", "a/ai-manifest.yaml", "a/b/ai-manifest.yaml")

    assert ["a/ai-manifest.yaml", "a/b/ai-manifest.yaml"] == found(tmp_path / "a")
    assert ["a/b/ai-manifest.yaml"] == found(tmp_path / "a" / "b" / "ai-manifest.yaml")


def test_a_manifest_that_is_named_may_have_any_name(tmp_path: Path) -> None:
    touch(tmp_path, "stack.yaml")

    assert ["stack.yaml"] == found(tmp_path / "stack.yaml")


def test_targets_of_one_repository_are_one_and_a_manifest_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "a/ai-manifest.yaml", "b/ai-manifest.yaml")
    monkeypatch.chdir(tmp_path / "a")

    assert ["a/ai-manifest.yaml", "b/ai-manifest.yaml"] == found(
        tmp_path / "a", Path(), Path("ai-manifest.yaml"), Path("../b"), tmp_path / "a" / ".." / "a"
    )


def test_a_folder_within_another_target_is_part_of_it(tmp_path: Path) -> None:
    touch(tmp_path, "all/a/ai-manifest.yaml", "all/b/ai-manifest.yaml")

    assert ["a/ai-manifest.yaml", "b/ai-manifest.yaml"] == found(tmp_path / "all" / "a", tmp_path / "all")


def test_several_repositories_are_labelled_by_their_folders(tmp_path: Path) -> None:
    touch(tmp_path, "one/shop/ai-manifest.yaml", "two/shop/x/ai-manifest.yaml", "two/bank/ai-manifest.yaml")

    targets = [tmp_path / "one/shop", tmp_path / "two/bank", tmp_path / "two/shop"]

    assert ["bank/ai-manifest.yaml", "one/shop/ai-manifest.yaml", "two/shop/x/ai-manifest.yaml"] == found(
        *targets
    )
    assert found(*targets) == found(*targets[::-1])


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(
        tmp_path,
        "kept/ai-manifest.yaml",
        "kept/new/ai-manifest.yaml",
        "vendor/ai-manifest.yaml",
        "tracked/ai-manifest.yaml",
        "local/ai-manifest.yml",
        "by-exclude/ai-manifest.yaml",
    )
    (tmp_path / ".gitignore").write_text("vendor/\ntracked/\nai-manifest.yml\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("by-exclude\n")
    git(tmp_path, "add", "--force", "tracked/ai-manifest.yaml")

    assert ["kept/ai-manifest.yaml", "kept/new/ai-manifest.yaml", "tracked/ai-manifest.yaml"] == found(
        tmp_path
    )
    assert ["vendor/ai-manifest.yaml"] == found(tmp_path / "vendor"), "it is named"
    assert ["local/ai-manifest.yml"] == found(tmp_path / "local" / "ai-manifest.yml"), "it is named"


def test_a_tracked_file_that_was_deleted_is_not_found(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "a/ai-manifest.yaml", "b/ai-manifest.yaml")
    git(tmp_path, "add", ".")
    (tmp_path / "a" / "ai-manifest.yaml").unlink()

    assert ["b/ai-manifest.yaml"] == found(tmp_path)


def test_a_work_tree_of_git_is_a_repository(tmp_path: Path) -> None:
    git(tmp_path / "main", "init")
    touch(tmp_path, "main/ai-manifest.yaml")
    (tmp_path / "main" / ".gitignore").write_text("out/\n")
    git(tmp_path / "main", "add", ".")
    git(tmp_path / "main", "commit", "-m", "x")
    git(tmp_path / "main", "worktree", "add", str(tmp_path / "tree"))
    touch(tmp_path, "tree/out/ai-manifest.yaml")

    assert ["ai-manifest.yaml"] == found(tmp_path / "tree")
    assert () == discover([tmp_path / "tree"]).notes


def test_a_repository_within_a_repository_is_not_searched_and_that_is_said(tmp_path: Path) -> None:
    git(tmp_path, "init")
    git(tmp_path / "vendor" / "lib", "init")
    touch(tmp_path, "ai-manifest.yaml", "vendor/lib/ai-manifest.yaml")

    discovery = discover([tmp_path])

    assert ["ai-manifest.yaml"] == [item.shown for item in discovery.found]
    assert (
        "`vendor/lib` is a repository of its own and was not searched; name it to check it.",
    ) == discovery.notes


def test_a_folder_of_checkouts_is_searched_without_what_each_ignores(tmp_path: Path) -> None:
    for name in ("a", "b"):
        git(tmp_path / name, "init")
        touch(tmp_path, f"{name}/ai-manifest.yaml", f"{name}/out/ai-manifest.yaml")
    (tmp_path / "b" / ".gitignore").write_text("out\n")

    assert ["a/ai-manifest.yaml", "a/out/ai-manifest.yaml", "b/ai-manifest.yaml"] == found(tmp_path)


@pytest.mark.parametrize("reason", ["git is not installed", "git fails"])
def test_where_git_cannot_say_every_folder_is_searched_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "a/ai-manifest.yaml", "out/ai-manifest.yaml", ".git/ai-manifest.yaml")
    (tmp_path / ".gitignore").write_text("out\n")
    if reason == "git fails":
        (tmp_path / ".git" / "HEAD").write_text("nonsense\n")
    else:
        monkeypatch.setattr("shutil.which", lambda _: None)

    discovery = discover([tmp_path])

    assert ["a/ai-manifest.yaml", "out/ai-manifest.yaml"] == [item.shown for item in discovery.found]
    assert (
        "git could not say what is ignored in `.`, so every folder of it was searched.",
    ) == discovery.notes


def test_git_does_not_look_at_a_repository_further_up(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "inner/ai-manifest.yaml", ".gitignore")
    (tmp_path / ".gitignore").write_text("inner\n")
    (tmp_path / "inner" / ".git").mkdir()

    discovery = discover([tmp_path / "inner"])

    assert ["ai-manifest.yaml"] == [item.shown for item in discovery.found]
    assert 1 == len(discovery.notes)


def test_a_hook_of_git_does_not_redirect_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path / "this", "init")
    git(tmp_path / "other", "init")
    touch(tmp_path, "this/ai-manifest.yaml", "this/out/ai-manifest.yaml")
    (tmp_path / "this" / ".gitignore").write_text("out\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))

    assert ["ai-manifest.yaml"] == found(tmp_path / "this")


def test_nothing_of_the_repository_is_run(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "ai-manifest.yaml")
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o755)
    git(tmp_path, "config", "core.fsmonitor", str(script))
    git(tmp_path, "config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "post-index-change").symlink_to(script)
    ran.unlink(missing_ok=True)

    assert ["ai-manifest.yaml"] == found(tmp_path)
    assert not ran.exists()


def test_the_index_of_the_repository_is_not_written(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "ai-manifest.yaml")
    git(tmp_path, "add", ".")
    os.utime(tmp_path / "ai-manifest.yaml", (1, 1))
    before = (tmp_path / ".git" / "index").read_bytes()

    found(tmp_path)

    assert before == (tmp_path / ".git" / "index").read_bytes()
    assert not (tmp_path / ".git" / "index.lock").exists()


def test_folders_behind_symbolic_links_are_not_searched(tmp_path: Path) -> None:
    touch(tmp_path, "repository/a/ai-manifest.yaml", "outside/ai-manifest.yaml")
    (tmp_path / "repository" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "repository" / "circle").symlink_to(".")

    assert ["a/ai-manifest.yaml"] == found(tmp_path / "repository")


def test_a_target_behind_a_symbolic_link_is_searched(tmp_path: Path) -> None:
    touch(tmp_path, "real/ai-manifest.yaml")
    (tmp_path / "link").symlink_to("real")

    assert ["ai-manifest.yaml"] == found(tmp_path / "link") == found(tmp_path / "link", tmp_path / "real")


def test_a_link_to_another_manifest_counts_once(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "z/ai-manifest.yaml")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "ai-manifest.yaml").symlink_to("../z/ai-manifest.yaml")

    assert ["z/ai-manifest.yaml"] == found(tmp_path)
    assert ["a/ai-manifest.yaml"] == found(tmp_path / "a" / "ai-manifest.yaml")


def test_a_target_that_does_not_exist_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(TargetError) as caught:
        discover([Path("nowhere\x1b[31m")])

    assert r"`nowhere\x1b[31m` does not exist." == caught.value.message
    assert "Name a folder to search, or a manifest; the default is `.`." == caught.value.hint


def test_a_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)  # noqa: PTH102 - a name in bytes
    touch(Path(os.fsdecode(folder)), "ai-manifest.yaml")

    assert ["\N{REPLACEMENT CHARACTER}/ai-manifest.yaml"] == found(tmp_path)


def files(*targets: Path) -> list[str]:
    forest = discover_files(targets)
    return [
        tree.repository.shown(tree.repository.root / path) for tree in forest.trees for path in tree.paths
    ]


def test_every_file_is_found_but_what_git_ignores(tmp_path: Path) -> None:
    git(tmp_path, "init")
    touch(tmp_path, "a.yaml", "b/c.txt", "ignored/d.yaml", "e.log", "kept.log")
    (tmp_path / ".gitignore").write_text("ignored/\n*.log\n")
    git(tmp_path, "add", "-f", "kept.log")
    (tmp_path / "link.yaml").symlink_to("a.yaml")

    assert [".gitignore", "a.yaml", "b/c.txt", "kept.log"] == files(tmp_path)


def test_files_of_several_repositories_start_with_their_labels(tmp_path: Path) -> None:
    for name in ("shop", "billing"):
        git(tmp_path / name, "init")
        touch(tmp_path / name, "a/b.yaml")

    assert ["billing/a/b.yaml", "shop/a/b.yaml"] == files(tmp_path / "shop", tmp_path / "billing")
    assert ["shop/a/b.yaml"] == [f"shop/{each}" for each in files(tmp_path / "shop" / "a" / "b.yaml")]


def test_a_target_of_files_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        discover_files([tmp_path / "nowhere"])


def test_a_repository_is_found_whole_with_the_folders_that_were_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        touch(tmp_path / name, ".git/HEAD", "a.py", "deep/er/b.py", "deep/ai-manifest.yaml")
    targets = [tmp_path / "one/deep/er", tmp_path / "one/deep/ai-manifest.yaml", tmp_path / "two"]
    forest = discover_repositories(targets)
    paths = ("a.py", "deep/ai-manifest.yaml", "deep/er/b.py")
    assert [("one", paths, ("deep", "deep/er")), ("two", paths, ("",))] == [
        (tree.repository.label, tree.paths, tree.folders) for tree in forest.trees
    ]
