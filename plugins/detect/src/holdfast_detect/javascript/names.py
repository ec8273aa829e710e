"""What names of a JavaScript module stand for, as far as the module itself says; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from holdfast_detect import scopes
from holdfast_detect.javascript.functions import ENTRIES, entries_given, parameters
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import name_called
from holdfast_detect.javascript.packages import package, required_by
from holdfast_detect.values import MAX_LOOKED_AT, MAX_VALUES

_FUNCTIONS = frozenset((
    "function_declaration", "function_expression", "arrow_function", "method_definition",
    "generator_function", "generator_function_declaration",
))  # fmt: skip
_CLASSES = frozenset(("class_declaration", "class", "abstract_class_declaration"))
_NAMED = frozenset(("enum_declaration", "function_declaration", *_CLASSES))
_AWAITS = re.compile(
    r"(?:on[A-Z]?\w*|once|add\w*|handle\w*|emit|subscribe|get|post|put|patch|delete|use|command|register\w*"
    r"|describe|it|test|each|option|replace|then)$"
)
"""Names of calls beside whose text a function waits for something else."""

_SET = frozenset(("variable_declarator", "public_field_definition", "field_definition"))
_ASSIGNED = frozenset(("assignment_expression", "augmented_assignment_expression"))
_BINDING = _NAMED | _SET | _ASSIGNED | {"import_statement", "for_in_statement", "method_definition"}
_CALLS = frozenset(("call_expression", "new_expression"))
ENVIRONMENTS = frozenset((
    "process.env", "import.meta.env", "Deno.env", "Bun.env", "env", "c.env",
))  # fmt: skip
_LEAVES = frozenset((
    "identifier", "property_identifier", "shorthand_property_identifier", "type_identifier", "comment",
    "shorthand_property_identifier_pattern", "predefined_type", "string_fragment", "escape_sequence",
    "number", "this",
))  # fmt: skip
"""What says nothing by itself, and has nothing in it; half of all nodes."""


class Imported(NamedTuple):
    """A name of another module: that of the module, a dot and its own."""

    name: str


class Variable(NamedTuple):
    """A variable of the environment, by its name."""

    name: str


class Parameter(NamedTuple):
    """A parameter, or a part of an object: its default, its function and at which place that takes it."""

    default: Node | None
    function: int = 0
    at: int = 0


Bound = Node | Imported | Parameter | Variable


class Scope(scopes.Scope[Node, Bound]):
    """The names of a module, a class or a function."""

    def __init__(self, node: Node, parent: Scope | None) -> None:
        super().__init__(node, parent, is_class=node.type in _CLASSES)


class Names:
    """The scopes of a module, and each of its nodes with the scope in which it stands."""

    def __init__(self, module: JavaScript) -> None:
        self._module = module
        self.nodes: list[tuple[str, Node, Scope]] = []
        self.classes: dict[int, Scope] = {}
        self.calls: dict[int, list[tuple[Node, Scope]]] = {}
        self._handed_on: dict[int, list[tuple[Node, Scope]]] = {}
        self.module = Scope(module.root, None)
        todo = [(module.root, self.module)]
        while todo:
            node, scope = todo.pop()
            if (kind := node.type) in _LEAVES:
                continue
            self.nodes.append((kind, node, scope))
            if kind in _BINDING:
                self._bind(node, kind, scope)
            inner = scope
            if kind in _FUNCTIONS or kind in _CLASSES:
                inner = Scope(node, scope)
                if inner.is_class:
                    self.classes[node.id] = inner
                else:
                    self._bind_parameters(node, inner)
            todo.extend([(child, inner) for child in reversed(node.named_children)])
        for kind, node, scope in self.nodes:
            if kind in _CALLS:
                self._note_call(node, scope)

    def arguments(self, parameter: Parameter) -> Iterator[tuple[Node, Scope]]:
        """Yield what the calls in this module give a parameter."""
        for call, scope in self.calls.get(parameter.function, ()):
            arguments = call.child_by_field_name("arguments")
            given = arguments.named_children if arguments is not None else []
            if parameter.at < len(given):
                yield given[parameter.at], scope

    def beside(self, parameter: Parameter) -> Iterator[tuple[Node, Scope]]:
        """Yield the texts beside which a function is handed on that takes them: `run("gpt-4o", main)`."""
        for call, scope in self._handed_on.get(parameter.function, ()) if parameter.at == 0 else ():
            arguments = call.child_by_field_name("arguments")
            for each in arguments.named_children if arguments is not None else ():
                if each.type == "string":
                    yield each, scope

    def _note_handed_on(self, node: Node, called: Node, scope: Scope) -> None:
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        has_text = any(each.type == "string" for each in given)
        if not has_text or _AWAITS.match(name_called(self._module, called)):
            return
        for each in given:
            bound = (
                scope.lookup(self._module.text(each))[:1] if each.type == "identifier" else [(each, scope)]
            )
            for function, _ in bound:
                if isinstance(function, Node) and function.type in _FUNCTIONS:
                    calls = self._handed_on.setdefault(function.id, [])
                    if len(calls) < MAX_LOOKED_AT:
                        calls.append((node, scope))

    def _note_call(self, node: Node, scope: Scope) -> None:
        called = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if called is None:
            return
        found = self._called(called, scope)[:MAX_VALUES]
        if not any(isinstance(bound, Node) for bound, _ in found):
            self._note_handed_on(node, called, scope)
        for bound, _ in found:
            if isinstance(bound, Node) and (function := self._function(bound)) is not None:
                calls = self.calls.setdefault(function.id, [])
                if len(calls) < MAX_LOOKED_AT:
                    calls.append((node, scope))

    def _called(self, called: Node, scope: Scope) -> list[tuple[Bound, Scope]]:
        if called.type == "identifier":
            return scope.lookup(self._module.text(called))
        owner = called.child_by_field_name("object")
        if owner is None or owner.type != "this" or scope.of_class is None:
            return []
        return scope.of_class.names.get(self._module.text(called.child_by_field_name("property")), [])

    def _function(self, node: Node) -> Node | None:
        """Return the function that is called where `node` is: of a class its constructor."""
        if node.type not in _CLASSES:
            return node if node.type in _FUNCTIONS else None
        body = node.child_by_field_name("body")
        for each in body.named_children if body is not None else ():
            if each.type == "method_definition" and (
                self._module.text(each.child_by_field_name("name")) == "constructor"
            ):
                return each
        return None

    def _bind(self, node: Node, kind: str, scope: Scope) -> None:
        if kind == "import_statement":
            for name, imported in self._imported(node):
                scope.bind(name, Imported(imported))
        elif kind in _SET:
            pattern = node.child_by_field_name("name") or node.child_by_field_name("property")
            if pattern is not None:
                self._bind_pattern(pattern, node.child_by_field_name("value"), scope)
        elif kind in _ASSIGNED:
            self._bind_assigned(node, scope)
        elif kind == "for_in_statement":
            self._bind_entry(node, scope)
        elif kind in _NAMED or scope.is_class:
            scope.bind(self._module.text(node.child_by_field_name("name")), node)

    def _bind_assigned(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        if left.type == "identifier":
            self._home(left, scope).bind(self._module.text(left), right, scope)
        elif (
            left.type == "member_expression"
            and self._module.text(left).startswith("this.")
            and scope.of_class
        ):
            scope.of_class.bind(self._module.text(left.child_by_field_name("property")), right, scope)

    def _bind_entry(self, loop: Node, scope: Scope) -> None:
        left, right = loop.child_by_field_name("left"), loop.child_by_field_name("right")
        if left is not None and right is not None and left.type == "identifier":
            scope.bind(self._module.text(left), right if right.type in ENTRIES else Parameter(None))

    def _home(self, name: Node, scope: Scope) -> Scope:
        home: Scope | None = scope
        while home is not None:
            if self._module.text(name) in home.names:
                return home
            home = home.parent
        return scope

    def _imported(self, node: Node) -> Iterator[tuple[str, str]]:
        text = self._module.text
        source = package(text(node.child_by_field_name("source"))[1:-1])
        for each in _below(node, ("import_specifier", "namespace_import", "import_clause")):
            if each.type == "import_specifier":
                name = text(each.child_by_field_name("name"))
                yield text(each.child_by_field_name("alias")) or name, f"{source}.{name}"
            elif each.type == "namespace_import":
                yield text(each.named_children[-1]), source
            elif each.named_children and each.named_children[0].type == "identifier":
                name = text(each.named_children[0])
                yield name, f"{source}.{name}"

    def _bind_pattern(self, pattern: Node, value: Node | None, scope: Scope) -> None:
        text = self._module.text
        if pattern.type in ("identifier", "property_identifier", "private_property_identifier"):
            scope.bind(text(pattern), self._set_to(text(pattern), value))
            return
        if pattern.type == "array_pattern" and value is not None:
            self._bind_items(pattern, value, scope)
            return
        required = required_by(self._module, value)
        is_environment = text(value) in ENVIRONMENTS
        for each in pattern.named_children if pattern.type == "object_pattern" else ():
            if each.type == "shorthand_property_identifier_pattern":
                name = text(each)
                scope.bind(name, _part(required, name, is_environment=is_environment))
            elif each.type == "object_assignment_pattern":
                scope.bind(
                    text(each.child_by_field_name("left")), Parameter(each.child_by_field_name("right"))
                )
            elif each.type == "pair_pattern":
                inner = each.child_by_field_name("value")
                if inner is not None and inner.type == "assignment_pattern":
                    name = text(inner.child_by_field_name("left"))
                    scope.bind(name, Parameter(inner.child_by_field_name("right")))
                elif inner is not None:
                    key = text(each.child_by_field_name("key"))
                    scope.bind(text(inner), _part(required, key, is_environment=is_environment))

    def _bind_items(self, pattern: Node, value: Node, scope: Scope) -> None:
        items = value.named_children if value.type == "array" else [value][: value.type == "call_expression"]
        for name, item in zip(pattern.named_children, items, strict=False):  # of a call: a state
            if name.type == "identifier":
                scope.bind(self._module.text(name), item)

    def _set_to(self, name: str, value: Node | None) -> Bound:
        if required := required_by(self._module, value):
            return Imported(f"{required}.{name}")
        return value if value is not None else Parameter(None)

    def _bind_parameters(self, function: Node, inner: Scope) -> None:
        entries = entries_given(self._module, function)
        for index, (pattern, default) in enumerate(parameters(function)):
            if entries is not None and index == 0 and pattern.type == "identifier":
                inner.bind(self._module.text(pattern), entries, inner.parent)
                continue
            self._bind_pattern(pattern, None, inner)
            parameter = Parameter(default, function.id, index)
            if pattern.type == "identifier":
                inner.names[self._module.text(pattern)] = [(parameter, inner)]
            if pattern.parent is not None and any(
                c.type == "accessibility_modifier" for c in pattern.parent.children
            ):
                cls = inner.of_class
                if cls is not None:
                    cls.bind(self._module.text(pattern), parameter)


def _part(required: str, key: str, *, is_environment: bool) -> Bound:
    """Return what a name is that is set to one part of something: of a module, or of the environment."""
    if is_environment:
        return Variable(key)
    return Imported(f"{required}.{key}") if required else Parameter(None)


def _below(node: Node, types: tuple[str, ...]) -> Iterator[Node]:
    todo = [node]
    while todo:
        each = todo.pop()
        if each.type in types:
            yield each
        todo.extend(reversed(each.named_children))
