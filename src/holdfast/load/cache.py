"""What earlier runs worked out, kept as plain data under all that it was worked out from."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from holdfast import __version__
from holdfast.errors import UserError
from holdfast.load.plain import Codec

T = TypeVar("T")

MAX_BYTES = 8 * 1024 * 1024
"""Of one entry."""

MAX_ENTRIES = 256
MAX_TOTAL = 32 * 1024 * 1024
"""With more entries or bytes than these in a user's cache, the oldest are removed."""

PACKAGE = Path(__file__).parents[1]
SHIPPED = PACKAGE / "load" / "compiled"
"""Entries for what ships with Holdfast; a script makes them, and a test holds that they are up to date."""

_MAKERS = ("cel", "evaluate", "load", "model")
"""The rooms whose code decides what an entry holds."""

Sources = Sequence[str | bytes]


class Cache:
    """Values by what they were made from: in a folder of the user's, and among what ships; or nowhere.

    An entry is found only under the very bytes that it was made from. It is JSON, with a checksum: one
    that is cut off, altered or unreadable is as good as none. Nothing here raises for what the disk does.
    """

    def __init__(self, folder: Path | None = None, shipped: Path | None = None) -> None:
        self._folder = folder
        self._shipped = shipped

    def find(self, name: str, sources: Sources, codec: Codec) -> Any:
        """Return what was kept as `name`, made from `sources`; None where nothing is that can be read."""
        key = _digest([name, *sources])
        for path in self._places(name, key):
            try:
                return codec.from_text(_intact(path, key).decode())
            except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError):
                continue
        return None

    def keep(self, name: str, sources: Sources, codec: Codec, value: object) -> None:
        """Keep `value`, made from `sources` and nothing else; other runs see the whole of it or nothing."""
        if self._folder is None:
            return
        key = _digest([name, *sources])
        body = codec.to_text(value).encode()
        if len(body) < MAX_BYTES:
            with suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write(_own(self._folder, key), _checksum(key, body) + b"\n" + body)
                _make_room(self._folder)

    def lend(self, work: Callable[[Cache], T]) -> T:
        """Return what `work` makes with this cache: once more, and with new entries, where that fails.

        An entry may be whole and yet hold what no code of ours wrote. That shows only where it is used,
        and no user can mend it; what fails without the entries as well is raised. So is a UserError.
        """
        try:
            return work(self)
        except UserError:
            raise
        except Exception:
            if self._folder is None:
                raise
        return work(_Anew(self._folder, self._shipped))

    def _places(self, name: str, key: str) -> Iterator[Path]:
        if self._shipped is not None:
            yield self._shipped / f"{name}.json"
        if self._folder is not None:
            yield _own(self._folder, key)


class _Anew(Cache):
    """Finds nothing that a user has, so that every entry is made and kept anew."""

    def _places(self, name: str, _: str) -> Iterator[Path]:
        if self._shipped is not None:
            yield self._shipped / f"{name}.json"


NO_CACHE = Cache()


def user_cache(checked: Iterable[Path]) -> Cache:
    """Return the cache of this user for a run on the paths `checked`.

    It has no folder where none is known, or where somebody else may have filled it.
    """
    return Cache(user_folder(checked), SHIPPED)


def user_folder(checked: Iterable[Path]) -> Path | None:
    """Return the folder of this user's cache; None where it may not be used, as for `user_cache`."""
    folder = _conventional_folder()
    return folder if folder and _is_safe(folder, checked) else None


def _conventional_folder() -> Path | None:
    """Return where caches of this user are kept by the conventions of the system."""
    variable, default = {
        "win32": ("LOCALAPPDATA", "AppData/Local"),
        "darwin": ("", "Library/Caches"),
    }.get(sys.platform, ("XDG_CACHE_HOME", ".cache"))
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117  # the specification says that a relative one is ignored
        return Path(named, "holdfast")
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() raises where there is none
    return Path(home, default, "holdfast") if os.path.isabs(home) else None  # noqa: PTH117  # as above


def _is_safe(folder: Path, checked: Iterable[Path]) -> bool:
    """Refuse a folder that somebody else may have filled: another user, or who wrote what is checked.

    An entry stands for a policy. One that a pull request brings along could say that all is well.
    """
    real = Path(os.path.realpath(folder))
    above = (real, *real.parents)
    return _is_ours(next(each for each in above if os.path.lexists(each))) and not any(
        _is_in(above, Path(os.path.realpath(place))) for place in (Path(), *checked)
    )


def _is_in(above: Sequence[Path], place: Path) -> bool:
    """Say whether the folder below `above` is in `place`, or in a git repository that `place` is in."""
    around = (place, *place.parents)
    return place in above or any(each in around and os.path.lexists(each / ".git") for each in above)


def _is_ours(folder: Path) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    status = folder.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _own(folder: Path, key: str) -> Path:
    """Return the file of an entry that this very code makes."""
    return folder / f"{_digest([key, __version__, *_stamps()])}.json"


@cache
def _stamps() -> tuple[str, ...]:
    """Return how the files of our code stand on the disk: a checkout changes without its version.

    An installer may give files of two versions the same time of change; that of the inode it cannot.
    """
    return tuple(_each_stamp())


def _each_stamp() -> Iterator[str]:
    for room in _MAKERS:
        with suppress(OSError):
            for entry in sorted(os.scandir(PACKAGE / room), key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{room}/{entry.name} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _intact(path: Path, key: str) -> bytes:
    """Return what an entry holds. Raises OSError, or ValueError where it is not the one written for `key`."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123  # opened by its descriptor
        written = file.read(MAX_BYTES + 100)
    checksum, _, body = written.partition(b"\n")
    if checksum != _checksum(key, body):
        raise ValueError("it is another entry, or a spoilt one")
    return body


def _write(path: Path, content: bytes) -> None:
    """Write a new file beside `path` and put it in its place."""
    beside = path.with_name(f"{path.name}.{os.urandom(8).hex()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # as above
            file.write(content)
        beside.replace(path)
    except BaseException:
        beside.unlink()
        raise


def _make_room(folder: Path) -> None:
    total = 0
    for count, (_, size, path) in enumerate(sorted(_by_age(folder), reverse=True), 1):
        total += size
        if count > MAX_ENTRIES or total > MAX_TOTAL:
            with suppress(OSError):
                path.unlink()


def _by_age(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Yield time, size and path of each entry; what another run removes meanwhile is none."""
    for path in folder.iterdir():
        with suppress(OSError):
            status = path.lstat()
            yield status.st_mtime_ns, status.st_size, path


def _checksum(key: str, body: bytes) -> bytes:
    return _digest([key, body]).encode()


def _digest(parts: Iterable[str | bytes]) -> str:
    """Return a digest that no other sequence of parts has."""
    try:
        from _blake2 import blake2b  # hashlib would import all of OpenSSL's as well
    except ImportError:
        from hashlib import blake2b

    found = blake2b(digest_size=20)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()
