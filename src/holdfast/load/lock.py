"""`.holdfast.lock`, and packs held against it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from holdfast.errors import ConfigError, PolicyError, UserErrors
from holdfast.load.files import read_bounded
from holdfast.load.packs import CASES_SUFFIX
from holdfast.load.schema import check_schema, named_schema
from holdfast.load.strict_json import Kind, read_json
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Location
from holdfast.model.lock import LOCK_FILE, Lock, LockedPack
from holdfast.model.settings import BoundedPath

VERSION = 1

MAX_LOCK_BYTES = 16 * 1024 * 1024
"""No person writes it, so it may be larger than what people write."""

MAX_PACK_FILES = 2_000

UPDATE = "holdfast packs update"
_KIND = Kind(
    "lock",
    UPDATE,
    VERSION,
    other=f"Remove it, and write one with `{UPDATE}`.",
    merge=f"Take one side, and write it anew with `{UPDATE}`.",
)
_SUFFIXES = (".yaml", ".yml")
_DIGEST = re.compile(r'"(sha256:[0-9a-f]{64})"')


def load_lock(source: BoundedPath) -> Lock:
    """Read a lock. Raises ConfigError, of another version's too."""
    raw = read_bounded(source.path, LOCK_FILE, ConfigError, source.root, MAX_LOCK_BYTES)
    text, data = read_json(raw, LOCK_FILE, _KIND)
    document, problems = check_schema(Document(LOCK_FILE, data, {}, {}, ()), named_schema("lock"))
    if problems:
        raise UserErrors([_KIND.error(problem.message, Location(LOCK_FILE)) for problem in problems])
    places = _places(text)
    packs = {
        name: LockedPack(
            name, item["version"], item["source"], item["digest"], item["rules"], places.get(item["digest"])
        )
        for name, item in document.data["packs"].items()
    }
    return Lock(LOCK_FILE, packs)


def refuse_difference(lock: Lock, pack: str, digest: str) -> None:
    """Raise ConfigError where the pack is not in the lock, or has another content than is locked."""
    locked = lock.packs.get(pack)
    if locked is None:
        raise ConfigError(
            f"the pack {quoted(pack)} is not in {lock.shown}.",
            location=Location(lock.shown),
            hint=f"`{UPDATE}` shows its rules, and locks it as it is now.",
        )
    if locked.digest != digest:
        raise ConfigError(
            f"the pack {quoted(pack)} is not as it is locked: expected {locked.digest}, found {digest}.",
            location=locked.location or Location(lock.shown),
            hint=f"`{UPDATE}` shows the difference in rules, and locks it as it is now.",
        )


def pack_digest(folder: Path, root: Path | None) -> str:
    """Return a digest of the files that a check may read of a pack: their names and bytes, cases left out.

    `root` bounds what is read, as for `read_pack`. Line ends are bytes too. Raises PolicyError.
    """
    return digest_of(_files(folder, root))


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of files by name, whatever their order: `sha256:` and 64 digits."""
    from hashlib import sha256  # only a run with a lock needs it

    found = sha256()
    for name in sorted(files):
        for part in (name.encode("utf-8", "surrogateescape"), files[name]):
            found.update(b"%d:" % len(part))
            found.update(part)
    return f"sha256:{found.hexdigest()}"


def _files(folder: Path, root: Path | None) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in folders:
            if (Path(where) / name).is_symlink():
                raise PolicyError(
                    f"the pack {folder.name} cannot be locked: its folder {quoted(name)} is a symbolic link.",
                    hint="Put the folder itself there: what is locked is what lies in the pack.",
                )
        for name in sorted(names):
            if name.endswith(_SUFFIXES) and not name.endswith(CASES_SUFFIX):
                path = (Path(where) / name).relative_to(folder).as_posix()
                files[path] = read_bounded(folder / path, f"{folder.name}/{path}", PolicyError, root)
                if len(files) > MAX_PACK_FILES:
                    raise PolicyError(
                        f"the pack {folder.name} cannot be locked: more than {MAX_PACK_FILES:,} files.",
                        hint="Keep a pack in a folder of its own.",
                    )
    return files


def _places(text: str) -> dict[str, Location]:
    """Return where each digest stands."""
    return {
        found[1]: Location(LOCK_FILE, number, found.start() + 1, number, found.end() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for found in _DIGEST.finditer(line)
    }
