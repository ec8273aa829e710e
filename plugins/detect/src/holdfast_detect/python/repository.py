"""The Python modules of a repository that one module leads to, and what they bind their names to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from posixpath import dirname, join
from typing import NamedTuple

from holdfast import Source
from holdfast_detect.names import is_model_variable
from holdfast_detect.python.calls import positions_of_models
from holdfast_detect.python.module import Places, parse
from holdfast_detect.python.names import ALL_OF_IT, Imported, Names, Scope
from holdfast_detect.values import MAX_BOUND

MAX_HOPS = 4
"""From a module to that which it has a name from, and so on."""

_SETTINGS = re.compile(r"(?i)settings|conf(?:ig)?(?:uration)?(?:$|_)|options|environment")


class Module(NamedTuple):
    """A module of the repository: its file, its names, and where its nodes stand in the text."""

    source: Source
    names: Names
    places: Places


class Modules:
    """A module and those that it leads to, each found by any of its scopes."""

    def __init__(self, first: Module) -> None:
        self._known = {id(first.names.module): first}
        self._by_path = dict[str, Module]()
        self._found: dict[tuple[str, str], Sequence[tuple[object, Scope]] | None] = {}

    def of(self, scope: Scope) -> Module:
        """Return the module in which a scope is."""
        return self._known[id(scope.top)]

    def elsewhere(self, scope: Scope, name: str) -> Sequence[tuple[object, Scope]] | None:
        """Return what another module of the repository binds a full name to, `None` where none has it.

        Where that module only imports the name, it is what the next one binds it to.
        """
        asking = self.of(scope)
        key = (asking.source.path, name)
        if key not in self._found:
            found = list(self._bound(asking, name))
            self._found[key] = found if found or self.has(scope, name) else None
        return self._found[key]

    def has(self, scope: Scope, name: str) -> bool:
        """Tell whether a full name, as a module imports it, is one of the repository."""
        return bool(module_of(self.of(scope).source, name)[0])

    def is_lost(self, scope: Scope, name: str) -> bool:
        """Tell whether a module of the repository should have a name, and none is found to bind it."""
        _, member = module_of(self.of(scope).source, name)
        return bool(member) and not self.elsewhere(scope, name)

    def _bound(self, asking: Module, name: str) -> Iterator[tuple[object, Scope]]:
        """Yield what a name is bound to; each module is asked once, as they may import each other."""
        asked = set[tuple[str, str]]()
        todo = [(asking, name)]
        for _ in range(1 + MAX_HOPS):
            further: list[tuple[Module, str]] = []
            for each, called in todo:
                path, member = module_of(each.source, called)
                is_new = member and path != each.source.path and (path, member) not in asked
                file = each.source.other(path) if is_new else None
                if file is None:
                    continue
                asked.add((path, member))
                other = self._module(file)
                bound = bound_in(other.names, member)[:MAX_BOUND]
                yield from (one for one in bound if not isinstance(one[0], Imported))
                passed_on = bound or [
                    (Imported(f"{one.name.removesuffix(ALL_OF_IT)}{member}"), scope)
                    for one, scope in other.names.module.names.get(ALL_OF_IT, ())
                    if isinstance(one, Imported)
                ]
                further += ((other, one.name) for one, _ in passed_on if isinstance(one, Imported))
            todo = further

    def _module(self, file: Source) -> Module:
        if file.path not in self._by_path:
            names, places = _read(file.path, file.text)
            self._by_path[file.path] = self._known[id(names.module)] = Module(file, names, places)
        return self._by_path[file.path]


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
            for file in (f"{path}/__init__.py", f"{path}.py"):
                if source.other(file):
                    return file, ".".join(parts[end:])
        if dots or not folder:
            return "", ""
        folder = dirname(folder)


@lru_cache(maxsize=64)
def _read(_path: str, text: str) -> tuple[Names, Places]:
    """Return the names of a module and its places; two files with one text are two modules."""
    return Names(parse(text).tree), Places(text)


def bound_in(names: Names, member: str) -> Sequence[tuple[object, Scope]]:
    """Return what is bound to a name of a module, or of a class in it."""
    owner, _, name = member.rpartition(".")
    if not owner:
        return names.module.names.get(name, ())
    classes = (names.classes.get(id(bound)) for bound, _ in names.module.names.get(owner, ()))
    return next((cls.names.get(name, ()) for cls in classes if cls is not None), ())


@lru_cache(maxsize=64)
def _positions_in(path: str, text: str) -> dict[str, int]:
    return positions_of_models(_read(path, text)[0])


def position_elsewhere(source: Source, callee: str) -> int:
    """Return where a function or a class of another module takes a model, -1 for nowhere."""
    path, member = module_of(source, callee)
    other = source.other(path) if member and path != source.path else None
    return _positions_in(other.path, other.text).get(member, -1) if other else -1


def is_set_there(name: str) -> bool:
    """Tell whether a full name is that of a field called as a model: it is found where it is set.

    Which of several holds, only the run says.
    """
    owner, _, field = name.rpartition(".")
    return owner.rpartition(".")[2][:1].isupper() and is_model_variable(field)


def source_of(bound: object, scope: Scope) -> str:
    """Return the full name of what was imported, or of the imported function that makes settings."""
    if isinstance(bound, ast.Call) and isinstance(bound.func, ast.Name) and _SETTINGS.search(bound.func.id):
        bound = next((each for each, _ in scope.lookup(bound.func.id)), None)
    return bound.name if isinstance(bound, Imported) else ""
