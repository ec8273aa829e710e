"""Whether this environment has any plugin, told without importing what would load it."""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

from holdfast.hooks import PROJECT

_METADATA = (".dist-info", ".egg-info", ".egg")


def may_have_plugins() -> bool:
    """Return false only where `importlib.metadata` would find no entry point of the group `holdfast`.

    It looks where `importlib.metadata` looks. What it cannot look into (a zip file, an egg, a finder
    of somebody's own, a file that does not open) counts as a yes: a run must not check less than it
    was told to.
    """
    if any(finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path):
        return True
    return any(_may_name(entry) for entry in sys.path)


def _may_name(folder: str) -> bool:
    if folder.lower().endswith(".egg"):
        return True
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208  # as below: pathlib costs more
    except (FileNotFoundError, PermissionError):
        return False  # importlib.metadata finds nothing there either
    except OSError:
        return True
    return any(
        _names_group(os.path.join(folder, name, "entry_points.txt"))  # noqa: PTH118  # a hundred of them: pathlib costs more
        for name in names
        if name.lower().endswith(_METADATA)
    )


def _names_group(path: str) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    with os.fdopen(descriptor, "rb") as file:
        # What no entry point of the group can do without is its heading: the name, in a line with a bracket.
        return any(b"[" in line and PROJECT.encode() in line for line in file.read().splitlines())
