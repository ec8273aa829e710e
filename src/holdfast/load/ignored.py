"""What git ignores in a repository, asked of git without letting the repository run anything."""

from __future__ import annotations

import os
from pathlib import Path

_TIMEOUT_SECONDS = 60

_NOTHING_OF_THE_REPOSITORY_RUNS = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.untrackedCache=false",
)  # fmt: skip


def ignored_by_git(root: Path) -> frozenset[str] | None:
    """Return the ignored files and folders of the repository at `root`, as POSIX paths relative to it.

    What lies in an ignored folder is not named itself; a tracked file is never ignored. None where
    git is not installed or cannot say.
    """
    # Both are slow to import, and only a folder of a git repository needs them.
    import shutil
    import subprocess

    git = shutil.which("git")
    if git is None:
        return None
    listing = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell, nothing from the tree is run
            [git, *_NOTHING_OF_THE_REPOSITORY_RUNS, "-C", str(root), *listing],
            env=_environment(root),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    return frozenset(os.fsdecode(path).rstrip("/") for path in done.stdout.split(b"\0") if path)


def _environment(root: Path) -> dict[str, str]:
    """Return the environment without what would point git at another repository, as a hook's does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CEILING_DIRECTORIES": str(root.parent),
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
