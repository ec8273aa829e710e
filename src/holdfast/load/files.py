"""Files that Holdfast's users write for Holdfast itself: packs and configuration, read or refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast.errors import UserError, UserErrors
from holdfast.load.schema import check_schema
from holdfast.load.yaml import MAX_BYTES, YamlError, read_document
from holdfast.model.document import Document
from holdfast.model.location import Location
from holdfast.model.problem import Problem


def read_checked(path: Path, shown: str, schema: Mapping[str, Any], error: type[UserError]) -> Document:
    """Read the YAML file `path`, which output calls `shown`, and hold it against `schema`.

    Raises `error` where it cannot be read, with one error for each mistake.
    """
    try:
        document, problems = check_schema(read_document(_bytes(path), shown), schema)
    except YamlError as failure:
        raise _as_error(failure.problem, error) from None
    except OSError as failure:
        raise error(
            f"{shown} cannot be read: {failure.strerror or failure}.",
            location=Location(shown),
            hint="Check that the file exists and that you may read it.",
        ) from None
    if problems:
        raise UserErrors([_as_error(problem, error) for problem in problems])
    return document


def _bytes(path: Path) -> bytes:
    """Return at most one byte more than a file may have; never wait for a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:  # noqa: PTH123  # opened by its descriptor
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(None, "it is not a regular file")
        return file.read(MAX_BYTES + 1)


def _as_error(problem: Problem, error: type[UserError]) -> UserError:
    return error(problem.message, location=problem.place.location, hint=problem.help)
