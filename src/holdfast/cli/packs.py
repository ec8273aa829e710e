"""Packs named on the command line of `holdfast policy`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from holdfast.errors import PolicyError


def named_packs(names: Sequence[str], installed: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of the packs `names`: ids of `installed` ones, folders, or URLs of git.

    Without a name they are the folders that the configuration here names, else all installed packs: who
    wrote packs means those. One that is named twice is there once. Raises UserError for one that does
    not exist.
    """
    shipped = {folder.name: folder for folder in installed}
    named = names or _configured(shipped.values())
    found = [folder for name in named for folder in _folders(name, shipped)] or sorted(shipped.values())
    return tuple({folder.resolve(): folder for folder in found}.values())


def _configured(installed: Iterable[Path]) -> list[str]:
    from holdfast.load.config import find_config, load_config
    from holdfast.load.homes import homes
    from holdfast.load.reading import is_inside
    from holdfast.model.layers import is_folder, merged

    here = (Path(),)
    found = find_config(here)
    if found is None:
        return []
    settings = merged(load_config(found, here, homes(installed)))
    folders = [pack for pack in settings.packs if is_folder(pack.name)]
    for folder in folders:
        if folder.root is not None and not is_inside(folder.root, Path(folder.name).resolve()):
            raise PolicyError(
                f"the pack folder {Path(folder.name).name} is outside the repository that names it.",
                hint="Name it on the command line.",
            )
    return [folder.name for folder in folders]


def _folders(name: str, shipped: dict[str, Path]) -> tuple[Path, ...]:
    from holdfast.load.packs import pack_folders
    from holdfast.model.escape import quoted
    from holdfast.model.git_source import is_git

    if is_git(name):
        from holdfast.load.git_packs import git_pack_folders

        return git_pack_folders(name)
    # The empty path would be the current folder.
    found = (shipped[name],) if name in shipped else pack_folders(Path(name)) if name else ()
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise PolicyError(
            f"there is no pack {quoted(name)}.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found
