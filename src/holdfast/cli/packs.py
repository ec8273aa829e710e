"""Packs named on the command line of `holdfast policy`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from holdfast.errors import PolicyError


def named_packs(names: Sequence[str], installed: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of the packs `names`, ids of `installed` ones or folders; all installed without one.

    A pack that is named twice is there once. Raises PolicyError for one that does not exist.
    """
    shipped = {folder.name: folder for folder in installed}
    found = [folder for name in names for folder in _folders(name, shipped)] or sorted(shipped.values())
    return tuple({folder.resolve(): folder for folder in found}.values())


def _folders(name: str, shipped: dict[str, Path]) -> tuple[Path, ...]:
    from holdfast.load.packs import pack_folders
    from holdfast.model.escape import quoted

    # The empty path would be the current folder.
    found = (shipped[name],) if name in shipped else pack_folders(Path(name)) if name else ()
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise PolicyError(
            f"there is no pack {quoted(name)}.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found
