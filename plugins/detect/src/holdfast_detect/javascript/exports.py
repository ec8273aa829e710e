"""What a JavaScript module hands out to others, by the names that it has there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from holdfast_detect.javascript.bound import WHOLE, Bound, Imported
from holdfast_detect.javascript.names import Names, Scope
from holdfast_detect.javascript.nodes import unquoted
from holdfast_detect.javascript.packages import package

_OWN = ("module.exports", "exports")
_DECLARED = frozenset(("value", "declaration"))


class Exports:
    """The names that a module exports, and the modules all of whose names it passes on."""

    def __init__(self, names: Names) -> None:
        self._names, self._text = names, names.code.text
        self.passed_on: list[str] = []
        self._known: dict[str, list[Bound]] = {}
        if names.code.root.named_children[:1] and names.code.is_data:
            self._known["default"] = [names.code.root.named_children[0].named_children[0]]
        for kind, node, scope in names.nodes:
            if kind == "export_statement":
                for name, bound in self._exported(node):
                    self._known.setdefault(name, []).append(bound)
            elif kind == "assignment_expression" and scope is names.module:
                self._assigned(node)

    def named(self, name: str) -> list[tuple[Bound, Scope]]:
        """Return what the module has under a name; all of it is its tree, or what it exports instead."""
        scope = self._names.module
        if name == WHOLE:
            return [(self._names.code.root, scope)]
        found: list[tuple[Bound, Scope]] = [(each, scope) for each in self._known.get(name, ())]
        return found or scope.names.get(name, [])

    @property
    def instead(self) -> list[tuple[Node, Scope]]:
        """What stands for the whole module: `module.exports = {…}`, or the content of a file with data."""
        whole = self._known.get("default", ())
        return [(each, self._names.module) for each in whole if isinstance(each, Node)]

    def _exported(self, node: Node) -> Iterator[tuple[str, Bound]]:
        source = node.child_by_field_name("source")
        other = package(self._text(source)[1:-1])
        clause = next(iter(node.named_children), None)
        if clause is not None and clause.type == "export_clause":
            yield from self._listed(clause, other)
        elif clause is not None and clause.type == "namespace_export":
            yield self._text(clause.named_children[-1]), Imported(other, other, WHOLE)
        elif source is not None:
            self.passed_on.append(other)
        elif any(child.type in ("default", "=") for child in node.children):
            declared = next((node.child_by_field_name(each) for each in sorted(_DECLARED)), None) or clause
            value = node.child_by_field_name("value") or declared
            if value is not None:
                yield "default", value

    def _listed(self, clause: Node, other: str) -> Iterator[tuple[str, Bound]]:
        for each in clause.named_children:
            inner = each.child_by_field_name("name")
            if inner is None:
                continue
            name = unquoted(self._text(inner))
            known_as = unquoted(self._text(each.child_by_field_name("alias"))) or name
            if other:
                yield known_as, Imported(f"{other}.{name}", other, name)
            elif known_as != name:
                yield known_as, inner

    def _assigned(self, node: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        owner, _, name = self._text(left).rpartition(".")
        if right is None:
            return
        if self._text(left) == "module.exports":
            self._known.setdefault("default", []).append(right)
        elif owner in _OWN:
            self._known.setdefault(name, []).append(right)


@lru_cache(maxsize=64)
def exports_of(names: Names) -> Exports:
    """Return what the module of these names hands out."""
    return Exports(names)
