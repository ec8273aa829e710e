"""What is checked is never run: neither a plugin nor a module that lies in the folder under test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import holdfast

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop, owner: "group:shop"}
applications: []
"""
RUN = "import pathlib\npathlib.Path(__file__).with_name('ran').write_text(__name__)\n"

SHADOWS = (
    *(
        "__future__",
        "argparse",
        "attr",
        "attrs",
        "celpy",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "email",
    ),
    *("enum", "hashlib", "inspect", "json", "jsonschema", "lark", "logging", "pathlib", "pluggy", "random"),
    *("re2", "referencing", "rpds", "sarif_om", "textwrap", "traceback", "typing", "yaml", "zipfile"),
)
"""Modules that we or our dependencies import, of those that Python itself has not before we are run."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a repository with a plugin in it, and modules that are called like those we import."""
    (tmp_path / "ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    info = tmp_path / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[holdfast]\nevil = evil\n", encoding="utf-8")
    for name in ("evil", *SHADOWS):
        (tmp_path / f"{name}.py").write_text(RUN, encoding="utf-8")
    return tmp_path


def script() -> str:
    """Return the command that is installed beside this Python."""
    found = Path(sys.executable).with_name("holdfast")
    return str(found if found.exists() else found.with_suffix(".exe"))


COMMANDS = {"python -m holdfast": [sys.executable, "-m", "holdfast"], "holdfast": [script()]}


@pytest.mark.parametrize("target", [[], ["."]], ids=["no target", "the folder"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_nothing_of_the_folder_under_test_is_imported(
    hostile: Path, command: list[str], target: list[str]
) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [*command, "check", *target, "--format", "json", "--as-of", "2026-11-23"],
        cwd=hostile,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (hostile / "ran").exists()
    assert ("", False) == (done.stderr, "evil" in done.stdout)
    assert done.returncode in (0, 1)


def test_the_package_imports_nothing_until_it_is_asked() -> None:
    shown = "import sys, holdfast; print(sorted(name for name in sys.modules if name.startswith('holdfast')))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    assert "['holdfast']\n" == done.stdout


def test_every_public_name_is_there() -> None:
    assert sorted(holdfast.__all__) == [name for name in sorted(holdfast.__all__) if hasattr(holdfast, name)]
    homes = [name for names in holdfast._HOMES.values() for name in names]
    assert sorted(holdfast.__all__) == sorted(["__version__", *homes])


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="module `holdfast` has no attribute `Hook`"):
        holdfast.Hook  # noqa: B018  # the access is what fails
