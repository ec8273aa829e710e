""".pre-commit-hooks.yaml, with the real pre-commit and prek in a repository of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
HOOKS = ".pre-commit-hooks.yaml"
SHIPPED = (HOOKS, "LICENSE", "README.md", "policies", "pyproject.toml", "src")
PLUGIN = ROOT / "plugins" / "example"

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata:
  name: shop
applications:
  - id: chat
    lifecycle: pilot
    criticality: low
    data: {classes: [public]}
    models:
      - ref: gpt
models:
  - {id: gpt, model: gpt-5.5, backend: api}
backends:
  - {id: api, hosting: vendor-api, operator: openai}
"""
OWNED = MANIFEST.replace("  name: shop", "  name: shop\n  owner: group:shop")
CONFIGURATION = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [inventory, {plugin}./rules/acme]
select: [inventory/owner, {plugin}acme]
"""
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Ours\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: named
title: Applications have a name of four letters
severity: low
scope: application
validations:
  - expression: size(app.id) == 4
    messageExpression: "'application `' + app.id + '` has another name'"
"""
CASES = f"""\
apiVersion: holdfast/v1
kind: Cases
cases:
  - name: four letters
    expect: pass
    manifests:
      ai-manifest.yaml: |
{re.sub("^", "        ", MANIFEST, flags=re.MULTILINE).rstrip()}
  - name: three letters
    expect: fail
    manifests:
      ai-manifest.yaml: |
{re.sub("^", "        ", MANIFEST, flags=re.MULTILINE).replace("id: chat", "id: bot").rstrip()}
    findings:
      - place: ai-manifest.yaml:6:9
        message: application `bot` has another name
"""
FILES = {
    "ai-manifest.yaml": OWNED,
    ".holdfast.yaml": CONFIGURATION.format(plugin=""),
    "rules/acme/pack.yaml": PACK,
    "rules/acme/named.yaml": POLICY,
    "rules/acme/named.cases.yaml": CASES,
    "notes.txt": "nothing of ours\n",
}


def test_the_file_keeps_to_what_pre_commit_reads() -> None:
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", HOOKS], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("hook", "path", "triggers"),
    [
        ("holdfast", "ai-manifest.yaml", True),
        ("holdfast", "services/chat/ai-manifest.yml", True),
        ("holdfast", ".holdfast.yaml", True),
        ("holdfast", "a b/.holdfast-waivers.yaml", True),
        ("holdfast", ".holdfast-baseline.json", True),
        ("holdfast", ".holdfast.lock", True),
        ("holdfast", "policies/acme/no-secrets.yaml", True),
        ("holdfast", "shared/models.yaml", True),
        ("holdfast", "src/main.py", False),
        ("holdfast", "package.json", False),
        ("holdfast-policy-test", "rules/acme/named.cases.yaml", True),
        ("holdfast-policy-test", "README.md", False),
    ],
)
def test_what_triggers_a_hook(hook: str, path: str, *, triggers: bool) -> None:
    [found] = [each for each in yaml.safe_load(ROOT.joinpath(HOOKS).read_text("utf-8")) if each["id"] == hook]

    assert triggers == bool(re.search(found["files"], path))


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    ran = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout


def git(folder: Path, *arguments: str) -> str:
    """Run git with nothing of whoever runs the tests, and return what it says."""
    settings = {"user.name": "x", "user.email": "x@example.com", "init.defaultBranch": "main"}
    configured = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    code, said = run("git", *configured, *arguments, cwd=folder)
    assert 0 == code, said
    return said.strip()


def repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "first")
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with what a release of Holdfast has, for pip to install from."""
    ask = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "wheels", "hatchling"]
    code, said = run(*ask, cwd=tmp_path_factory.mktemp("reachable"))
    if code:
        pytest.skip(f"pip reaches no package index: {said.splitlines()[-1]}")
    folder = tmp_path_factory.mktemp("hooks")
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, folder / name)
    return repository(folder)


@dataclass(frozen=True)
class User:
    """A repository whose commits are checked, and the tool that does it."""

    tool: str
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def write(self, path: str, text: str) -> None:
        """Write a file, and stage it."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--all")

    def hook(self, *arguments: str) -> tuple[int, str]:
        """Run the tool."""
        program = (
            [sys.executable, "-m", "pre_commit"]
            if self.tool == "pre-commit"
            else [sys.executable, "-m", "prek"]
        )
        return run(*program, *arguments, cwd=self.folder, env=self.env)

    def commit(self) -> tuple[int, str]:
        """Commit what is staged, as the hook lets it."""
        author = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return run("git", "commit", "--message", "more", cwd=self.folder, env={**self.env, **author})


@pytest.fixture
def user(request: pytest.FixtureRequest, tmp_path: Path) -> User:
    folder = tmp_path / "user's repository"
    homes = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "PREK_HOME": str(tmp_path / "prek")}
    found = User(request.param, repository(folder), homes)
    for path, text in FILES.items():
        found.write(path, text)
    return found


@pytest.mark.parametrize("user", ["pre-commit", "prek"], indirect=True)
def test_commits_are_held_to_the_policies(user: User, hooks: Path) -> None:
    """One story, because an environment takes long to make: first run, a bad commit, a good one, a plugin."""
    own = {"additional_dependencies": [str(PLUGIN)]}
    asked = [
        {"id": "holdfast", "args": ["--as-of=2026-11-23"], **own},
        {"id": "holdfast-policy-test", **own},
    ]
    revision = git(hooks, "rev-parse", "HEAD")
    configured = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": asked}]}
    user.write(".holdfast.yaml", CONFIGURATION.format(plugin="example, "))
    user.write(".pre-commit-config.yaml", yaml.safe_dump(configured))

    code, said = user.hook("run", "--all-files", "--verbose")
    assert 0 == code, said
    assert "No findings (exit code 0)." in said
    assert "from acme 1.0.0, example 0.1.0, inventory" in said, "the plugin's pack is there"
    assert 2 == said.count("Passed")

    assert 0 == user.hook("install")[0]
    assert 0 == user.commit()[0]

    user.write("ai-manifest.yaml", MANIFEST)
    code, said = user.commit()
    assert 1 == code
    assert "ai-manifest.yaml:6:9" in said
    assert "1 finding: 1 medium (exit code 1)." in said

    user.write("ai-manifest.yaml", OWNED)
    user.write("rules/acme/named.yaml", POLICY.replace("== 4", "== 5"))
    code, said = user.commit()
    assert 1 == code
    assert "application `chat` has another name" in said
    assert re.search(r"holdfast policy test\.+Failed", said)

    user.write("rules/acme/named.yaml", POLICY)
    user.write("services/search/ai-manifest.yaml", OWNED.replace("name: shop", "name: search"))
    code, said = user.commit()
    assert 0 == code, said

    user.write("notes.txt", "still nothing of ours\n")
    code, said = user.commit()
    assert 0 == code
    assert 2 == said.count("Skipped")


@pytest.mark.parametrize("user", ["pre-commit"], indirect=True)
def test_a_hook_can_be_tried(user: User, hooks: Path) -> None:
    code, said = user.hook("try-repo", str(hooks), "holdfast", "--all-files", "--verbose")

    assert 0 == code, said
    assert "No findings (exit code 0)." in said
