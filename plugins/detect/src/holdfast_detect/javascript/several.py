"""Lists and tables of models of which a JavaScript program takes one: whether that is one to choose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from holdfast import Role
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import Entry
from holdfast_detect.javascript.lists import entry_taken
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import AROUND, entries, name_called
from holdfast_detect.roles import role_of_list
from holdfast_detect.values import MAX_LOOKED_AT, MAX_VALUES

_FEW = 3
"""Things to which one name is bound, or that a function returns, that are looked at."""

_EITHER = frozenset(("binary_expression", "ternary_expression"))


class Several:
    """The lists and tables of a module, and of others to which it leads."""

    def __init__(self, module: JavaScript, bindings: Bindings) -> None:
        self._module, self._bindings = module, bindings

    def is_choice(self, node: Node, scope: Scope) -> bool:
        """Tell whether an expression takes one entry of a list from which one chooses, or a part of it."""
        todo = [(node, scope)]
        for _ in range(MAX_VALUES):
            if not todo:
                break
            each, inner = todo.pop()
            while each.type in ("member_expression", *AROUND) and each.named_children:
                each = each.named_children[0]
            listed = entry_taken(self._module, each)
            bound = self._bindings.bound(each, inner)
            if each.type == "subscript_expression" and any(isinstance(one, Entry) for one, _ in bound):
                listed = each.child_by_field_name("object")
            if listed is None and each.type in _EITHER:
                todo += [(one, inner) for one in each.named_children]
            elif listed is None:
                todo += [(one, at) for one, at in bound[:_FEW] if isinstance(one, Node)]
                todo += self._returned(each, inner)
            elif self._is_to_choose(listed, inner):
                return True
        return False

    def _is_to_choose(self, listed: Node, scope: Scope) -> bool:
        name, held = name_called(self._module, listed), self._entries(listed, scope)
        return role_of_list(name, held) is Role.CHOICE or _is_translation(held)

    def _returned(self, call: Node, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        """Yield what the functions return that a call runs: one of a list, by what it is given."""
        if call.type == "call_expression":
            for function, inner in islice(self._bindings.functions(call, scope), _FEW):
                yield from inner.home.results(function)[:_FEW]

    def _entries(self, listed: Node, scope: Scope) -> list[tuple[str, str]]:
        """Return the first keys and values of a list or a table: the rest is as they are."""
        tables = [each for each, _ in self._bindings.things(listed, scope) if isinstance(each, Node)]
        found = (one for each in tables for one in entries(self._module, each))
        return [(key, self._module.text(item)) for key, item in islice(found, MAX_LOOKED_AT)]


def _is_translation(held: list[tuple[str, str]]) -> bool:
    """Tell whether a table says what hosts call models that the program knows by other ids."""
    return sum(looks_like_id(key) and not key.isidentifier() for key, _ in held) * 2 > len(held)
