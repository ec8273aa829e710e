"""`holdfast init`: what it writes, what it leaves alone, and what a check then asks for."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.load.yaml import read_document

Tree = Callable[[Mapping[str, str]], Path]

WRITTEN = (
    ".github/workflows/holdfast.yml",
    ".holdfast.yaml",
    ".pre-commit-config.yaml",
    "ai-manifest.yaml",
)
SAID = """\
ai-manifest.yaml: written
.holdfast.yaml: written
.github/workflows/holdfast.yml: written
.pre-commit-config.yaml: written

Next:
  1. Say in ai-manifest.yaml what only you know, above all what stands for TODO.
  2. holdfast check --select inventory    asks for what is missing
  3. holdfast check    says what else does not keep to the policies
  4. holdfast init --action OWNER/NAME@COMMIT    fills in \
.github/workflows/holdfast.yml, .pre-commit-config.yaml:
     OWNER/NAME is your copy of Holdfast on GitHub, COMMIT the full id of one of its commits
     (`git rev-parse HEAD`)
"""
COMMIT = "8f4b7f84864484a7bf31766abe9204da3cbe65b3"


def files(root: Path) -> list[str]:
    """Return what was written below `root`."""
    found = (path for path in root.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(path.relative_to(root).as_posix() for path in found if ".git" not in path.parts)


@pytest.fixture
def repository(tree: Tree) -> Path:
    return tree({".git/HEAD": ""})


def test_a_repository_without_a_manifest_gets_all(holdfast: Any, repository: Path) -> None:
    ran = holdfast("init", cwd=repository)
    assert (0, SAID, "") == (ran.code, ran.out, ran.err)
    assert sorted(WRITTEN) == files(repository)


def test_a_check_then_asks_for_what_only_a_person_knows(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    ran = holdfast("check", "--format", "json", cwd=repository)
    assert 1 == ran.code
    report = json.loads(ran.out)
    assert 0 == sum(finding["ruleId"].startswith("manifest/") for finding in report["findings"])
    asked = {finding["ruleId"] for finding in report["findings"] if finding["outcome"] == "fail"}
    inventory = ("owner", "criticality", "data", "family", "hosting-path", "operator")
    assert {f"inventory/{name}" for name in inventory} <= asked
    passed = {result["ruleId"] for result in report["results"] if result["outcome"] == "pass"}
    assert set() == {rule for rule in passed if rule.startswith(("inventory/", "sovereignty/reg"))}


def test_a_check_then_says_what_is_wrong_and_not_only_what_must_hold(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    report = json.loads(holdfast("check", "--format", "json", cwd=repository).out)
    titles = {rule["title"] for rule in report["rules"]}
    failed = [finding for finding in report["findings"] if finding["outcome"] == "fail"]
    assert [] == [finding["ruleId"] for finding in failed if finding["message"] in titles]


def test_the_configuration_changes_nothing(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    with_it = holdfast("check", "--as-of", "2026-11-23", cwd=repository).out
    assert with_it == holdfast("check", "--as-of", "2026-11-23", "--no-config", cwd=repository).out


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_overwritten(holdfast: Any, repository: Path, name: str) -> None:
    text = "apiVersion: holdfast/v1\nkind: Configuration\n"
    path = repository / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    ran = holdfast("init", cwd=repository)
    assert 0 == ran.code
    assert f"{name}: there already, left as it is\n" in ran.out
    assert text == path.read_text()
    assert sorted(WRITTEN) == files(repository)


def test_a_second_time_nothing_is_written_and_what_is_open_is_said_again(
    holdfast: Any, repository: Path
) -> None:
    holdfast("init", cwd=repository)
    before = {name: (repository / name).read_bytes() for name in WRITTEN}
    ran = holdfast("init", cwd=repository)
    assert (0, SAID.replace(": written", ": there already, left as it is")) == (ran.code, ran.out)
    assert before == {name: (repository / name).read_bytes() for name in WRITTEN}


def test_the_action_is_filled_in_where_an_earlier_run_left_it_open(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    workflow = repository / WRITTEN[0]
    workflow.write_text(workflow.read_text() + "# ours: OWNER, COMMIT\n")
    ran = holdfast("init", "--action", f"acme/hold@{COMMIT}", cwd=repository)
    assert ".github/workflows/holdfast.yml: filled in\n.pre-commit-config.yaml: filled in\n" in ran.out
    assert "--action" not in ran.out
    assert f"uses: acme/hold@{COMMIT}\n" in workflow.read_text()
    assert workflow.read_text().endswith("# ours: OWNER, COMMIT\n")
    hook = (repository / WRITTEN[2]).read_text()
    assert f"repo: https://github.com/acme/hold\n    rev: {COMMIT}\n" in hook
    assert "filled in" not in holdfast("init", "--action", "other/one@v1", cwd=repository).out


def test_what_is_filled_in_is_no_link_out_of_the_repository(
    holdfast: Any, repository: Path, tmp_path: Path
) -> None:
    holdfast("init", cwd=repository)
    outside = tmp_path / "outside.yaml"
    (repository / WRITTEN[2]).rename(outside)
    (repository / WRITTEN[2]).symlink_to(outside)
    before = outside.read_text()
    holdfast("init", "--action", f"acme/hold@{COMMIT}", cwd=repository)
    assert before == outside.read_text()


def test_a_file_that_is_no_utf_8_is_not_filled_in(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    hook = repository / WRITTEN[2]
    hook.write_bytes(b"# \xff\r\n" + hook.read_bytes())
    before = hook.read_bytes()
    holdfast("init", "--action", f"acme/hold@{COMMIT}", cwd=repository)
    assert before == hook.read_bytes()


def test_a_file_with_other_line_ends_keeps_them(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    hook = repository / WRITTEN[2]
    hook.write_bytes(hook.read_bytes().replace(b"\n", b"\r\n"))
    expected = hook.read_bytes().replace(b"<OWNER>/holdfast", b"acme/hold").replace(b"<COMMIT>", b"v1")
    holdfast("init", "--action", "acme/hold@v1", cwd=repository)
    assert expected == hook.read_bytes()


def test_the_copy_may_be_on_another_host(holdfast: Any, repository: Path) -> None:
    holdfast("init", cwd=repository)
    ran = holdfast("init", "--action", f"https://git.acme.example:8443/ai/hold@{COMMIT}", cwd=repository)
    assert ".pre-commit-config.yaml: filled in\n" in ran.out
    assert f"uses: ai/hold@{COMMIT}\n" in (repository / WRITTEN[0]).read_text()
    hook = (repository / WRITTEN[2]).read_text()
    assert f"  - repo: https://git.acme.example:8443/ai/hold\n    rev: {COMMIT}\n" in hook


def test_a_hook_to_be_added_says_what_is_open_in_it(holdfast: Any, tree: Tree) -> None:
    root = tree({".git/HEAD": "", ".pre-commit-config.yaml": "repos: []\n"})
    assert holdfast("init", cwd=root).out.endswith(
        "  5. Add to `repos` in .pre-commit-config.yaml, with your copy of Holdfast and one of its commits:\n"
        "  - repo: https://github.com/<OWNER>/holdfast\n    rev: <COMMIT>\n    hooks:\n      - id: holdfast\n"
    )


@pytest.mark.parametrize("name", [".pre-commit-config.yaml", ".pre-commit-config.yml"])
def test_a_hook_is_to_be_added_to_those_that_there_are(holdfast: Any, tree: Tree, name: str) -> None:
    root = tree({".git/HEAD": "", name: "repos: []\n"})
    ran = holdfast("init", "--action", f"acme/hold@{COMMIT}", cwd=root)
    assert f"{name}: there already, left as it is\n" in ran.out
    assert ran.out.endswith(
        f"  4. Add to `repos` in {name}:\n"
        f"  - repo: https://github.com/acme/hold\n    rev: {COMMIT}\n    hooks:\n      - id: holdfast\n"
    )
    assert name in files(root)  # prek reads either, and of two the first alone
    assert 1 == sum(each.startswith(".pre-commit-config") for each in files(root))


def test_a_hook_that_is_there_is_not_asked_for(holdfast: Any, tree: Tree) -> None:
    text = "repos:\n  - repo: https://git.acme.example/hold\n    rev: v1\n    hooks: [{id: 'holdfast'}]\n"
    root = tree({".git/HEAD": "", ".pre-commit-config.yaml": text})
    assert "Add to `repos`" not in holdfast("init", cwd=root).out


def test_a_manifest_that_git_ignores_is_said(holdfast: Any, tree: Tree) -> None:
    root = tree({".gitignore": "ai-manifest.yaml\n"})
    subprocess.run(["git", "init", "--quiet", root], check=True)
    ran = holdfast("init", cwd=root)
    assert ran.out.startswith("ai-manifest.yaml: written, but git ignores it, so no check reads it\n")


def test_a_folder_that_looks_like_an_option_is_named_as_a_folder(holdfast: Any, tree: Tree) -> None:
    root = tree({".git/HEAD": "", "-x/main.py": ""})
    ran = holdfast("init", "--", "-x", cwd=root)
    assert "  2. holdfast check ./-x --select inventory    asks" in ran.out


def test_a_manifest_somewhere_below_is_one(holdfast: Any, tree: Tree) -> None:
    root = tree({".git/HEAD": "", "a/ai-manifest.yml": "kind: AIManifest\n"})
    ran = holdfast("init", cwd=root)
    assert "a/ai-manifest.yml: there already, left as it is\n" in ran.out
    assert not (root / "ai-manifest.yaml").exists()


def test_in_a_part_of_a_repository_only_the_manifest_is_there(holdfast: Any, tree: Tree) -> None:
    root = tree({".git/HEAD": "", "services/My Chat/main.py": ""})
    ran = holdfast("init", "services/My Chat", cwd=root)
    assert 0 == ran.code
    assert "  2. holdfast check 'services/My Chat' --select inventory    asks" in ran.out
    assert ["services/My Chat/ai-manifest.yaml", "services/My Chat/main.py"] == files(root)[3:]
    manifest = read_document((root / "services/My Chat/ai-manifest.yaml").read_bytes(), "x").data
    assert "my-chat" == manifest["metadata"]["name"]


def test_outside_a_git_repository_too(holdfast: Any, tree: Tree) -> None:
    root = tree({})
    assert 0 == holdfast("init", cwd=root).code
    assert sorted(WRITTEN) == files(root)


def test_the_action_that_is_named_is_the_one_that_is_used(holdfast: Any, repository: Path) -> None:
    ran = holdfast("init", "--action", "acme/hold@v1", cwd=repository)
    assert ran.out.endswith(
        "  4. Name a full commit id, not v1: a tag or a branch can be moved to other code.\n"
    )
    assert "uses: acme/hold@v1\n" in (repository / WRITTEN[0]).read_text()
    assert "repo: https://github.com/acme/hold\n    rev: v1\n" in (repository / WRITTEN[2]).read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "`nowhere` is no folder."),
        (["--action", "x y@z"], "`x y@z` names no action."),
        (["--action", "acme/hold"], "`acme/hold` names no action."),
        (["--action", "../hold@main"], "`../hold@main` names no action."),
        (["--action", "http://x/acme/hold@main"], "`http://x/acme/hold@main` names no action."),
        (["--action", "https://a b/acme/hold@main"], "`https://a b/acme/hold@main` names no action."),
        (["--action", "acme/hold@-x"], "`acme/hold@-x` names no action."),
        (["a", "b"], "`holdfast init` does not take `b`."),
        ([""], "a TARGET is empty."),
    ],
    ids=str,
)
def test_bad_input(holdfast: Any, repository: Path, words: list[str], message: str) -> None:
    ran = holdfast("init", *words, cwd=repository)
    assert (2, "", f"error: {message}") == (ran.code, ran.out, ran.err.splitlines()[0])
    assert [] == files(repository)


@pytest.mark.parametrize("link", [".github", ".github/workflows"])
def test_a_link_out_of_the_repository_is_not_followed(
    holdfast: Any, repository: Path, tmp_path: Path, link: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repository / link).parent.mkdir(exist_ok=True)
    (repository / link).symlink_to(outside, target_is_directory=True)
    ran = holdfast("init", cwd=repository)
    assert 2 == ran.code
    assert "through a symbolic link that leads out of the repository" in ran.err
    assert [] == list(outside.iterdir())
    assert [link] == files(repository)  # what was written before is taken back


@pytest.mark.parametrize("name", WRITTEN[1:])
def test_a_link_in_place_of_a_file_is_there_already(
    holdfast: Any, repository: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "outside.yaml"
    (repository / name).symlink_to(target)
    ran = holdfast("init", cwd=repository)
    assert f"{name}: there already, left as it is\n" in ran.out
    assert not target.exists()


def test_a_link_within_the_repository_is_a_folder(holdfast: Any, repository: Path) -> None:
    (repository / "ci").mkdir()
    (repository / ".github").symlink_to("ci", target_is_directory=True)
    assert 0 == holdfast("init", cwd=repository).code
    assert (repository / "ci/workflows/holdfast.yml").is_file()


def test_nothing_is_left_behind_where_one_cannot_be_written(holdfast: Any, repository: Path) -> None:
    (repository / ".github").write_text("a file")
    ran = holdfast("init", cwd=repository)
    assert (2, "") == (ran.code, ran.out)
    assert ran.err.startswith("error: Cannot write ")
    assert [".github"] == files(repository)


def at_a_terminal(folder: Path, typed: str, **environment: str) -> tuple[int, str]:
    """Run `holdfast init` at a terminal where somebody types; return exit code and what is shown."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "holdfast", "init"],
        cwd=folder,
        env={**known, "TERM": "xterm", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # nobody is at the other end any more
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def test_at_a_terminal_a_few_things_are_asked(repository: Path) -> None:
    code, shown = at_a_terminal(repository, "ann\nuser:ann\n\ngpt-5.5\nvendor-api\nopenai\n")
    assert 0 == code
    assert "Who answers for it (group:NAME or user:NAME)? " in shown
    assert "'ann' is no owner: write group:NAME or user:NAME." in shown
    assert "stands for TODO" not in shown
    manifest = read_document((repository / "ai-manifest.yaml").read_bytes(), "x").data
    assert {"name": "tree", "owner": "user:ann"} == manifest["metadata"]
    assert "tree" == manifest["applications"][0]["id"]
    assert "gpt-5.5" == manifest["models"][0]["model"]
    assert {"id": "main", "hosting": "vendor-api", "operator": "openai"} == manifest["backends"][0]


def test_every_question_may_be_left_open(repository: Path) -> None:
    code, shown = at_a_terminal(repository, "\n\n\n\n\n")
    assert 0 == code
    assert "stands for TODO" in shown


@pytest.mark.parametrize("name", ["CI", "TF_BUILD"])
def test_in_ci_nothing_is_asked(repository: Path, name: str) -> None:
    code, shown = at_a_terminal(repository, "", **{name: "true"})
    assert (0, SAID) == (code, shown)


def test_what_was_not_written_with_a_tag_is_not_told_of_one(holdfast: Any, repository: Path) -> None:
    holdfast("init", "--action", f"acme/hold@{COMMIT}", cwd=repository)
    assert "full commit id" not in holdfast("init", "--action", "acme/hold@v1", cwd=repository).out


def test_the_manifest_has_what_files_of_a_format_of_ones_own_name(tree: Tree, holdfast: Any) -> None:
    configuration = (
        "apiVersion: holdfast/v1\nkind: Configuration\n"
        "detectors: [{name: acme, files: registry.yaml, model: $.models.*, host: openai}]\n"
    )
    root = tree({".holdfast.yaml": configuration, "registry.yaml": "models: [gpt-5.5]\n"})
    ran = holdfast("init", "--no-questions", cwd=root)
    assert 0 == ran.code
    assert "model: gpt-5.5" in (root / "ai-manifest.yaml").read_text("utf-8")
    assert "\nNamed by files, and in the manifest with their places: 1 model on 1 backend.\n" in ran.out
    step = "  4. holdfast check --policies drift    holds it against what files name, now and later\n"
    assert step in ran.out


def test_what_stands_in_a_comment_is_nothing_to_be_said_first(tree: Tree, holdfast: Any) -> None:
    configuration = (
        "apiVersion: holdfast/v1\nkind: Configuration\n"
        "detectors: [{name: acme, files: registry.yaml, model: $.models.*, host: ollama}]\n"
    )
    root = tree({".holdfast.yaml": configuration, "registry.yaml": "models: ['llama3.1:8b']\n"})
    ran = holdfast("init", "--no-questions", cwd=root)
    assert "    # operator: TODO" in (root / "ai-manifest.yaml").read_text("utf-8")
    assert "  1. Say in ai-manifest.yaml what only you know.\n" in ran.out


def test_what_somebody_may_only_choose_is_counted(tree: Tree, holdfast: Any) -> None:
    configuration = (
        "apiVersion: holdfast/v1\nkind: Configuration\n"
        "detectors: [{name: acme, files: registry.yaml, model: $.models.*, role: choice}]\n"
    )
    root = tree({".holdfast.yaml": configuration, "registry.yaml": "models: [gpt-5.5]\n"})
    ran = holdfast("init", "--no-questions", cwd=root)
    assert "with their places: 1 model on 1 backend, 1 only to choose from.\n" in ran.out
    assert "      - ref: gpt-5-5\n        role: candidate\n" in (root / "ai-manifest.yaml").read_text("utf-8")
