"""What methods of lists and tables in JavaScript return: the same list, one entry of it, its keys."""

from __future__ import annotations

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import called

_SAME = frozenset((
    "filter", "slice", "concat", "sort", "toSorted", "reverse", "toReversed", "flat", "values", "splice",
))  # fmt: skip
_TAKES = frozenset(("find", "findLast", "at", "pop", "shift"))
_WRAPS = frozenset((
    "Object.freeze", "Object.values", "Array.from", "structuredClone", "Set", "Promise.resolve",
    "Object.assign",
))  # fmt: skip


def same_list(module: JavaScript, node: Node) -> Node | None:
    """Return the list, or the table with the entries, that a call returns in another order or in part."""
    if node.type not in ("call_expression", "new_expression") or (function := called(node)) is None:
        return None
    if module.text(function) in _WRAPS:
        return _first(node)
    return _owner(module, function, _SAME)


def entry_taken(module: JavaScript, node: Node) -> Node | None:
    """Return the list of which a call takes one entry: of `models.find((each) => each.default)`."""
    function = called(node) if node.type == "call_expression" else None
    return _owner(module, function, _TAKES) if function is not None else None


def keys_taken(module: JavaScript, node: Node) -> Node | None:
    """Return the table whose keys a call returns: of `Object.keys(table)`."""
    is_one = node.type == "call_expression" and module.text(called(node)) == "Object.keys"
    return _first(node) if is_one else None


def entries_taken(module: JavaScript, node: Node) -> Node | None:
    """Return the table whose keys and entries a call returns, by twos: of `Object.entries(table)`."""
    is_one = node.type == "call_expression" and module.text(called(node)) == "Object.entries"
    return _first(node) if is_one else None


def _owner(module: JavaScript, function: Node, methods: frozenset[str]) -> Node | None:
    is_one = module.text(function.child_by_field_name("property")) in methods
    return function.child_by_field_name("object") if is_one else None


def _first(call: Node) -> Node | None:
    arguments = call.child_by_field_name("arguments")
    return next(iter(arguments.named_children), None) if arguments is not None else None
