"""Files that are written for Holdfast itself, such as packs and configuration, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast.errors import UserError, UserErrors
from holdfast.load.decoding import MAX_BYTES
from holdfast.load.quick import read_quickly
from holdfast.load.reading import UnreadableError, read_inside, read_named
from holdfast.load.regions import YamlError
from holdfast.load.schema import check_schema
from holdfast.model.document import Document
from holdfast.model.location import Location
from holdfast.model.problem import Problem


def read_checked(
    path: Path, shown: str, schema: Mapping[str, Any], error: type[UserError], root: Path | None = None
) -> Document:
    """Read the YAML file `path`, which output calls `shown`, and hold it against `schema`.

    With `root`, the real path of a repository, the file must lie in it: what a checked tree names is
    not read elsewhere. Without, the operator named the file. Raises `error` where it cannot be read,
    with one error for each mistake.
    """
    return checked(read_bounded(path, shown, error, root), shown, schema, error)


def checked(raw: bytes, shown: str, schema: Mapping[str, Any], error: type[UserError]) -> Document:
    """Read `raw`, the content of a YAML file, as `read_checked` does."""
    try:
        document, problems = check_schema(read_quickly(raw, shown), schema)
    except YamlError as failure:
        raise _as_error(failure.problem, error) from None
    if problems:
        raise UserErrors([_as_error(problem, error) for problem in problems])
    return document


def read_bounded(
    path: Path, shown: str, error: type[UserError], root: Path | None = None, most: int = MAX_BYTES
) -> bytes:
    """Return the content of `path`, at most `most` bytes; `root` as for `read_checked`. Raises `error`."""
    try:
        return read_inside(root, path, most) if root else read_named(path, most)
    except UnreadableError as failure:
        message = f"{shown} cannot be read: {failure.message[:1].lower()}{failure.message[1:]}"
        raise error(message, location=Location(shown), hint=failure.help) from None


def _as_error(problem: Problem, error: type[UserError]) -> UserError:
    return error(problem.message, location=problem.place.location, hint=problem.help)
