"""Every folder of `examples/`, run as its reader would run it.

A scenario has a `command.txt` with one command a line, and an `expected.txt` with all that they print,
each command followed by its exit code. The files that they write are in `expected/`. The commands run
in a copy of the folder, with the plugins of ours that `plugins.txt` names beside what is installed. To
write all of it anew after a change that is meant to show:

    ACCEPT=1 python -m pytest tests/test_examples.py

and read the difference before you commit it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SCENARIOS = sorted(path.parent for path in EXAMPLES.glob("*/command.txt"))


def _installed(scenario: Path, site: Path) -> str:
    """Lay out the plugins that the scenario needs as an installer would; return the path to find them."""
    listed = scenario / "plugins.txt"
    names = listed.read_text("utf-8").split() if listed.is_file() else []
    for name in names:
        info = site / f"holdfast_{name}-0.1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: holdfast-{name}\nVersion: 0.1.0\n", "utf-8"
        )
        (info / "entry_points.txt").write_text(f"[holdfast]\n{name} = holdfast_{name}\n", "utf-8")
    return os.pathsep.join(map(str, [site, *(EXAMPLES.parent / "plugins" / name / "src" for name in names)]))


def _run(line: str, folder: Path, path: str) -> str:
    program, *arguments = shlex.split(line)
    assert program == "holdfast", f"{line}: only holdfast is run"
    done = subprocess.run(
        [sys.executable, "-m", "holdfast", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return f"$ {line}\n{done.stdout}{done.stderr}exit code {done.returncode}\n"


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _accept(scenario: Path, printed: str, written: dict[str, str]) -> None:
    (scenario / "expected.txt").write_text(printed, "utf-8")
    shutil.rmtree(scenario / "expected", ignore_errors=True)
    for name, text in written.items():
        path = scenario / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_example(scenario: Path, tmp_path: Path) -> None:
    folder = tmp_path / scenario.name
    shutil.copytree(scenario, folder, ignore=shutil.ignore_patterns("expected", "expected.txt"))
    path = _installed(scenario, tmp_path / "site")
    given = _files(folder)
    lines = (scenario / "command.txt").read_text("utf-8").splitlines()
    printed = "\n".join(_run(line, folder, path) for line in lines)
    written = {name: text for name, text in _files(folder).items() if given.get(name) != text}
    assert "exit code 70" not in printed  # a bug is never what is expected
    if os.environ.get("ACCEPT"):
        _accept(scenario, printed, written)
    assert (scenario / "expected.txt").read_text("utf-8") == printed
    assert _files(scenario / "expected") == written


def test_every_folder_is_a_scenario_with_a_story() -> None:
    folders = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    assert folders == SCENARIOS
    assert [] == [path.name for path in folders if not (path / "README.md").is_file()]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_every_command_names_its_day(scenario: Path) -> None:
    lines = (scenario / "command.txt").read_text("utf-8").splitlines()
    assert [] == [line for line in lines if line.startswith("holdfast check") and "--as-of" not in line]
