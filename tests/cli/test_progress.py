"""How far a run is: shown late, seldom, at a terminal only, and gone at the end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from holdfast.cli.progress import Progress

Tree = Callable[[Mapping[str, str]], Path]

MANIFEST = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: s}\napplications: []\n"


def watched(times: list[float], calls: list[tuple[int, int]]) -> list[str]:
    """Return what is shown where the clock says `times`: at the start, and at each call."""
    said: list[str] = []
    clock: Iterator[float] = iter(times)
    progress = Progress(said.append, lambda: next(clock))
    for done, total in calls:
        progress(done, total)
    progress.clear()
    return said


def test_a_short_run_shows_nothing() -> None:
    assert [] == watched([5, 5, 5.5, 5.9], [(0, 2), (1, 2), (2, 2)])


def test_a_long_run_shows_how_far_it_is_and_leaves_nothing() -> None:
    expected = [
        "\r\x1b[Kholdfast: 1,200 of 2,000 manifests ...",
        "\r\x1b[Kholdfast: 1,700 of 2,000 manifests ...",
        "\r\x1b[Kholdfast: all of 2,000 manifests together ...",
        "\r\x1b[K",
    ]
    calls = [(0, 2000), (1200, 2000), (1201, 2000), (1700, 2000), (2000, 2000)]
    assert expected == watched([0, 0.1, 1.0, 1.05, 1.1, 1.15], calls)


def at_a_terminal(folder: Path, **environment: str) -> tuple[str, str]:
    """Return what a check prints on standard output, and on a standard error that is a terminal."""
    ours, theirs = pty.openpty()
    script = (
        "import holdfast.cli.progress as p, sys; p.PATIENCE = -1; sys.argv = ['holdfast', 'check'];"
        "from holdfast.cli.main import main; main()"
    )
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**known, "TERM": "xterm", **environment},
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.write(theirs, b"end")
    shown = b""
    while not shown.endswith(b"end"):
        shown += os.read(ours, 4096)
    os.close(theirs)
    os.close(ours)
    return done.stdout.decode(), shown.decode().removesuffix("end")


def test_at_a_terminal_it_is_on_standard_error(tree: Tree) -> None:
    out, err = at_a_terminal(tree({"ai-manifest.yaml": MANIFEST}))
    assert "holdfast: 0 of 1 manifests ..." in err
    assert err.endswith("\r\x1b[K")
    assert "\x1b" not in out


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"TERM": "dumb"}], ids=str)
def test_in_ci_there_is_none(tree: Tree, environment: Mapping[str, str]) -> None:
    assert "" == at_a_terminal(tree({"ai-manifest.yaml": MANIFEST}), **environment)[1]
