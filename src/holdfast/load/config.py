"""`.holdfast.yaml` to settings."""

import os
from collections.abc import Sequence
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.files import read_checked
from holdfast.load.reading import is_inside
from holdfast.load.schema import named_schema
from holdfast.load.upwards import find_upwards
from holdfast.model.document import Document
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import DEFAULT_PACKS, BoundedPath, Settings

CONFIG_FILE = ".holdfast.yaml"


def find_config(targets: Sequence[Path]) -> BoundedPath | None:
    """Return the nearest configuration of the targets; see `find_upwards`."""
    return find_upwards(targets, CONFIG_FILE)


def load_config(path: Path, root: Path | None = None) -> Settings:
    """Read `path`. Folders among its packs are relative to it. Raises ConfigError.

    `root` is that of a configuration that was found; None where the operator named it.
    """
    document = read_checked(path, path.name, named_schema("configuration"), ConfigError, root)
    data = document.data
    return Settings(
        packs=tuple(_resolved(pack, path.parent) for pack in data.get("packs", DEFAULT_PACKS)),
        select=tuple(data.get("select", ())),
        ignore=tuple(data.get("ignore", ())),
        fail_on=Severity(data.get("failOn", Severity.LOW)),
        part=data.get("portfolio", "whole") == "part",
        params=data.get("params", {}),
        enforcement={rule: Enforcement(value) for rule, value in data.get("enforcement", {}).items()},
        document=document,
        root=root,
        baseline=_baseline(document, path.parent, root) if "baseline" in data else None,
        waivers=WaiverLimits(data.get("waivers", {}).get("maxDays")),
    )


def is_folder(pack: str) -> bool:
    """Tell a pack given as a folder (`./policies/acme`, `../x`, `/abs`) from one given by its id."""
    return "/" in pack or pack.startswith(".")


def _resolved(pack: str, base: Path) -> str:
    return str(base / pack) if is_folder(pack) else pack


def _baseline(document: Document, base: Path, root: Path | None) -> BoundedPath:
    path = base / document.data["baseline"]
    # It may not be there yet, and be written: a folder on the way must not lead out of the repository.
    if root is not None and not is_inside(root, Path(os.path.realpath(path.parent)) / path.name):
        raise ConfigError(
            "the baseline is outside the repository whose configuration names it.",
            location=document.locate(("baseline",)),
            hint="Keep it in the repository, or name it on the command line with --baseline.",
        )
    return BoundedPath(path, root)
