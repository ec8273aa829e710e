"""Parts of a tree of JavaScript: what an object or a list holds, what is called, what a text is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript

AROUND = frozenset((
    "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
    "await_expression",
    "type_assertion",
))  # fmt: skip
"""What says no more of an expression than what is in it."""

_NAMED = frozenset((
    "identifier", "shorthand_property_identifier", "this", "super", "import", "number",
))  # fmt: skip
_LONGEST_KEY = 30
_LOGS = re.compile(r"(?:this\.)?_?(?:console|log(?:ger)?)\.\w+$")
_LONGEST_LOG = 40
_REPORTS = re.compile(r"(?:track|capture|report|record|estimate|calculate)(?![a-z])\w*$")


def entries(module: JavaScript, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the keys and values of an object or an enumeration."""
    while node.type in AROUND and node.named_children:
        node = node.named_children[0]
    body = node.child_by_field_name("body") if node.type == "enum_declaration" else node
    for each in body.named_children if body is not None and body.type in ("object", "enum_body") else ():
        key = each.child_by_field_name("key") or each.child_by_field_name("name")
        value = each.child_by_field_name("value")
        if each.type == "shorthand_property_identifier":
            yield module.text(each), each
        elif key is not None and value is not None:
            yield unquoted(module.text(key)), value


def items(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the places and the values of a list."""
    while node.type in AROUND and node.named_children:
        node = node.named_children[0]
    listed = [each for each in node.named_children if each.type != "comment"] if node.type == "array" else ()
    yield from ((str(at), each) for at, each in enumerate(listed))


def only_part(node: Node) -> Node | None:
    """Return what is put into a text that has nothing else: of `${MODEL}`."""
    part = node.named_children[0] if len(node.named_children) == 1 else None
    if part is None or part.type != "template_substitution" or not part.named_children:
        return None
    is_all = part.end_byte - part.start_byte == node.end_byte - node.start_byte - 2  # without the quotes
    return part.named_children[0] if is_all else None


def unquoted(text: str) -> str:
    """Return a string or a key without its quotes."""
    return text[1:-1] if text[:1] in ("'", '"', "`") and text[-1:] == text[:1] else text


def written(module: JavaScript, node: Node) -> str:
    """Return an expression as it is written, in one line, without what calls are given: it may be a key."""
    while node.type in AROUND and node.named_children:
        node = node.named_children[0]
    if node.type in ("call_expression", "new_expression"):
        arguments = node.child_by_field_name("arguments")
        given = "…" if arguments is not None and arguments.named_children else ""
        function = called(node)
        return f"{written(module, function)}({given})" if function is not None else ""
    if node.type == "member_expression" and (owner := node.child_by_field_name("object")) is not None:
        return f"{written(module, owner)}.{module.text(node.child_by_field_name('property'))}"
    if node.type == "subscript_expression" and (owner := node.child_by_field_name("object")) is not None:
        index = node.child_by_field_name("index")
        return f"{written(module, owner)}[{written(module, index) if index is not None else ''}]"
    is_name = node.type in _NAMED or (node.type == "string" and len(module.text(node)) < _LONGEST_KEY)
    return module.text(node) if is_name else "…"


def unspread(node: Node) -> Node:
    """Return the list that is put into another one: of `...models`."""
    return node.named_children[0] if node.type == "spread_element" and node.named_children else node


def called(node: Node) -> Node | None:
    """Return what a call or a `new` calls."""
    return node.child_by_field_name("function") or node.child_by_field_name("constructor")


def name_called(module: JavaScript, function: Node | None) -> str:
    """Return the last name of what is called, however long the chain is that it ends."""
    return module.text(function.child_by_field_name("property") or function) if function is not None else ""


def is_added_to(module: JavaScript, assignment: Node) -> bool:
    """Tell whether an assignment puts a part to a text, `model += "-mini"`, and so sets it to none."""
    return module.text(assignment.child_by_field_name("operator")) == "+="


def is_log(module: JavaScript, call: Node) -> bool:
    """Tell whether a call only writes to a log."""
    function = called(call)
    if function is None or function.end_byte - function.start_byte > _LONGEST_LOG:
        return False
    return bool(_LOGS.match(module.text(function)))


def is_report(module: JavaScript, call: Node) -> bool:
    """Tell whether a call is named as one that reports of a model, or works out what it costs."""
    return bool(_REPORTS.match(name_called(module, called(call))))


class Tables:
    """The entries of the objects and enumerations of a module by key; each is gone through once."""

    def __init__(self, module: JavaScript) -> None:
        self._module = module
        self._known: dict[int, dict[str, list[Node]]] = {}

    def entry(self, table: Node, key: str) -> Sequence[Node]:
        """Return what stands behind a key; several where it is there more than once."""
        if table.id not in self._known:
            found = self._known[table.id] = dict[str, list[Node]]()
            for name, value in entries(self._module, table):
                found.setdefault(name, []).append(value)
            for each in table.named_children if table.type == "object" else ():
                if each.type == "method_definition":
                    name = unquoted(self._module.text(each.child_by_field_name("name")))
                    found.setdefault(name, []).append(each)
        return self._known[table.id].get(key, ())
