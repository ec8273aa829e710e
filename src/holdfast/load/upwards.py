"""Files of a repository that hold for all that lies below them, found from the targets upwards."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.reading import is_inside
from holdfast.model.location import Location
from holdfast.model.settings import BoundedPath


def find_upwards(targets: Sequence[Path], name: str) -> BoundedPath | None:
    """Return the nearest file `name`, from each target up to its git root; None where there is none.

    `name` ends in `.yaml`. Outside a git repository only the target's own folder is looked at: what
    lies above it may be anybody's. Raises ConfigError where the targets have different ones, or only
    some have one: that of one repository must not judge another, and which holds is for the operator
    to say.
    """
    found = {_nearest(target, name) for target in targets}
    if len(found) > 1:
        raise ConfigError(
            f"the targets do not share one {_WORDS.get(name, 'file')} ({name}).",
            hint="Pass the one that holds for all with `--config`, or none with `--no-config`.",
        )
    return found.pop() if found else None


def repository_root(target: Path) -> Path:
    """Return the real path of the git repository that holds `target`; outside one, of its own folder."""
    folder = _folder(target)
    above = (folder, *folder.parents)
    return next((candidate for candidate in above if os.path.lexists(candidate / ".git")), folder)


def shown_path(path: Path, targets: Sequence[Path]) -> str:
    """Return `path` as output names it: relative to the one repository of the targets that it is in.

    What lies elsewhere, or where the targets are of several repositories, is called by its name.
    """
    real = Path(os.path.realpath(path.parent)) / path.name
    roots = {repository_root(target) for target in targets}
    root = roots.pop()
    return real.relative_to(root).as_posix() if not roots and is_inside(root, real) else path.name


_WORDS = {".holdfast.yaml": "configuration", ".holdfast-waivers.yaml": "file of waivers"}


def _nearest(target: Path, name: str) -> BoundedPath | None:
    root = repository_root(target)
    misnamed = f"{name.removesuffix('.yaml')}.yml"
    folder = _folder(target)
    above = (folder, *folder.parents)
    for candidate in above[: above.index(root) + 1]:
        # A link that leads to nothing is a file that cannot be read, not one that is absent.
        if os.path.lexists(candidate / name):
            return BoundedPath(candidate / name, root)
        if os.path.lexists(candidate / misnamed):
            raise ConfigError(
                f"{misnamed} would not be read.",
                location=Location(misnamed),
                hint=f"Rename it to {name}.",
            )
    return None


def _folder(target: Path) -> Path:
    real = target.resolve()
    return real if real.is_dir() else real.parent
