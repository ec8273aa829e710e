"""What a name of a JavaScript module may be bound to, besides an expression, and what patterns bind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from holdfast_detect.javascript.lists import entries_taken, keys_taken
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import unquoted
from holdfast_detect.javascript.packages import package, required_by
from holdfast_detect.values import MAX_STEPS

ENVIRONMENTS = frozenset((
    "process.env", "import.meta.env", "Deno.env", "Bun.env", "env", "c.env",
))  # fmt: skip
WHOLE = "*"
"""What is asked of a module where all of it is."""

_NAMES = frozenset(("identifier", "property_identifier", "private_property_identifier"))


class Imported(NamedTuple):
    """A name of another module: that of the module, a dot and its own; and both as they are there."""

    name: str
    module: str
    member: str


class Variable(NamedTuple):
    """A variable of the environment, by its name."""

    name: str


class Parameter(NamedTuple):
    """A parameter, or a field of one: its default, its function, at which place it is, and which field."""

    default: Node | None
    function: int = 0
    at: int = 0
    key: str = ""


class Part(NamedTuple):
    """A field of an object, and what holds where that has no such field.

    `within` are the keys that lead to the object from the owner, where it is not the owner itself.
    """

    owner: Node
    key: str
    default: Node | None
    within: tuple[str, ...] = ()


class Keys(NamedTuple):
    """A key of a table, whichever."""

    owner: Node


class Entry(NamedTuple):
    """An entry of a list or a table, whichever."""

    owner: Node


Bound = Node | Imported | Parameter | Part | Keys | Entry | Variable


def imports(module: JavaScript, node: Node) -> Iterator[tuple[str, Imported]]:
    """Yield the names that an import binds, each with what it is in the other module."""
    text = module.text
    clause = next((each for each in node.named_children if each.type == "import_require_clause"), node)
    source = package(text(clause.child_by_field_name("source"))[1:-1])
    for each in _below(
        node, ("import_specifier", "namespace_import", "import_clause", "import_require_clause")
    ):
        if each.type == "import_specifier":
            name = unquoted(text(each.child_by_field_name("name")))
            yield text(each.child_by_field_name("alias")) or name, Imported(f"{source}.{name}", source, name)
        elif each.type == "namespace_import":
            yield text(each.named_children[-1]), Imported(source, source, WHOLE)
        elif each.named_children and each.named_children[0].type == "identifier":
            name = text(each.named_children[0])
            member = "default" if each.type == "import_clause" else WHOLE
            yield name, Imported(f"{source}.{name}", source, member)


def bound_by(module: JavaScript, pattern: Node, value: Node | None) -> Iterator[tuple[str, Bound]]:
    """Yield the names that a pattern binds, with what they are where it is set to `value`."""
    if pattern.type in _NAMES:
        yield module.text(pattern), _set_to(module, module.text(pattern), value)
    elif pattern.type == "array_pattern" and value is not None:
        yield from _items(module, pattern, value)
    elif pattern.type == "object_pattern":
        yield from _fields(module, pattern, value)


def fields_of(module: JavaScript, pattern: Node) -> Iterator[tuple[str, str, Node | None]]:
    """Yield the names that a pattern of an object binds, each with its key there and its default."""
    text = module.text
    for each in pattern.named_children if pattern.type == "object_pattern" else ():
        if each.type == "shorthand_property_identifier_pattern":
            yield text(each), text(each), None
        elif each.type == "object_assignment_pattern":
            name = text(each.child_by_field_name("left"))
            yield name, name, each.child_by_field_name("right")
        elif each.type == "pair_pattern" and (inner := each.child_by_field_name("value")) is not None:
            key = unquoted(text(each.child_by_field_name("key")))
            if inner.type == "assignment_pattern":
                yield text(inner.child_by_field_name("left")), key, inner.child_by_field_name("right")
            elif inner.type == "identifier":
                yield text(inner), key, None


def of_each(
    module: JavaScript, pattern: Node, listed: Node, *, by_key: bool = False
) -> Iterator[tuple[str, Bound]]:
    """Yield the names that a pattern binds to each entry of a list, one after the other, or to each key."""
    keyed = listed if by_key else keys_taken(module, listed)
    if pattern.type == "identifier":
        yield module.text(pattern), Keys(keyed) if keyed is not None else Entry(listed)
    elif pattern.type == "array_pattern" and (table := entries_taken(module, listed)) is not None:
        both: tuple[Bound, Bound] = (Keys(table), Entry(table))
        for name, bound in zip(pattern.named_children, both, strict=False):
            yield module.text(name), bound
    elif pattern.type == "object_pattern":
        yield from ((name, Part(listed, key, default)) for name, key, default in fields_of(module, pattern))


def _fields(module: JavaScript, pattern: Node, value: Node | None) -> Iterator[tuple[str, Bound]]:
    required = required_by(module, value)
    is_environment = module.text(value) in ENVIRONMENTS
    for name, key, default in fields_of(module, pattern):
        if default is None and is_environment:
            yield name, Variable(key)
        elif default is None and required:
            yield name, Imported(f"{required}.{key}", required, key)
        else:
            yield name, Parameter(default) if value is None else Part(value, key, default)
    if value is not None:
        yield from _deeper(module, pattern, value)


def _deeper(module: JavaScript, pattern: Node, value: Node) -> Iterator[tuple[str, Bound]]:
    """Yield the names that the patterns in a pattern bind: of `const { llm: { fast } } = settings`."""
    todo = list(_patterns(module, pattern, ()))
    while todo:
        inner, within = todo.pop()
        for name, key, default in fields_of(module, inner):
            yield name, Part(value, key, default, within)
        if len(within) < MAX_STEPS:
            todo += _patterns(module, inner, within)


def _patterns(
    module: JavaScript, pattern: Node, within: tuple[str, ...]
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    for each in pattern.named_children:
        inner = each.child_by_field_name("value") if each.type == "pair_pattern" else None
        inner = inner.child_by_field_name("left") or inner if inner is not None else None
        if inner is not None and inner.type == "object_pattern":
            yield inner, (*within, unquoted(module.text(each.child_by_field_name("key"))))


def _items(module: JavaScript, pattern: Node, value: Node) -> Iterator[tuple[str, Bound]]:
    names = [(str(at), each) for at, each in enumerate(pattern.named_children) if each.type == "identifier"]
    if value.type == "call_expression":  # a state, and what sets it
        yield from ((module.text(name), value) for at, name in names if at == "0")
        return
    yield from ((module.text(name), Part(value, at, None)) for at, name in names)


def _set_to(module: JavaScript, name: str, value: Node | None) -> Bound:
    if required := required_by(module, value):
        return Imported(f"{required}.{name}", required, WHOLE)
    return value if value is not None else Parameter(None)


def _below(node: Node, types: tuple[str, ...]) -> Iterator[Node]:
    todo = [node]
    while todo:
        each = todo.pop()
        if each.type in types:
            yield each
        todo.extend(reversed(each.named_children))
