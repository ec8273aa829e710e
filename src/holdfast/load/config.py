"""`.holdfast.yaml` to settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.files import read_checked
from holdfast.load.schema import named_schema
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import DEFAULT_PACKS, Settings

CONFIG_FILE = ".holdfast.yaml"


def find_config(targets: Sequence[Path]) -> Path | None:
    """Return the nearest configuration, from each target up to its git root; None where there is none.

    Raises ConfigError where the targets have different ones: which of them holds is for the operator
    to say.
    """
    found = sorted({path for target in targets if (path := _nearest(target)) is not None})
    if len(found) > 1:
        raise ConfigError(
            f"the targets have {len(found)} different configurations ({CONFIG_FILE}).",
            hint="Pass the one that holds with `--config`, or none with `--no-config`.",
        )
    return found[0] if found else None


def load_config(path: Path) -> Settings:
    """Read `path`. Folders among its packs are relative to it. Raises ConfigError."""
    document = read_checked(path, path.name, named_schema("configuration"), ConfigError)
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
    )


def is_folder(pack: str) -> bool:
    """Tell a pack given as a folder (`./policies/acme`, `../x`, `/abs`) from one given by its id."""
    return "/" in pack or pack.startswith(".")


def _resolved(pack: str, base: Path) -> str:
    return str(base / pack) if is_folder(pack) else pack


def _nearest(target: Path) -> Path | None:
    folder = target.resolve() if target.is_dir() else target.resolve().parent
    for candidate in (folder, *folder.parents):
        if (candidate / CONFIG_FILE).is_file():
            return candidate / CONFIG_FILE
        if (candidate / ".git").exists():
            return None
    return None
