"""The Action, the hooks and the workflows in the pages, in which schemas and zizmor find nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .pages import BLOCKS, ROOT, Block

ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
WORKFLOWS = [block for block in BLOCKS if "workflow" in block.notes]
CONFIGURATIONS = [block for block in BLOCKS if "pre-commit" in block.notes]

PINNED = re.compile(
    r"uses: (?P<action>[\w./<>-]+)@(?P<commit>[0-9a-f]{40}|<COMMIT>)(?P<version> # v\d+\.\d+\.\d+)?"
)


def written(block: Block) -> str:
    """Return a block with names for what a reader fills in."""
    return block.text.replace("<OWNER>", "example").replace(
        "<COMMIT>", "0123456789abcdef0123456789abcdef01234567"
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the Action and all that the pages show."""
    folder = tmp_path_factory.mktemp("workflows")
    workflows = folder / ".github" / "workflows"
    workflows.mkdir(parents=True)
    for number, block in enumerate(WORKFLOWS):
        (workflows / f"{number}.yml").write_text(written(block), "utf-8")
    for number, block in enumerate(CONFIGURATIONS):
        (folder / str(number)).mkdir()
        (folder / str(number) / ".pre-commit-config.yaml").write_text(written(block), "utf-8")
    for path in (ACTION, HOOKS):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return folder


def validated(schema: str, *files: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout + ran.stderr


def audited(*inputs: Path) -> tuple[int, str]:
    """Return the exit code of zizmor, offline and at its strictest, and what it found."""
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ["--offline", "--no-progress", "--no-config", "--strict-collection", "--persona=auditor"]
    command = [zizmor, *options, "--format=plain", "--color=never", "--", *inputs]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_the_published_schemas_find_nothing(tree: Path) -> None:
    assert len(WORKFLOWS) > 2
    assert (0, "ok -- validation done\n") == validated("github-actions", tree / "action.yml")
    workflows = sorted(tree.glob(".github/workflows/*"))
    assert (0, "ok -- validation done\n") == validated("github-workflows", *workflows)


def test_zizmor_finds_nothing(tree: Path) -> None:
    code, said = audited(tree)

    assert 0 == code, said
    assert "No findings to report." in said
    collected = sorted(re.findall(r"completed (?:\./)?(\S+)", said))
    expected = [path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()]
    assert [] == [path for path in expected if not any(each.endswith(path) for each in collected)]


def test_zizmor_would_find_an_input_in_a_script(tmp_path: Path) -> None:
    text = ACTION.read_text("utf-8").replace('"$GITHUB_ACTION_PATH/action/check.py"', "${{ inputs.targets }}")
    (tmp_path / "action.yml").write_text(text, "utf-8")

    code, said = audited(tmp_path)

    assert 0 != code
    assert "template-injection" in said


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=str)
def test_every_action_is_pinned_by_its_commit(path: Path | Block) -> None:
    text = path.text if isinstance(path, Block) else path.read_text("utf-8")
    uses = re.findall(r"^.*\buses: .*$", text, re.MULTILINE)
    assert uses
    for line in uses:
        pinned = PINNED.fullmatch(line.strip().removeprefix("- "))
        assert pinned, line
        assert (
            (pinned["action"] == "<OWNER>/holdfast")
            == (pinned["commit"] == "<COMMIT>")
            == (not pinned["version"])
        )


def test_one_action_has_one_commit_everywhere() -> None:
    text = "\n".join([ACTION.read_text("utf-8"), *(block.text for block in WORKFLOWS)])
    pins = defaultdict(set)
    for pinned in PINNED.finditer(text):
        pins[pinned["action"].split("/")[:2][1]].add((pinned["commit"], pinned["version"]))
    assert [] == [action for action, commits in pins.items() if len(commits) != 1]


@pytest.mark.parametrize("block", WORKFLOWS, ids=str)
def test_a_workflow_has_only_the_rights_that_it_uses(block: Block) -> None:
    workflow = yaml.safe_load(block.text)
    assert {} == workflow["permissions"]
    assert "pull_request_target" not in block.text
    for job in workflow["jobs"].values():
        [ours] = [step for step in job["steps"] if step["uses"].startswith("<OWNER>/holdfast@")]
        uploads = ours["with"].get("upload-sarif") == "true"
        expected = {"contents": "read"} | ({"security-events": "write", "actions": "read"} if uploads else {})
        assert expected == job["permissions"]


@pytest.mark.parametrize("block", WORKFLOWS, ids=str)
def test_a_workflow_names_inputs_that_there_are(block: Block) -> None:
    inputs = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"]
    steps = [step for job in yaml.safe_load(block.text)["jobs"].values() for step in job["steps"]]
    ours = [step["with"] for step in steps if step["uses"].startswith("<OWNER>/holdfast@")]
    assert set() == {name for each in ours for name in each} - inputs.keys()


def _hooks() -> Iterator[dict[str, Any]]:
    for block in CONFIGURATIONS:
        for repository in yaml.safe_load(block.text)["repos"]:
            yield from repository["hooks"]


def test_configurations_of_pre_commit_name_hooks_that_there_are() -> None:
    known = {hook["id"] for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}
    assert known == {hook["id"] for hook in _hooks()}


def test_configurations_of_pre_commit_are_read_by_it(tree: Path) -> None:
    files = sorted(tree.glob("*/.pre-commit-config.yaml"))
    assert files
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", *files], check=True)
