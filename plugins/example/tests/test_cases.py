"""The cases of the plugin's policy, as plain pytest runs them where the plugin is installed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_pytest_runs_the_cases(run: Run, site: Path) -> None:
    done = run("pytest", "-p", "no:cacheprovider", site / "holdfast_example" / "packs")
    assert done.returncode == 0, done.stdout
    assert re.search(r"served-long-enough\.cases\.yaml \.+ ", done.stdout)


def test_the_command_runs_them_too(run: Run) -> None:
    done = run("holdfast", "policy", "test", "example")
    assert (0, "") == (done.returncode, done.stderr)
