"""Files that Holdfast's users write for Holdfast itself: packs and configuration, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast.errors import UserError, UserErrors
from holdfast.load.reading import UnreadableError, read_inside, read_named
from holdfast.load.schema import check_schema
from holdfast.load.yaml import YamlError, read_document
from holdfast.model.document import Document
from holdfast.model.location import Location
from holdfast.model.problem import Problem


def read_checked(
    path: Path, shown: str, schema: Mapping[str, Any], error: type[UserError], root: Path | None = None
) -> Document:
    """Read the YAML file `path`, which output calls `shown`, and hold it against `schema`.

    `root` is that of `read_raw`. Raises `error` where it cannot be read, with one error for each mistake.
    """
    return checked(read_raw(path, shown, error, root), shown, schema, error)


def read_raw(path: Path, shown: str, error: type[UserError], root: Path | None = None) -> bytes:
    """Return the content of the file `path`, which output calls `shown`.

    With `root`, the real path of a repository, the file must lie in it: what a checked tree names is
    not read elsewhere. Without, the operator named the file. Raises `error` where it cannot be read.
    """
    try:
        return read_inside(root, path) if root else read_named(path)
    except UnreadableError as failure:
        message = f"{shown} cannot be read: {failure.message[:1].lower()}{failure.message[1:]}"
        raise error(message, location=Location(shown), hint=failure.help) from None


def checked(raw: bytes, shown: str, schema: Mapping[str, Any], error: type[UserError]) -> Document:
    """Return the YAML document in `raw`, which keeps to `schema`; raises `error` for each mistake."""
    try:
        document, problems = check_schema(read_document(raw, shown), schema)
    except YamlError as failure:
        raise _as_error(failure.problem, error) from None
    if problems:
        raise UserErrors([_as_error(problem, error) for problem in problems])
    return document


def _as_error(problem: Problem, error: type[UserError]) -> UserError:
    return error(problem.message, location=problem.place.location, hint=problem.help)
