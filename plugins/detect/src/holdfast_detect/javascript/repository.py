"""Other modules of the repository that a JavaScript module imports, by their path or a short form of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import NamedTuple

from holdfast import Source
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Names

_ENDS = (".ts", ".tsx", ".js", ".jsx", ".mjs", "/index.ts", "/index.js")
_ROOTS = ("@/", "~/")
"""What stands for a folder above, or for its `src`."""

_MOST_FOLDERS = 8
_SHORT = (*_ROOTS, "src/", "#", "$lib/")


class Other(NamedTuple):
    """A module of another file, and its names."""

    source: Source
    module: JavaScript
    names: Names


def is_in_repository(source: Source, name: str) -> bool:
    """Tell whether what is imported is of the repository, named by its path or a short form of it."""
    if not name.startswith("."):
        return name.startswith(_SHORT)
    path = name.rpartition(".")[0] if "." in name.rpartition("/")[2] else name
    path = normpath(join(dirname(source.path), path))
    return any(source.other(path.removesuffix(".js") + end) for end in ("", *_ENDS, ".json"))


def other(source: Source, path: str) -> Other | None:
    """Return the module that is imported from `path`, where it is in the repository and can be found."""
    for begin in _beginnings(source, path):
        for end in ("", *_ENDS):
            if found := source.other(f"{begin}{end}"):
                return Other(found, *_read(found.path, found.text))
    return None


def _beginnings(source: Source, path: str) -> Iterator[str]:
    folder = dirname(source.path)
    if path.startswith("."):
        yield normpath(join(folder, path)).removesuffix(".js")
    elif path.startswith(_ROOTS):
        for _ in range(_MOST_FOLDERS):
            yield from (join(folder, inner, path[2:]) for inner in ("", "src"))
            if not folder:
                return
            folder = dirname(folder)


@lru_cache(maxsize=16)
def _read(path: str, text: str) -> tuple[JavaScript, Names]:
    module = JavaScript(path, text)
    return module, Names(module)
