"""Packs from git: fetched once, kept in the cache of the user, and held against the commit at each use."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.cache import user_folder
from holdfast.load.git_objects import MAX_TOTAL, Found, GitPack, UnsoundError, find_packs
from holdfast.load.reading import UnreadableError, read_inside
from holdfast.model.escape import quoted
from holdfast.model.git_source import GitSource, git_source

_OBJECTS, _PACKS = "objects", "packs"
"""In an entry of the cache: what leads from the commit to the files, written as by `git cat-file --batch`;
and the folders of the packs."""

_OBJECT = re.compile(rb"([0-9a-f]{40,64}) (commit|tree|blob) ([0-9]{1,9})\n")


def git_pack_folders(written: str, root: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of the packs that `written` names, in the cache, fetched where they are not there.

    With `root`, a checked tree names them: then git does not reach into this machine. What is in the
    cache is used only where it is what the commit id stands for. Raises UserError.
    """
    source = git_source(written)
    if source.is_local and root is not None:
        raise ConfigError(
            f"the git pack {quoted(written, 300)} is on this machine, where a repository's configuration may "
            "not look.",
            hint="Name it over https or ssh, or name it on the command line with --policies.",
        )
    cache = user_folder([root] if root else [])
    if cache is None:
        raise ConfigError(
            f"there is no folder to keep the git pack {quoted(written, 300)} in.",
            hint="Set XDG_CACHE_HOME to a folder of yours that is outside of what is checked.",
        )
    entry = Path(os.path.realpath(cache)) / "packs" / _key(source)
    packs = _kept(entry, source)
    if packs is None:
        packs = _fetched(entry, source)
    if not packs:
        raise ConfigError(
            f"there is no pack in the folder that {quoted(written, 300)} names.",
            hint="A pack is a folder with a pack.yaml. Behind the `#` stands a pack, or a folder of packs.",
        )
    return tuple(entry / _PACKS / pack.folder for pack in packs)


def _key(source: GitSource) -> str:
    import hashlib  # only a run with a pack from git needs it

    return f"{source.commit}-{hashlib.sha256(source.written.encode()).hexdigest()[:16]}"


def _kept(entry: Path, source: GitSource) -> tuple[GitPack, ...] | None:
    """Return the packs that are kept in `entry`; None where any byte is not as the commit id says."""
    try:
        kept = _parsed(read_inside(entry, entry / _OBJECTS, 2 * MAX_TOTAL))
        packs = find_packs(source, partial(_read, kept)).packs
        is_whole = all(pack.files == _files(entry / _PACKS / pack.folder) for pack in packs)
    except (UnreadableError, UnsoundError):
        return None
    return packs if is_whole else None


def _read(kept: Mapping[str, tuple[str, bytes]], identifier: str, kind: str, _: int) -> bytes:
    found, content = kept.get(identifier, ("", b""))
    if found != kind:
        raise UnsoundError(f"the {kind} {identifier} is not there")
    return content


def _parsed(raw: bytes) -> Mapping[str, tuple[str, bytes]]:
    objects: dict[str, tuple[str, bytes]] = {}
    at = 0
    while at < len(raw):
        head = _OBJECT.match(raw, at)
        if head is None:
            raise UnsoundError("the kept objects are spoilt")
        end = head.end() + int(head[3])
        objects[head[1].decode()] = head[2].decode(), raw[head.end() : end]
        at = end + 1
    return objects


def _files(folder: Path) -> Mapping[str, bytes]:
    """Return all files in `folder`, links not followed. Raises UnreadableError."""
    return {
        (Path(where) / name).relative_to(folder).as_posix(): read_inside(folder, Path(where) / name)
        for where, _, names in os.walk(folder)
        for name in names
    }


def _fetched(entry: Path, source: GitSource) -> tuple[GitPack, ...]:
    import secrets
    import shutil

    from holdfast.load.git_fetch import fetched

    work = entry.parent / f".{secrets.token_hex(8)}"
    try:
        # That of the cache is made for its user alone; what is in it inherits that.
        entry.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (work / "fetched").mkdir(mode=0o700, parents=True)
        with fetched(source, work / "fetched") as read:
            found = find_packs(source, read)
        _write(work / "entry", found)
        _put_in_place(work, entry, source)
    except UnsoundError as error:
        raise ConfigError(
            f"the git pack {quoted(source.written, 300)} cannot be used: {error}.",
            hint="Is the id that of a commit, and the repository sound? `git fsck` tells.",
        ) from None
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise ConfigError(
            f"the git pack {quoted(source.written, 300)} cannot be kept: {reason}.",
            hint="Make room in the cache, or set XDG_CACHE_HOME to another folder of yours.",
        ) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return found.packs


def _write(folder: Path, found: Found) -> None:
    folder.mkdir(mode=0o700)
    with (folder / _OBJECTS).open("wb") as file:
        for identifier, (kind, content) in found.objects.items():
            file.write(b"%s %s %d\n%s\n" % (identifier.encode(), kind.encode(), len(content), content))
    for path, content in _paths(found.packs):
        (folder / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _paths(packs: Iterable[GitPack]) -> Iterable[tuple[str, bytes]]:
    return ((f"{_PACKS}/{pack.folder}/{path}", raw) for pack in packs for path, raw in pack.files.items())


def _put_in_place(work: Path, entry: Path, source: GitSource) -> None:
    """Make what was written the entry, at once; another run may have been quicker."""
    if _kept(entry, source) is not None:
        return
    with suppress(FileNotFoundError):
        entry.rename(work / "spoilt")
    try:
        (work / "entry").rename(entry)
    except OSError:
        if _kept(entry, source) is None:
            raise
