"""Every folder of `examples/`, run as its reader would run it.

A scenario has a `command.txt` with one command a line, and an `expected.txt` with all that they print,
each command followed by its exit code. The files that they write are in `expected/`. The commands run
in a copy of the folder. To write all of it anew after a change that is meant to show:

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


def _run(line: str, folder: Path) -> str:
    program, *arguments = shlex.split(line)
    assert program == "holdfast", f"{line}: only holdfast is run"
    done = subprocess.run(
        [sys.executable, "-m", "holdfast", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
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
    given = _files(folder)
    lines = (scenario / "command.txt").read_text("utf-8").splitlines()
    printed = "\n".join(_run(line, folder) for line in lines)
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
