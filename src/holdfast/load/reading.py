"""Files of the checked tree read safely: never a pipe, never outside the repository, never too much."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from holdfast.load.decoding import MAX_BYTES

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)
_LINKS = {
    errno.ELOOP: (
        "The symbolic link leads in a circle.",
        "Point it at a file of the repository, or remove it.",
    ),
    errno.ENOENT: (
        "The symbolic link leads to nothing.",
        "Point it at a file of the repository, or remove it.",
    ),
}


class UnreadableError(Exception):
    """A file cannot be read: `message` says why in one sentence, `help` what to do next."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002 - as in Problem
        super().__init__(message)
        self.message, self.help = message, help


def read_inside(root: Path, path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the content of `path`, following links only within `root`, a real path.

    Raises UnreadableError for what is not there, no regular file, out of bounds, not permitted or
    larger than `most` bytes.
    """
    # The file may have been replaced since its path was resolved: do not follow a link now.
    return _read(_real_path(root, path), getattr(os, "O_NOFOLLOW", 0), most)


def read_found(root: Path, path: Path) -> bytes:
    """Return the content of `path`, whose folder is known to be a real one, as `read_inside` does."""
    if path.is_symlink() or not is_inside(root, path):
        return read_inside(root, path)
    return _read(path, getattr(os, "O_NOFOLLOW", 0), MAX_BYTES)


def read_named(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the content of `path`, which the operator named, wherever it is. Raises UnreadableError."""
    return _read(path, 0, most)


def _read(path: Path, flags: int, most: int) -> bytes:
    try:
        _refuse_unless_file(path.lstat() if flags else path.stat(), most)
        # Never wait for a pipe.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | flags)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - opened by its descriptor
            status = os.fstat(descriptor)
            _refuse_unless_file(status, most)
            raw = file.read(status.st_size + 1)
            if len(raw) > status.st_size:  # it grows while it is read
                raw += file.read(most)
    except OSError as error:
        raise _refused(error) from None
    if len(raw) > most:
        raise _too_large(most)
    return raw


def is_inside(root: Path, path: Path) -> bool:
    """Say whether `path` lies in `root` and not in its `.git`; both are real or normalised paths."""
    # pathlib takes as long for this as a good part of the file takes to be read
    above = str(root).rstrip(os.sep) + os.sep
    inner = str(path)
    if path == root:
        return True
    return inner.startswith(above) and ".git" not in inner[len(above) :].split(os.sep)  # noqa: PTH206  # see above


def _real_path(root: Path, path: Path) -> Path:
    try:
        real = Path(os.path.realpath(path, strict=True))
    except OSError as error:
        if error.errno in _LINKS and path.is_symlink():
            raise UnreadableError(*_LINKS[error.errno]) from None
        raise _refused(error) from None
    if not is_inside(root, real):
        raise UnreadableError(
            "The symbolic link leads out of the repository.",
            "Put the file itself into the repository: only what is in it is checked.",
        )
    return real


def _refuse_unless_file(status: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "something else")
        raise UnreadableError(f"This is {kind}, not a file.", "Put a file in its place, or rename it.")
    if status.st_size > most:
        raise _too_large(most)


def _too_large(most: int) -> UnreadableError:
    limit = most // (1024 * 1024)
    return UnreadableError(
        f"The file is larger than {limit} MiB.", "Split it: a folder may have its own manifest."
    )


def _refused(error: OSError) -> UnreadableError:
    if error.errno == errno.ENOENT:
        return UnreadableError("The file does not exist.", "Create it, or correct the path.")
    reason = (error.strerror or "the system refused").lower()
    return UnreadableError(
        f"The file cannot be read: {reason}.", "Make it readable for the user who runs the check."
    )
