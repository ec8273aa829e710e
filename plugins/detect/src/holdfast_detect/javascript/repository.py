"""Where the modules of a repository are that a JavaScript module imports: by path, alias or package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import NamedTuple

from tree_sitter import Node

from holdfast import Source
from holdfast_detect.javascript.module import JavaScript, is_minified
from holdfast_detect.javascript.names import Names
from holdfast_detect.javascript.nodes import entries, items, unquoted

_ENDS = (
    ".ts",
    ".tsx",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".mts",
    "/index.ts",
    "/index.tsx",
    "/index.js",
    "/index.mjs",
)
_WRITTEN = (".js", ".mjs", ".cjs", ".jsx")
"""What a path ends with that may be made of TypeScript."""

_READ = (*(end for end in _ENDS if "/" not in end), ".cts", ".vue", ".svelte", ".astro", ".json")
_ROOTS = ("@/", "~/")
"""What stands for a folder above, or for its `src`, where nothing says for which."""

_SHORT = (*_ROOTS, "src/", "#", "$lib/")
_CONFIGURED = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
_GROUPS = ("packages", "libs", "apps", "modules", "shared", "internal", "services")
"""Folders in which the packages of a repository are."""

_MEANT = (".", "source", "import", "default", "types")
"""Keys of which the first that is there says where a package is read."""

_MOST_FOLDERS = 8
_MOST_EXTENDED = 3
_MOST_WORDS = 8
_LONGEST = 400_000
"""Characters of a module that is read for another."""


class Repository:
    """The files of a repository, as its modules name them; each name is looked for once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Source | None] = {}
        self._aliases: dict[str, list[tuple[str, str]]] = {}

    def has(self, source: Source, name: str) -> bool:
        """Tell whether what is imported is of the repository, by its path, an alias or its package."""
        return name.startswith(_SHORT) or self.find(source, name) is not None

    def find(self, source: Source, name: str) -> Source | None:
        """Return the module that `source` imports by a name; None where that is none of the repository's."""
        folder = dirname(source.path)
        if (folder, name) not in self._found:
            self._found[folder, name] = next(self._modules(source, folder, name), None)
        return self._found[folder, name]

    def _modules(self, source: Source, folder: str, name: str) -> Iterator[Source]:
        for path in self._paths(source, folder, name):
            begin = next((path.removesuffix(end) for end in _WRITTEN if path.endswith(end)), path)
            for each in (path, *(begin + end for end in _ENDS)):
                found = source.other(each) if each.endswith(_READ) else None
                if found and len(found.text) <= _LONGEST and not is_minified(found.text):
                    yield found

    def _paths(self, source: Source, folder: str, name: str) -> Iterator[str]:
        if name.startswith("."):
            yield normpath(join(folder, name))
            return
        for above in _above(folder):
            yield from _matching(self._aliases_in(source, above), above, name)
            if name.startswith(_ROOTS):
                yield from (normpath(join(above, inner, name[2:])) for inner in ("", "src"))
            elif not name.startswith(_SHORT):
                yield from _of_package(source, above, name)

    def _aliases_in(self, source: Source, folder: str) -> list[tuple[str, str]]:
        if folder not in self._aliases:
            files = (join(folder, file) for file in _CONFIGURED)
            said = [alias for file in files for alias in _paths_of(source, file, 0)]
            package = _data(source, join(folder, "package.json"))
            self._aliases[folder] = said + [
                (alias, package.of(path)) for alias, path in package.fields("imports")
            ]
        return self._aliases[folder]


@lru_cache(maxsize=128)
def names_in(path: str, text: str) -> Names:
    """Return the names of the module `text`; the path says in which language it is."""
    return Names(JavaScript(path, text))


def _above(folder: str) -> Iterator[str]:
    for _ in range(_MOST_FOLDERS):
        yield folder
        if not folder:
            return
        folder = dirname(folder)


class _Data:
    """A file with JSON, as an object that may lack anything."""

    def __init__(self, text: str) -> None:
        self._module = JavaScript("data.json", text)
        whole = next(iter(self._module.root.named_children), None)
        self._object = next(iter(whole.named_children), None) if whole is not None else None

    def fields(self, *keys: str) -> list[tuple[str, Node]]:
        """Return the entries of the object to which `keys` lead."""
        node = self._object
        for key in keys:
            node = dict(entries(self._module, node)).get(key) if node is not None else None
        return list(entries(self._module, node)) if node is not None else []

    def text(self, *keys: str) -> str:
        """Return the text to which `keys` lead, as `of` does."""
        return self.of(dict(self.fields(*keys[:-1])).get(keys[-1]))

    def of(self, node: Node | None) -> str:
        """Return a text, the first of a list of them, or that of an object to import; else nothing."""
        for _ in range(_MOST_EXTENDED):
            if node is None or node.type == "string":
                break
            fields = dict(entries(self._module, node))
            first = next((value for _, value in items(node)), None)
            node = first or next((fields[key] for key in _MEANT if key in fields), None)
        return unquoted(self._module.text(node)) if node is not None and node.type == "string" else ""


@lru_cache(maxsize=64)
def _parsed(text: str) -> _Data:
    return _Data(text)


def _data(source: Source, path: str) -> _Data:
    other = source.other(path)
    return _parsed(other.text if other and len(other.text) <= _LONGEST else "{}")


def _matching(aliases: Iterable[tuple[str, str]], folder: str, name: str) -> Iterator[str]:
    """Yield the paths for which aliases stand, from a folder on; a star is any text in both."""
    for alias, path in aliases:
        begin, star, end = alias.partition("*")
        if path and (name == alias or (star and name.startswith(begin) and name.endswith(end))):
            between = name[len(begin) : len(name) - len(end)] if star else ""
            yield normpath(join(folder, path.replace("*", between, 1)))


def _paths_of(source: Source, path: str, steps: int) -> Iterator[tuple[str, str]]:
    """Yield the aliases of a `tsconfig.json` and of those that it extends, with paths from its folder on."""
    if steps > _MOST_EXTENDED:
        return
    data = _data(source, path)
    base = data.text("compilerOptions", "baseUrl")
    for alias, paths in data.fields("compilerOptions", "paths"):
        yield from ((alias, join(base, data.of(each))) for _, each in items(paths))
    if base:
        yield "*", join(base, "*")
    extended = data.text("extends")
    if extended.startswith("."):
        end = "" if extended.endswith(".json") else ".json"
        for alias, each in _paths_of(source, normpath(join(dirname(path), extended + end)), steps + 1):
            yield alias, join(dirname(extended), each)


def _folders_of(package: str) -> Iterator[str]:
    """Yield what the folder of a package may be called: `@acme/web-core` is in `web-core`, or in `core`."""
    words = package.rpartition("/")[2].split("-", _MOST_WORDS)
    yield from ("-".join(words[at:]) for at in range(len(words)))
    yield package.lstrip("@").replace("/", "-")


class _Package(NamedTuple):
    """A package: its name, what its exports stand for from its folder on, and where it begins."""

    name: str
    exports: tuple[tuple[str, str], ...]
    begins: tuple[str, ...]


@lru_cache(maxsize=64)
def _package(text: str) -> _Package:
    data = _parsed(text)
    name = data.text("name")
    exports = ((name + key[1:], data.of(each)) for key, each in data.fields("exports"))
    begins = (data.text(key) for key in ("exports", "source", "module", "main"))
    return _Package(name, tuple(exports), tuple(filter(None, begins)))


def _of_package(source: Source, folder: str, name: str) -> Iterator[str]:
    """Yield where a package below `folder` may have what is imported, if it is of that name."""
    parts = name.split("/")
    package = "/".join(parts[: 1 + name.startswith("@")])
    inside = "/".join(parts[1 + name.startswith("@") :])
    for group in _GROUPS:
        for called in _folders_of(package):
            home = join(folder, group, called)
            other = source.other(join(home, "package.json"))
            if other is None or len(other.text) > _LONGEST or (found := _package(other.text)).name != package:
                continue
            yield from _matching(found.exports, home, name)
            yield from (normpath(join(home, each)) for each in found.begins if not inside)
            yield from (normpath(join(home, each, inside)) for each in ("src", "", "lib"))
