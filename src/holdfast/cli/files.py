"""Files that the command writes: a report whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from holdfast.errors import ConfigError

_NEW_FILE = 0o666
"""The kernel takes the umask off this, as for any new file."""

# What stands for an open descriptor. Opened by name, a file behind it would be cut off or overwritten.
_DESCRIPTOR = r"/dev/(?P<name>stdout|stderr)|(?:/dev|/proc/self)/fd/(?P<number>[0-9]{1,4})"
_STANDARD = {"stdout": 1, "stderr": 2}


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8, so that a reader sees the old file or the new one, never a part.

    A symbolic link is followed, the mode of an existing file is kept. What is no regular file, such
    as a pipe or `/dev/null`, is written to directly. `ConfigError` where `path` cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        _write(path, data)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error


def nowhere() -> IO[str]:
    """Return a stream that takes text and keeps nothing, in place of one that the caller closed."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _write(path: Path, data: bytes) -> None:
    descriptor = re.fullmatch(_DESCRIPTOR, str(path))
    if descriptor:
        number = _STANDARD.get(descriptor["name"] or "", int(descriptor["number"] or 0))
        _write_all(os.dup(number), data)
        return
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        _replace(Path(os.path.realpath(path)), data, None)
        return
    if not stat.S_ISREG(mode):
        _write_all(os.open(path, os.O_WRONLY), data)
        return
    if not os.access(path, os.W_OK):
        raise PermissionError("it is write-protected")
    _replace(Path(os.path.realpath(path)), data, stat.S_IMODE(mode))


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    """Write a new file beside `target` and put it in its place; leave nothing behind on failure."""
    import secrets  # most runs write no file

    beside = target.with_name(f".holdfast-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_FILE)
    try:
        _write_all(descriptor, data)
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _refusal(path: Path, error: OSError | ValueError) -> ConfigError:
    if isinstance(error, IsADirectoryError):
        reason, hint = "it is a folder", "Name a file in it."
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason, hint = f"there is no folder {path.parent}", "Create the folder first, or name another file."
    elif isinstance(error, PermissionError):
        reason, hint = "permission is denied", "Name a file that you may write, or change its permissions."
    elif isinstance(error, ValueError):  # Python's own words differ between its versions
        reason, hint = "a file name holds no NUL character", "Name another file."
    else:
        reason, hint = error.strerror or str(error), "Name another file."
    return ConfigError(f"Cannot write {path}: {reason}.", hint=hint)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there yet. Raises ConfigError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(path, error) from error


def text_of(path: Path) -> str | None:
    """Return the text of a file that this command may have written; None where there is none."""
    try:
        return path.read_text("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refusal(path, error) from error


def create(path: Path, text: str) -> None:
    """Write a new file, in a folder that is made where it is not there. Raises ConfigError, also if it is."""
    make_folder(path.parent)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise ConfigError(f"{path} is there already.", hint="Name another one, or remove the file.") from None
    except OSError as error:
        raise _refusal(path, error) from error


def create_all(root: Path, files: Mapping[Path, str]) -> None:
    """Write new files below `root`, a real path: all of them or none, each whole. Raises ConfigError.

    Nothing is overwritten, and no link is followed that leads out of `root`.
    """
    made: list[Path] = []
    try:
        for path, text in files.items():
            _refuse_outside(root, path)
            for folder in [each for each in reversed(path.parents) if not each.exists()]:
                folder.mkdir()
                made.append(folder)
            _put(path, text.encode("utf-8"))
            made.append(path)
    except BaseException as error:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, FileExistsError):
            raise ConfigError(f"{path} is there already.", hint="Run the command once more.") from None
        if isinstance(error, OSError):
            raise _refusal(path, error) from error
        raise


def _refuse_outside(root: Path, path: Path) -> None:
    from holdfast.load.reading import is_inside  # brings the reader of YAML

    real = Path(os.path.realpath(path.parent))
    if not is_inside(root, real):
        raise ConfigError(
            f"{path} would be written through a symbolic link that leads out of the repository.",
            hint="Replace the link by a folder, or write the file yourself.",
        )


def _put(path: Path, data: bytes) -> None:
    """Make a new file with all of `data` at once. Raises FileExistsError, also for a link."""
    import secrets

    beside = path.with_name(f".holdfast-{secrets.token_hex(8)}.tmp")
    _write_all(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_FILE), data)
    try:
        os.link(beside, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        _write_all(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_FILE), data)
    finally:
        beside.unlink()
