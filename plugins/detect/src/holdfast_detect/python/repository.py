"""The other Python modules of a repository, as far as one asks for what they set."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import lru_cache
from posixpath import dirname, join

from holdfast import Source
from holdfast_detect.names import is_model_variable
from holdfast_detect.python.calls import positions_of_models
from holdfast_detect.python.module import parse
from holdfast_detect.python.names import Imported, Names, Scope

_SETTINGS = re.compile(r"(?i)settings|conf(?:ig)?(?:uration)?(?:$|_)|options|environment")


def module_of(source: Source, name: str) -> tuple[str, str]:
    """Return the file of the repository that has a full name, and what is asked of it; empty where none has.

    That is a name of the module, or a class of it and one of its names: `ChatModel.FAST`.
    A name that begins with dots is relative to the folder of `source`.
    """
    dots = len(name) - len(name.lstrip("."))
    parts = name.lstrip(".").split(".")
    folder = dirname(source.path)
    for _ in range(dots - 1):
        folder = dirname(folder)
    while True:
        for end in range(len(parts), max(len(parts) - 3, 0), -1):
            path = join(folder, *parts[:end])
            for file in (f"{path}.py", f"{path}/__init__.py"):
                if source.other(file):
                    return file, ".".join(parts[end:])
        if dots or not folder:
            return "", ""
        folder = dirname(folder)


@lru_cache(maxsize=64)
def names_in(text: str) -> Names:
    """Return the names of the module `text`."""
    return Names(parse(text).tree)


def bound_in(names: Names, member: str) -> Sequence[tuple[object, Scope]]:
    """Return what is bound to a name of a module, or of a class in it."""
    owner, _, name = member.rpartition(".")
    if not owner:
        return names.module.names.get(name, ())
    classes = (names.classes.get(id(bound)) for bound, _ in names.module.names.get(owner, ()))
    return next((cls.names.get(name, ()) for cls in classes if cls is not None), ())


def elsewhere(source: Source, name: str) -> tuple[Source, Names, Sequence[tuple[object, Scope]]] | None:
    """Return the other module of the repository that has a full name, its names, and what they bind it to.

    A field that is called as a model is found where it is set: which of several holds, only the run says.
    """
    path, member = module_of(source, name)
    cls, _, field = member.rpartition(".")
    other = source.other(path) if member and path != source.path else None
    if other is None or (cls and is_model_variable(field)):
        return None
    names = names_in(other.text)
    return other, names, bound_in(names, member)


@lru_cache(maxsize=64)
def _positions_in(text: str) -> dict[str, int]:
    return positions_of_models(names_in(text))


def position_elsewhere(source: Source, callee: str) -> int:
    """Return where a function or a class of another module takes a model, -1 for nowhere."""
    path, member = module_of(source, callee)
    other = source.other(path) if member and path != source.path else None
    return _positions_in(other.text).get(member, -1) if other else -1


def source_of(bound: object, scope: Scope) -> str:
    """Return the full name of what was imported, or of the imported function that makes settings."""
    if isinstance(bound, ast.Call) and isinstance(bound.func, ast.Name) and _SETTINGS.search(bound.func.id):
        bound = next((each for each, _ in scope.lookup(bound.func.id)), None)
    return bound.name if isinstance(bound, Imported) else ""
