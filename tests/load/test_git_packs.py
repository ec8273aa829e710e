"""Packs from git: what is fetched, what of it is taken, and what the cache is worth."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdfast.errors import ConfigError, UserError
from holdfast.load import git_objects
from holdfast.load.git_packs import git_pack_folders
from holdfast.load.packs import load_pack
from tests.git_repositories import FILES, PACK, POLICY, GitRepository, git_repository

OTHER = PACK.replace("id: acme", "id: other")


@pytest.fixture
def repository(tmp_path: Path) -> GitRepository:
    return git_repository(tmp_path / "remote")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")  # no cache is used that the current folder holds
    folder = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "holdfast" / "packs"


def refused(written: str, root: Path | None = None) -> str:
    with pytest.raises(UserError) as caught:
        git_pack_folders(written, root)
    assert caught.value.hint
    return caught.value.message.replace(written, "PACK")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("form", ["sha1", "sha256"])
@pytest.mark.parametrize(("path", "names"), [("packs", ["acme", "other"]), ("packs/acme", ["acme"])])
def test_a_pack_or_a_folder_of_packs(tmp_path: Path, form: str, path: str, names: list[str]) -> None:
    repository = git_repository(tmp_path / form, f"--object-format={form}")
    commit = repository.commit(
        {**FILES, "packs/other/pack.yaml": OTHER, "packs/other/rule.yaml": POLICY, "packs/README.md": "x"}
    )
    folders = git_pack_folders(f"{repository.url}@{commit}#{path}")
    assert names == [folder.name for folder in folders] == [load_pack(folder).id for folder in folders]


def test_the_whole_repository_may_be_a_pack(tmp_path: Path) -> None:
    repository = git_repository(tmp_path / "rules.git")
    commit = repository.commit({"pack.yaml": PACK, "rule.yaml": POLICY})
    (folder,) = git_pack_folders(f"{repository.url}@{commit}")
    assert ("rules", "acme") == (folder.name, load_pack(folder).id)


def test_only_yaml_is_taken_and_nothing_of_it_is_converted(repository: GitRepository) -> None:
    repository.run("config", "filter.upper.smudge", "tr a-z A-Z")
    commit = repository.commit(
        {
            **FILES,
            ".gitattributes": "* text eol=crlf\n*.yaml filter=upper\n",
            "packs/acme/rule.cases.yaml": "a: 1\nb: 2\n",
            "packs/acme/shared/deep/eu.yml": "x: é\n",
            "packs/acme/plugin.py": "raise SystemExit\n",
            "packs/acme/setup.sh": "exit 1\n",
        }
    )
    (folder,) = git_pack_folders(f"{repository.url}@{commit}#packs/acme")
    assert {"pack.yaml", "rule.yaml", "rule.cases.yaml", "shared/deep/eu.yml"} == files(folder).keys()
    assert b"a: 1\nb: 2\n" == (folder / "rule.cases.yaml").read_bytes()


def test_the_commit_counts_and_not_what_a_branch_says_now(repository: GitRepository) -> None:
    first = repository.commit(FILES)
    second = repository.commit({"packs/acme/rule.yaml": POLICY.replace("low", "high")})
    severities = [
        str(load_pack(git_pack_folders(f"{repository.url}@{commit}#packs")[0]).policies[0].rule.severity)
        for commit in (first, second)
    ]
    assert ["low", "high"] == severities


def test_what_is_in_the_cache_needs_neither_git_nor_the_repository(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    folders = git_pack_folders(written)
    shutil.rmtree(repository.folder)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert folders == git_pack_folders(written)
    said = "the git pack `PACK` has to be fetched, and git is not installed."
    assert said == refused(f"{repository.url}@{'0' * 40}")


SPOILT: dict[str, Callable[[Path], object]] = {
    "a policy altered": lambda entry: (entry / "packs/acme/rule.yaml").write_text(
        POLICY.replace("low", "info")
    ),
    "a policy added": lambda entry: (entry / "packs/acme/more.yaml").write_text(POLICY),
    "a policy gone": lambda entry: (entry / "packs/acme/rule.yaml").unlink(),
    "a link": lambda entry: (
        (entry / "packs/acme/rule.yaml").unlink(),
        (entry / "packs/acme/rule.yaml").symlink_to("/etc/passwd"),
    ),
    "objects altered": lambda entry: (entry / "objects").write_bytes(
        (entry / "objects").read_bytes().replace(b"low", b"high")
    ),
    "objects cut": lambda entry: (entry / "objects").write_bytes((entry / "objects").read_bytes()[:-30]),
    "objects of another kind": lambda entry: (entry / "objects").write_bytes(
        (entry / "objects").read_bytes().replace(b" commit ", b" blob ")
    ),
    "no objects": lambda entry: (entry / "objects").unlink(),
    "all of it, to fit": lambda entry: [
        path.write_bytes(path.read_bytes().replace(b"low", b"top"))
        for path in (entry / "objects", entry / "packs/acme/rule.yaml")
    ],
    "a file in its place": lambda entry: (shutil.rmtree(entry), entry.write_text("x")),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_not_as_the_commit_says_is_fetched_again(
    repository: GitRepository, cache: Path, how: str
) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    (folder,) = git_pack_folders(written)
    before = files(cache)
    (entry,) = cache.iterdir()
    SPOILT[how](entry)
    assert (folder,) == git_pack_folders(written)
    assert (before, [entry]) == (files(cache), list(cache.iterdir()))


def test_several_runs_at_once(repository: GitRepository, cache: Path) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(git_pack_folders, [written] * 8))
    assert (1, 1) == (len(found), len(list(cache.iterdir())))


def test_only_its_user_may_read_the_cache(repository: GitRepository, cache: Path) -> None:
    git_pack_folders(f"{repository.url}@{repository.commit(FILES)}#packs")
    (entry,) = cache.iterdir()
    assert ["0o700", "0o700"] == [oct(path.stat().st_mode & 0o777) for path in (cache.parent, entry)]


def test_nothing_is_left_of_what_failed(repository: GitRepository, cache: Path) -> None:
    refused(f"{repository.url}@{'0' * 40}#packs")
    assert [] == list(cache.iterdir())


def test_a_cache_in_what_is_checked_is_not_used(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    monkeypatch.chdir(tmp_path)
    assert "there is no folder to keep the git pack `PACK` in." == refused(written)


def test_a_checked_tree_does_not_reach_into_this_machine(repository: GitRepository, tmp_path: Path) -> None:
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    said = "the git pack `PACK` is on this machine, where a repository's configuration may not look."
    assert said == refused(written, tmp_path / "checked")


@pytest.mark.parametrize("path", ["nowhere", "packs/acme/rule.yaml", "packs/acme/shared"])
def test_a_folder_without_a_pack(repository: GitRepository, path: str) -> None:
    commit = repository.commit({**FILES, "packs/acme/shared/x.yaml": "a: 1"})
    said = "there is no pack in the folder that `PACK` names."
    assert said == refused(f"{repository.url}@{commit}#{path}")


@pytest.mark.parametrize("what", ["a tree", "a tag", "a file"])
def test_an_id_of_something_else_than_a_commit(repository: GitRepository, what: str) -> None:
    repository.commit(FILES)
    repository.run("config", "uploadpack.allowAnySHA1InWant", "true")
    if what == "a tag":
        repository.run("tag", "-a", "-m", "x", "v1")
    name = {"a tree": "HEAD^{tree}", "a tag": "v1", "a file": "HEAD:packs/acme/rule.yaml"}[what]
    identifier = repository.run("rev-parse", name)
    said = f"the git pack `PACK` cannot be used: {identifier} is no commit."
    assert said == refused(f"{repository.url}@{identifier}#packs")


def tree_of(repository: GitRepository, *entries: tuple[str, str, bytes]) -> str:
    """Commit a pack whose folder holds these entries too."""
    ours = [
        ("100644", name, repository.blob(text)) for name, text in (("pack.yaml", PACK), ("rule.yaml", POLICY))
    ]
    return f"{repository.url}@{repository.commit_tree(*ours, *entries)}"


@pytest.mark.parametrize("name", ["..", ".", ".git", ".GIT", "../evil.yaml", "/etc/evil.yaml"])
def test_a_path_that_escapes_its_folder(repository: GitRepository, name: str, tmp_path: Path) -> None:
    entry = ("100644", name, repository.blob(POLICY))
    said = f"the git pack `PACK` is refused: it holds the path `{name}`, which leads out of its folder."
    assert said == refused(tree_of(repository, entry))
    assert [] == list(tmp_path.rglob("evil.yaml"))


def test_a_folder_that_leads_upwards(repository: GitRepository) -> None:
    repository.commit(FILES)
    said = "the git pack `PACK` is refused: it holds the path `..`, which leads out of its folder."
    assert said == refused(tree_of(repository, ("40000", "..", repository.tree("packs"))))


def test_two_entries_of_one_name(repository: GitRepository) -> None:
    said = "the git pack `PACK` is refused: it holds the path `rule.yaml`, which leads out of its folder."
    assert said == refused(tree_of(repository, ("100644", "rule.yaml", repository.blob("x"))))


@pytest.mark.parametrize(
    ("mode", "what"), [("120000", "a symbolic link"), ("160000", "no file")], ids=["link", "submodule"]
)
@pytest.mark.parametrize("name", ["link.yaml", "pack.yaml"])
def test_what_leads_elsewhere_is_refused(repository: GitRepository, name: str, mode: str, what: str) -> None:
    entries = [
        ("100644", "pack.yaml", repository.blob(PACK)),
        ("100644", "rule.yaml", repository.blob(POLICY)),
    ]
    kept = [entry for entry in entries if entry[1] != name]
    commit = repository.commit_tree((mode, name, repository.blob("/etc/passwd")), *kept)
    said = f"the git pack `PACK` is refused: `{name}` is {what}, which may lead out of the pack."
    assert said == refused(f"{repository.url}@{commit}")


@pytest.mark.parametrize("name", ["a\\b.yaml", "a:b.yaml", "a\n.yaml", "\x1b[31m.yaml", "-\u202e.yaml"])
def test_a_name_that_not_every_system_has(repository: GitRepository, name: str) -> None:
    said = refused(tree_of(repository, ("100644", name, repository.blob("x: 1"))))
    assert said.endswith("does not work on every system.")
    assert "\x1b" not in said


def test_two_spellings_of_one_name(repository: GitRepository) -> None:
    said = "the git pack `PACK` is refused: `Rule.yaml` is there in two spellings."
    found = refused(tree_of(repository, ("100644", "Rule.yaml", repository.blob("x: 1"))))
    assert found in (said, said.replace("Rule", "rule"))


def test_what_no_pack_needs_may_have_any_name(repository: GitRepository) -> None:
    entries = [
        ("100644", "a:b\\c.md", repository.blob("x")),
        ("120000", "link", repository.blob("/etc/passwd")),
    ]
    (folder,) = git_pack_folders(tree_of(repository, *entries))
    assert ["pack.yaml", "rule.yaml"] == sorted(files(folder))


def test_a_file_that_is_too_large(repository: GitRepository) -> None:
    commit = repository.commit({**FILES, "packs/acme/large.yaml": "# " + "x" * 1024 * 1024})
    said = refused(f"{repository.url}@{commit}#packs")
    assert said.startswith("the git pack `PACK` cannot be used: the blob ")
    assert said.endswith(" is larger than 1,024 KiB.")


@pytest.mark.parametrize("bound", ["MAX_FILES", "MAX_FOLDERS", "MAX_TOTAL"])
def test_packs_that_are_too_large(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(git_objects, bound, 1)
    commit = repository.commit(FILES)
    assert refused(f"{repository.url}@{commit}#packs").startswith(
        "the git pack `PACK` is refused: its packs have"
    )


def test_a_cache_that_cannot_be_written(
    repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    assert refused(written).startswith("the git pack `PACK` cannot be kept: ")


def test_entries_of_the_other_cache_do_not_push_it_out(repository: GitRepository, cache: Path) -> None:
    from holdfast.load.cache import MAX_ENTRIES, Cache
    from holdfast.load.plain import Codec

    written = f"{repository.url}@{repository.commit(FILES)}#packs"
    (folder,) = git_pack_folders(written)
    os.utime(cache, ns=(0, 0))
    other = Cache(cache.parent)
    for number in range(MAX_ENTRIES + 2):
        other.keep("pack", [str(number)], Codec(()), [number])
    assert {"pack.yaml", "rule.yaml"} == files(folder).keys()


def test_the_error_is_one_of_configuration(repository: GitRepository) -> None:
    with pytest.raises(ConfigError):
        git_pack_folders(f"{repository.url}@{'0' * 40}")
