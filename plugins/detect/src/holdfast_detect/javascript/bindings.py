"""What a name, a field or an entry of a JavaScript module is bound to, and the call that made an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Imported, Names, Scope
from holdfast_detect.javascript.nodes import AROUND, Tables, called, items, unquoted
from holdfast_detect.values import MAX_STEPS


class Bindings:
    """What the names and fields of a module lead to: expressions, functions, classes, other modules."""

    def __init__(self, module: JavaScript, names: Names) -> None:
        self._module, self._names = module, names
        self.tables = Tables(module)

    def callee(self, node: Node | None, scope: Scope, steps: int = 0) -> str:
        """Return the full name of what is called: `openai.OpenAI().chat.completions.create`."""
        parts: list[str] = []
        while node is not None and steps < MAX_STEPS:
            if node.type in AROUND and node.named_children:
                node = node.named_children[0]
                continue
            if made := self.made(node, scope):
                parts.append(f"{self.callee(called(made[0]), made[1], steps + 1)}()")
                break
            if node.type == "member_expression":
                parts.append(self._module.text(node.child_by_field_name("property")))
                node = node.child_by_field_name("object")
                continue
            if node.type == "identifier":
                parts.append(self.full_name(node, scope) or self._module.text(node))
            elif node.type == "this":
                parts.append("this")
            break
        return ".".join(reversed(parts))

    def full_name(self, node: Node, scope: Scope) -> str:
        """Return what a name is called in the module that it is imported from, or nothing."""
        bound = (each for each, _ in scope.lookup(self._module.text(node)))
        return next((each.name for each in bound if isinstance(each, Imported)), "")

    def made(self, node: Node | None, scope: Scope, steps: int = 0) -> tuple[Node, Scope] | None:
        """Return the call that made an object, where the module has one."""
        while node is not None and node.type in AROUND and node.named_children:
            node = node.named_children[0]
        if node is None or steps > MAX_STEPS:
            return None
        if node.type in ("call_expression", "new_expression"):
            return node, scope
        if node.type == "ternary_expression":
            either = (node.child_by_field_name(field) for field in ("consequence", "alternative"))
            return next(filter(None, (self.made(each, scope, steps + 1) for each in either)), None)
        for bound, inner in self.bound(node, scope):
            if isinstance(bound, Node) and (call := self.made(bound, inner, steps + 1)):
                return call
        return None

    def bound(self, node: Node, scope: Scope) -> Sequence[tuple[object, Scope]]:
        """Return what a name, or a field of an object of this module, is bound to."""
        text = self._module.text
        if node.type == "identifier":
            return scope.lookup(text(node))
        if node.type == "subscript_expression":
            return list(self._item(node, scope))
        if node.type != "member_expression":
            return []
        owner, name = node.child_by_field_name("object"), text(node.child_by_field_name("property"))
        if owner is not None and owner.type == "this":
            return scope.of_class.names.get(name, ()) if scope.of_class else ()
        found: list[tuple[object, Scope]] = []
        for bound, inner in self.bound(owner, scope) if owner is not None else ():
            if not isinstance(bound, Node):
                continue
            if bound.id in self._names.classes:
                found += self._names.classes[bound.id].names.get(name, ())
            found += [(value, inner) for value in self.tables.entry(bound, name)]
        return found

    def _item(self, node: Node, scope: Scope) -> Iterator[tuple[object, Scope]]:
        owner, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        if owner is None or index is None or index.type not in ("string", "number"):
            return
        key = unquoted(self._module.text(index))
        for bound, inner in self.bound(owner, scope):
            if isinstance(bound, Node) and index.type == "string":
                yield from ((value, inner) for value in self.tables.entry(bound, key))
            elif isinstance(bound, Node):
                yield from ((value, inner) for name, value in items(bound) if name == key)
