"""`.holdfast.lock`, and packs held against it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from holdfast.errors import ConfigError, PolicyError, UserErrors
from holdfast.load.files import read_bounded
from holdfast.load.packs import CASES_SUFFIX
from holdfast.load.rule_fields import rule_fields
from holdfast.load.schema import check_schema, named_schema
from holdfast.load.strict_json import Kind, read_json
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Location
from holdfast.model.lock import LOCK_FILE, UPDATE, Lock, LockedPack
from holdfast.model.policy import Pack
from holdfast.model.settings import BoundedPath, Source

VERSION = 1

MAX_LOCK_BYTES = 16 * 1024 * 1024
"""No person writes it, so it may be larger than what people write."""

MAX_PACK_FILES = 2_000

_SUFFIXES = (".yaml", ".yml")
_DIGEST = re.compile(r'"(sha256:[0-9a-f]{64})"')


def load_lock(source: BoundedPath, shown: str = LOCK_FILE, update: str = UPDATE) -> Lock:
    """Read the lock that output calls `shown` and the command `update` writes.

    Raises ConfigError, of another version's too.
    """
    kind = Kind(
        "lock",
        update,
        VERSION,
        other=f"Remove it, and write one with `{update}`.",
        merge=f"Take one side, and write it anew with `{update}`.",
    )
    raw = read_bounded(source.path, shown, ConfigError, source.root, MAX_LOCK_BYTES)
    text, data = read_json(raw, shown, kind)
    document, problems = check_schema(Document(shown, data, {}, {}, ()), named_schema("lock"))
    if problems:
        raise UserErrors([kind.error(problem.message, Location(shown)) for problem in problems])
    places = _places(text, shown)
    packs = {
        name: LockedPack(name, **item, location=places.get(item["digest"]))
        for name, item in document.data["packs"].items()
    }
    return Lock(shown, packs, update)


def lock_names(source: Source, path: BoundedPath) -> tuple[str, str]:
    """Return how output calls the lock at `path`, whose packs `source` names, and what writes it."""
    if source is not Source.ORGANISATION:
        return LOCK_FILE, UPDATE
    return f"{path.path.parent.resolve().name}/{LOCK_FILE}", f"{UPDATE} --org-config PATH"


def locked_pack(pack: Pack, folder: Path, root: Path | None, source: str) -> LockedPack:
    """Return what a lock holds of a pack in `folder`; `root` as for `read_pack`. Raises PolicyError."""
    from hashlib import sha256  # only a run with a lock needs it

    files = _files(folder, root)
    rules = {policy.rule.id: rule_fields(policy) for policy in pack.policies}
    digests = {name: sha256(raw).hexdigest() for name, raw in sorted(files.items())}
    return LockedPack(pack.id, pack.version, source, digest_of(files), rules, digests)


def refuse_difference(lock: Lock, found: LockedPack) -> None:
    """Raise ConfigError where a pack is not in the lock, or is another than is locked.

    What a reviewer reads of it in the lock has to be so as well; the source may be another.
    """
    locked = lock.packs.get(found.id)
    if locked is None:
        raise ConfigError(
            f"the pack {quoted(found.id)} is not in {lock.shown}.",
            location=Location(lock.shown),
            hint=f"`{lock.update}` shows its rules, and locks it as it is now.",
        )
    if locked.digest != found.digest:
        raise ConfigError(
            f"the pack {quoted(found.id)} is not as it is locked: "
            f"expected {locked.digest}, found {found.digest}.",
            location=locked.location or Location(lock.shown),
            hint=f"`{lock.update}` shows the difference in rules, and locks it as it is now.",
        )
    if (locked.version, locked.rules, locked.files) != (found.version, found.rules, found.files):
        rules = sorted({*locked.rules, *found.rules})
        other = (quoted(rule) for rule in rules if locked.rules.get(rule) != found.rules.get(rule))
        raise ConfigError(
            f"{lock.shown} does not say what the pack {quoted(found.id)} holds: "
            f"somebody edited what it says of {next(other, 'its version or its files')}.",
            location=locked.location or Location(lock.shown),
            hint=f"Write it anew with `{lock.update}`.",
        )


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


def _places(text: str, shown: str) -> dict[str, Location]:
    """Return where each digest stands."""
    return {
        found[1]: Location(shown, number, found.start() + 1, number, found.end() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for found in _DIGEST.finditer(line)
    }
