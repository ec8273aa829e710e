"""What the command says: on standard output what was asked for, on standard error the rest."""

from __future__ import annotations

import contextlib
import sys


class OutputError(Exception):
    """Standard output cannot be written, say because the disk is full; the text says why."""


def prepare() -> None:
    """Make printing safe: a stream may be closed, and what a file holds must never make it fail."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, as with `>&-`: what is said goes nowhere
            from holdfast.cli.files import nowhere

            setattr(sys, name, nowhere())
        else:
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Write `text` to standard output at once. Raises OutputError, or BrokenPipeError if nobody reads."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from error


def complain(text: str) -> None:
    """Write `text` to standard error. Where that cannot be written, the exit code has to do."""
    with contextlib.suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()
