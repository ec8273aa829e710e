"""`.holdfast.yaml` to settings."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import ConfigError
from holdfast.load.files import read_checked
from holdfast.load.schema import named_schema
from holdfast.model.location import Location
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import DEFAULT_PACKS, Settings

CONFIG_FILE = ".holdfast.yaml"
MISNAMED = ".holdfast.yml"


class FoundConfig(NamedTuple):
    """A configuration in the checked tree; `root` is the real path that all it names must lie in."""

    path: Path
    root: Path


def find_config(targets: Sequence[Path]) -> FoundConfig | None:
    """Return the nearest configuration, from each target up to its git root; None where there is none.

    Outside a git repository only the target's own folder is looked at: what lies above it may be
    anybody's. Raises ConfigError where the targets have different ones, or only some have one: that
    of one repository must not judge another, and which holds is for the operator to say.
    """
    found = {_nearest(target) for target in targets}
    if len(found) > 1:
        raise ConfigError(
            f"the targets do not share one configuration ({CONFIG_FILE}).",
            hint="Pass the one that holds for all with `--config`, or none with `--no-config`.",
        )
    return found.pop() if found else None


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
    )


def is_folder(pack: str) -> bool:
    """Tell a pack given as a folder (`./policies/acme`, `../x`, `/abs`) from one given by its id."""
    return "/" in pack or pack.startswith(".")


def _resolved(pack: str, base: Path) -> str:
    return str(base / pack) if is_folder(pack) else pack


def _nearest(target: Path) -> FoundConfig | None:
    real = target.resolve()
    folder = real if real.is_dir() else real.parent
    above = (folder, *folder.parents)
    root = next((candidate for candidate in above if os.path.lexists(candidate / ".git")), folder)
    for candidate in above[: above.index(root) + 1]:
        # A link that leads to nothing is a configuration that cannot be read, not one that is absent.
        if os.path.lexists(candidate / CONFIG_FILE):
            return FoundConfig(candidate / CONFIG_FILE, root)
        if os.path.lexists(candidate / MISNAMED):
            raise ConfigError(
                f"{MISNAMED} would not be read.",
                location=Location(MISNAMED),
                hint=f"Rename it to {CONFIG_FILE}.",
            )
    return None
