"""The detectors that a configuration describes: data, held against what a path and a pattern may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from holdfast.errors import ConfigError
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer
from holdfast.model.node_path import SYNTAX, NodePath, PathError, node_path
from holdfast.model.settings import OwnDetector

_PATHS = ("$", "@")


def own_detectors(document: Document) -> Iterator[OwnDetector]:
    """Yield the `detectors` of a configuration that keeps to its schema. Raises ConfigError."""
    names: set[str] = set()
    for index, data in enumerate(document.data["detectors"]):
        pointer: Pointer = ("detectors", index)
        name = data["name"]
        if name in names:
            raise ConfigError(
                f"there is another detector called {quoted(name)}.",
                location=document.locate((*pointer, "name")),
                hint="Give each a name of its own.",
            )
        names.add(name)
        yield _own_detector(document, data, pointer)


def _own_detector(document: Document, data: Mapping[str, Any], pointer: Pointer) -> OwnDetector:
    files = data["files"]
    for index, pattern in enumerate([files] if isinstance(files, str) else files):
        at = (*pointer, "files") if isinstance(files, str) else (*pointer, "files", index)
        _refuse_pattern(document, pattern, at)
    for field in ("model", "host", "region", "entry"):
        if field in data and (field == "model" or is_path(data[field])):
            path = _path(document, data[field], (*pointer, field))
            if field == "model" and path.is_relative:
                raise ConfigError(
                    "`model` is a path from `@`, which stands for where a model is.",
                    location=document.locate((*pointer, field)),
                    hint="Begin it with `$`, the document.",
                )
    return OwnDetector(**{**data, "files": (files,) if isinstance(files, str) else tuple(files)})


def is_path(text: str) -> bool:
    """Tell a path from a text that is meant as it is written."""
    return text.startswith(_PATHS)


def _path(document: Document, text: str, pointer: Pointer) -> NodePath:
    try:
        return node_path(text)
    except PathError as error:
        raise ConfigError(
            f"{quoted(text)} is no path: {error}.", location=document.locate(pointer), hint=SYNTAX
        ) from None


def _refuse_pattern(document: Document, pattern: str, pointer: Pointer) -> None:
    if "**" in pattern:
        what, hint = "holds `**`", "A single `*` stands for folders too where there is a `/`."
    elif pattern.startswith(("/", "./", "../")):
        what, hint = "begins at a folder", "Leave that out: a pattern is for the end of a path."
    elif pattern.endswith("/"):
        what, hint = "is one of a folder", "Name its files, such as `models/*.yaml`."
    else:
        return
    raise ConfigError(f"the pattern {quoted(pattern)} {what}.", location=document.locate(pointer), hint=hint)
