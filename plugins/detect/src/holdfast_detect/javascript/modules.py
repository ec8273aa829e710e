"""The modules of a repository to which a JavaScript module leads, and what they hand out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfast import Source
from holdfast_detect.javascript.bound import WHOLE, Bound, Imported, Part
from holdfast_detect.javascript.exports import exports_of
from holdfast_detect.javascript.names import Names, Scope
from holdfast_detect.javascript.repository import Repository, names_in

MAX_HOPS = 4
"""From one module to the next and on."""

_MAX_PASSED_ON = 100
"""Modules all of whose names one module passes on."""

_PASSES_ON = re.compile(r"export\s*\*\s*from|require\(")
_DECLARED = (
    r"\b(?:function\*?|class|interface|type|enum)\s+{name}\b"
    r"|\b(?:const|let)\s+{name}\s*(?::[^=\n]*)?=\s*(?:async\s*)?(?:<[^=\n]*>\s*)?(?:\([^()]*\)|\w+)\s*(?::[^=\n]*)?=>"
)
_PASSED_ON = re.compile(
    r"\bexport\s*(?:\*|(?:type\s*)?\{(?P<names>[^{}]*)\})\s*from\s*[\"'](?P<module>[^\"'\n]+)"
)
Found = Sequence[tuple[Bound, Scope]]


class Modules:
    """The modules that are read for one; each is gone through once. Without a source there are no others."""

    def __init__(self, names: Names, source: Source | None = None) -> None:
        self._repository = Repository()
        self._sources: dict[int, Source] = {} if source is None else {id(names): source}
        self._by_path: dict[str, Names] = {} if source is None else {source.path: names}
        self._known: dict[tuple[str, str, str], Found] = {}
        self._declared: dict[tuple[str, str, str], bool] = {}

    def source(self, scope: Scope) -> Source | None:
        """Return the file that the module is of whose names `scope` is among."""
        return self._sources.get(id(scope.home))

    def exported(self, imported: Imported, scope: Scope, hops: int = 0) -> Found:
        """Return what a name stands for in the module that has it; nothing if none of the repository has."""
        source = self.source(scope)
        if source is None or hops > MAX_HOPS:
            return ()
        key = (source.path, imported.module, imported.member)
        if key not in self._known:
            self._known[key] = ()  # while it is looked for: modules may import each other
            self._known[key] = self._exported(imported, source, hops)
        return self._known[key]

    def members(self, names: Names, member: str, hops: int = 0) -> Found:
        """Return what a module has under a name, be it passed on from others."""
        exports = exports_of(names)
        found = list(exports.named(member))
        for path in exports.passed_on[:_MAX_PASSED_ON] if not found and member != "default" else ():
            if found := list(self.exported(Imported(path, path, member), names.module, hops + 1)):
                break
        is_one = found or member in ("default", WHOLE)
        return found if is_one else [(Part(each, member, None), at) for each, at in exports.instead]

    def has(self, imported: Imported, scope: Scope) -> bool:
        """Tell whether a name is one of another module of the repository."""
        source = self.source(scope)
        return source is not None and self._repository.has(source, imported.module)

    def is_no_object(self, imported: Imported, scope: Scope) -> bool:
        """Tell in a moment whether a name is that of a function or a class, and of nothing that one made."""
        source = self.source(scope)
        return source is not None and self._is_declared(source, imported.module, imported.member, 0)

    def _is_declared(self, source: Source, module: str, member: str, hops: int) -> bool:
        other = self._repository.find(source, module) if hops <= MAX_HOPS else None
        key = (source.path, module, member)
        if other is None:
            return True
        if key not in self._declared:
            self._declared[key] = True  # while it is looked for
            passed_on = (
                each for each in _PASSED_ON.finditer(other.text) if member in (each["names"] or member)
            )
            self._declared[key] = bool(
                re.search(_DECLARED.format(name=re.escape(member)), other.text)
            ) or any(self._is_declared(other, each["module"], member, hops + 1) for each in passed_on)
        return self._declared[key]

    def _exported(self, imported: Imported, source: Source, hops: int) -> Found:
        other = self._repository.find(source, imported.module)
        if other is None or other.path == source.path or not _may_have(other.text, imported.member):
            return ()
        names = self._names(other)
        found: list[tuple[Bound, Scope]] = []
        for bound, scope in self.members(names, imported.member, hops):
            further = self.exported(bound, scope, hops + 1) if isinstance(bound, Imported) else ()
            found += further or [(bound, scope)]
        return found

    def _names(self, source: Source) -> Names:
        if source.path not in self._by_path:
            self._by_path[source.path] = names = names_in(source.path, source.text)
            self._sources[id(names)] = source
        return self._by_path[source.path]


def _may_have(text: str, member: str) -> bool:
    """Tell in a moment whether a module may have a name, of its own or passed on."""
    return member in (WHOLE, "default") or member in text or bool(_PASSES_ON.search(text))
