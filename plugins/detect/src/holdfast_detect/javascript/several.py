"""Lists and tables of models of which a JavaScript program takes one: whether that is one to choose."""

from __future__ import annotations

from tree_sitter import Node

from holdfast import Role
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import Entry
from holdfast_detect.javascript.lists import entry_taken
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import AROUND, entries, name_called
from holdfast_detect.names import role_of_list
from holdfast_detect.values import MAX_STEPS

_FEW = 3
"""Things to which one name is bound that are looked at."""


class Several:
    """The lists and tables of a module, and of others to which it leads."""

    def __init__(self, module: JavaScript, bindings: Bindings) -> None:
        self._module, self._bindings = module, bindings

    def is_choice(self, node: Node, scope: Scope, steps: int = 0) -> bool:
        """Tell whether an expression takes one entry of a list from which one chooses, or a part of it."""
        while node.type in ("member_expression", *AROUND) and node.named_children:
            node = node.named_children[0]
        listed = entry_taken(self._module, node)
        bound = self._bindings.bound(node, scope) if steps < MAX_STEPS else ()
        if node.type == "subscript_expression" and any(isinstance(each, Entry) for each, _ in bound):
            listed = node.child_by_field_name("object")
        if listed is None:
            followed = [(each, at) for each, at in bound[:_FEW] if isinstance(each, Node)]
            return any(self.is_choice(each, at, steps + 1) for each, at in followed)
        name, held = name_called(self._module, listed), self._entries(listed, scope)
        return role_of_list(name, held) is Role.CHOICE or _is_translation(held)

    def _entries(self, listed: Node, scope: Scope) -> list[tuple[str, str]]:
        tables = [each for each, _ in self._bindings.things(listed, scope) if isinstance(each, Node)]
        return [
            (key, self._module.text(item)) for each in tables for key, item in entries(self._module, each)
        ]


def _is_translation(held: list[tuple[str, str]]) -> bool:
    """Tell whether a table says what hosts call models that the program knows by other ids."""
    return sum(looks_like_id(key) and not key.isidentifier() for key, _ in held) * 2 > len(held)
