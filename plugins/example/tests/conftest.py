"""The plugin, truly installed: built and unpacked by pip, found by its entry point."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[1]

# So that functions can be tested one by one; the command below is given the installed ones instead.
sys.path.insert(0, str(PLUGIN / "src"))

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which pip has installed the plugin."""
    folder = tmp_path_factory.mktemp("site")
    # Where hatchling is at hand, nothing is downloaded; else pip fetches it into a place of its own.
    offline = ["--no-build-isolation", "--no-index"] if importlib.util.find_spec("hatchling") else []
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603  # pip, on our own plugin
        [*pip, "--no-deps", *offline, "--target", folder, PLUGIN],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def importable(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this process find the plugin, as if it were installed in its environment."""
    monkeypatch.syspath_prepend(site)
    return site


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Return a function that runs a module of Python with the plugin, in an empty folder."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
        return subprocess.run(  # noqa: S603  # our own command, or pytest
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run
