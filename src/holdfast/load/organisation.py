"""The organisation's configuration, which the operator passes with `--org-config`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.files import read_checked
from holdfast.load.reading import is_inside
from holdfast.load.schema import named_schema
from holdfast.load.upwards import repository_root, shown_path
from holdfast.model.layers import Layer
from holdfast.model.lock import LOCK_FILE
from holdfast.model.organisation import Locked, Organisation
from holdfast.model.settings import BoundedPath, Source


def load_organisation(path: Path, targets: Sequence[Path]) -> Organisation:
    """Read the organisation's configuration, wherever it is. Raises ConfigError."""
    shown = shown_path(path, targets)
    document = read_checked(path, shown, named_schema("organisation-configuration"), ConfigError)
    data = document.data
    locked = data.get("locked", {})
    lock = BoundedPath(path.parent / LOCK_FILE)
    return Organisation(
        Layer(Source.ORGANISATION, document, path.parent, lock=lock if os.path.lexists(lock.path) else None),
        Locked(
            rules=tuple(locked.get("rules", ())),
            params={target: tuple(names) for target, names in locked.get("params", {}).items()},
            enforcement=tuple(locked.get("enforcement", ())),
            fail_on=locked.get("failOn", False),
        ),
        trusts_declared_facts=data.get("acceptDeclaredFacts", False),
        stated=data.get("manifest", {}),
    )


def is_checked_too(path: Path, targets: Sequence[Path]) -> bool:
    """Tell whether the organisation's configuration, or a link to it, lies in a repository that it binds.

    A checkout of its own below that repository is another one: nobody can commit its `.git` folder.
    """
    named = path.absolute()
    links = (each for each in (named, *named.parents) if each.is_symlink())
    places = [path.resolve(), *(Path(os.path.realpath(link.parent), link.name) for link in links)]
    roots = [repository_root(target) for target in targets]
    return any(_holds(root, place) for root in roots for place in places)


def _holds(root: Path, place: Path) -> bool:
    if not is_inside(root, place):
        return False
    between = place.relative_to(root).parents
    return not any((root / folder / ".git").is_dir() for folder in between if folder != Path())
