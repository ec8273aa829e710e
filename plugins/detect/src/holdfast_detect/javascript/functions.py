"""Functions of a JavaScript module: their parameters, and the lists with whose entries they are called."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript

FUNCTIONS = frozenset((
    "function_declaration", "function_expression", "arrow_function", "method_definition",
    "generator_function", "generator_function_declaration",
))  # fmt: skip
ENTRIES = frozenset(("array", "identifier"))
"""Kinds of nodes that may be a list."""

_CALLS_FOR_EACH = frozenset(("every", "filter", "find", "flatMap", "forEach", "map", "some"))
"""Methods of arrays whose first argument is called with each entry."""


def parameters(function: Node) -> Iterator[tuple[Node, Node | None]]:
    """Yield the parameters of a function, each with its default."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        yield single, None
    listed = function.child_by_field_name("parameters")
    for each in listed.named_children if listed is not None else ():
        if each.type in ("required_parameter", "optional_parameter"):
            pattern = each.child_by_field_name("pattern")
            if pattern is not None:
                yield pattern, each.child_by_field_name("value")
        elif each.type == "assignment_pattern":
            left = each.child_by_field_name("left")
            if left is not None:
                yield left, each.child_by_field_name("right")
        else:
            yield each, None


def is_getter(function: Node) -> bool:
    """Tell whether a function is run where its name is read."""
    return function.type == "method_definition" and any(child.type == "get" for child in function.children)


def entries_given(module: JavaScript, function: Node) -> Node | None:
    """Return the list with whose entries a function is called: `list.map(function)`."""
    call = function.parent.parent if function.parent is not None else None
    if call is None or call.type != "call_expression":
        return None
    arguments, method = call.child_by_field_name("arguments"), call.child_by_field_name("function")
    if arguments is None or arguments.named_children[:1] != [function] or method is None:
        return None
    listed = method.child_by_field_name("object")
    is_one = module.text(method.child_by_field_name("property")) in _CALLS_FOR_EACH
    return listed if is_one else None
