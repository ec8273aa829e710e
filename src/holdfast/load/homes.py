"""`pack:PACK/FILE`: files that a pack shares with those who use it, and nothing outside its folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from holdfast.errors import PolicyError
from holdfast.load.files import read_checked
from holdfast.load.packs import PACK_FILE, pack_folders
from holdfast.load.reading import is_inside
from holdfast.load.schema import named_schema
from holdfast.model.escape import quoted
from holdfast.model.git_source import is_git
from holdfast.model.layers import is_folder
from holdfast.model.settings import BoundedPath, PackName
from holdfast.model.spelling import did_you_mean, listed

PREFIX = "pack:"


class PackFileError(Exception):
    """A `pack:PACK/FILE` leads nowhere: `message` says why in one sentence, `help` what to do next."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002 - as in Problem
        super().__init__(message)
        self.message, self.help = message, help


def homes(shipped: Iterable[Path], named: Iterable[PackName] = ()) -> dict[str, Path]:
    """Return the folders of packs by id: those that are installed, and those that are named.

    Of two packs with one id, the first holds. A folder is only what lies in it, whoever names it.
    Raises PolicyError for a `pack.yaml` that cannot be read.
    """
    found = {folder.name: folder for folder in shipped}
    for pack in named:
        if pack.name in found or not (is_folder(pack.name) or is_git(pack.name)):
            continue
        for folder in named_folders(pack):
            shown = f"{folder.name}/{PACK_FILE}"
            root = folder if is_git(pack.name) else pack.root
            document = read_checked(folder / PACK_FILE, shown, named_schema("pack"), PolicyError, root)
            found.setdefault(document.data["id"], folder)
    return found


def named_folders(pack: PackName) -> tuple[Path, ...]:
    """Return the folders of the packs that a folder or a URL of git names; maybe none. Raises UserError."""
    if is_git(pack.name):
        from holdfast.load.git_packs import git_pack_folders  # most runs have none

        return git_pack_folders(pack.name, pack.root)
    return pack_folders(Path(pack.name))


def is_in_pack(text: str) -> bool:
    """Tell whether `text` names a file of a pack, and not a path."""
    return text.startswith(PREFIX)


def in_pack(text: str, known: Mapping[str, Path]) -> tuple[BoundedPath, str]:
    """Return the file that `pack:PACK/FILE` names, and how output calls it. Raises PackFileError.

    Whether the file exists, and whether a link leads out of the folder, is for reading it to say.
    """
    pack, _, name = text.removeprefix(PREFIX).partition("/")
    if not pack or not name:
        raise PackFileError(
            f"{quoted(text)} names no file of a pack",
            "Write `pack:PACK/FILE`, such as `pack:acme/shared/eu.yaml`.",
        )
    if pack not in known:
        there = f"there are {listed(sorted(known))}" if known else "there is none"
        help_ = f"{did_you_mean(pack, known)}Packs are configured, or installed beside Holdfast: {there}."
        raise PackFileError(f"there is no pack {quoted(pack)}", help_)
    home = known[pack].resolve()
    path = Path(os.path.normpath(home / name))
    if not is_inside(home, path) or path == home:
        raise PackFileError(
            f"{quoted(text)} leads out of the pack's folder", "Name a file in the folder of the pack."
        )
    return BoundedPath(path, home), f"{pack}/{path.relative_to(home).as_posix()}"
