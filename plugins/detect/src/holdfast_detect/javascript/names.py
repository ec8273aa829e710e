"""What names of a JavaScript module stand for, as far as the module itself says; nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast_detect import scopes
from holdfast_detect.javascript.bound import Bound, Parameter, bound_by, fields_of, imports, of_each
from holdfast_detect.javascript.functions import FUNCTIONS, entries_given, parameters
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import entries, is_added_to, name_called, unquoted
from holdfast_detect.values import MAX_BOUND, MAX_LOOKED_AT, MAX_VALUES

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
_PUTS = {"set": 2, "push": 1, "unshift": 1, "add": 1}
"""Methods that put something into a list or a table, and how much they are given at least."""

_LEAVES = frozenset((
    "identifier", "property_identifier", "shorthand_property_identifier", "type_identifier", "comment",
    "shorthand_property_identifier_pattern", "predefined_type", "string_fragment", "escape_sequence",
    "number", "this",
))  # fmt: skip
"""What says nothing by itself, and has nothing in it; half of all nodes."""


class Scope(scopes.Scope[Node, Bound]):
    """The names of a module, a class or a function; `home` are those of its module."""

    def __init__(self, node: Node, parent: Scope | None, home: Names) -> None:
        super().__init__(node, parent, is_class=node.type in _CLASSES)
        self.home = home


class Names:
    """The scopes of a module, and each of its nodes with the scope in which it stands.

    `put` is what a program puts into its lists and tables after they are made, by their names and by keys,
    the key of a list empty: `table.key = value`, `list.push(value)`.
    """

    def __init__(self, module: JavaScript) -> None:
        self.code = module
        self.nodes: list[tuple[str, Node, Scope]] = []
        self.classes: dict[int, Scope] = {}
        self.functions: dict[int, Scope] = {}
        self.returned: dict[int, list[tuple[Node, Scope]]] = {}
        self.calls: dict[int, list[tuple[Node, Scope]]] = {}
        self.put: dict[str, dict[str, list[tuple[Node, Scope]]]] = {}
        self._handed_on: dict[int, list[tuple[Node, Scope]]] = {}
        self.module = Scope(module.root, None, self)
        todo = [(module.root, self.module)]
        while todo:
            node, scope = todo.pop()
            if (kind := node.type) in _LEAVES:
                continue
            self.nodes.append((kind, node, scope))
            if kind in _BINDING:
                self._bind(node, kind, scope)
            inner = scope
            if kind in FUNCTIONS or kind in _CLASSES:
                inner = Scope(node, scope, self)
                if inner.is_class:
                    self.classes[node.id] = inner
                else:
                    self.functions[node.id] = inner
                    self._bind_parameters(node, inner)
            elif kind == "return_statement" and node.named_children:
                self.returned.setdefault(scope.node.id, []).append((node.named_children[0], scope))
            todo.extend([(child, inner) for child in reversed(node.named_children)])
        for kind, node, scope in self.nodes:
            if kind in _CALLS:
                self._note_call(node, scope)
                self._note_put(node, scope)

    def arguments(self, parameter: Parameter) -> Iterator[tuple[Node, Scope]]:
        """Yield what the calls in this module give a parameter."""
        for call, scope in self.calls.get(parameter.function, ()):
            yield from argument(self.code, parameter, call, scope)

    def results(self, function: Node) -> list[tuple[Node, Scope]]:
        """Return what a function of this module returns, at most so much as of one expression."""
        body = function.child_by_field_name("body")
        is_only_that = body is not None and body.type != "statement_block"
        alone = [(body, self.functions[function.id])] if body is not None and is_only_that else []
        return alone or self.returned.get(function.id, [])[:MAX_VALUES]

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
        if not has_text or _AWAITS.match(name_called(self.code, called)):
            return
        for each in given:
            bound = scope.lookup(self.code.text(each))[:1] if each.type == "identifier" else [(each, scope)]
            for function, _ in bound:
                if isinstance(function, Node) and function.type in FUNCTIONS:
                    calls = self._handed_on.setdefault(function.id, [])
                    if len(calls) < MAX_LOOKED_AT:
                        calls.append((node, scope))

    def _note_put(self, call: Node, scope: Scope) -> None:
        """Note what `table.set(key, value)` and `list.push(value)` put there."""
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        method = self.code.text(function.child_by_field_name("property")) if function is not None else ""
        given = arguments.named_children if arguments is not None and method in _PUTS else []
        if function is not None and len(given) >= _PUTS.get(method, 1):
            key = unquoted(self.code.text(given[0])) if method == "set" else ""
            for each in given[_PUTS[method] - 1 :]:
                self._put(function.child_by_field_name("object"), key, each, scope)

    def _put(self, owner: Node | None, key: str, value: Node, scope: Scope) -> None:
        if owner is not None and owner.type == "identifier":
            known = self.put.setdefault(self.code.text(owner), {}).setdefault(key, [])
            if len(known) < MAX_BOUND:
                known.append((value, scope))

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
            return scope.lookup(self.code.text(called))
        owner = called.child_by_field_name("object")
        if owner is None or owner.type != "this" or scope.of_class is None:
            return []
        return scope.of_class.names.get(self.code.text(called.child_by_field_name("property")), [])

    def _function(self, node: Node) -> Node | None:
        """Return the function that is called where `node` is: of a class its constructor."""
        if node.type not in _CLASSES:
            return node if node.type in FUNCTIONS else None
        body = node.child_by_field_name("body")
        for each in body.named_children if body is not None else ():
            if each.type == "method_definition" and (
                self.code.text(each.child_by_field_name("name")) == "constructor"
            ):
                return each
        return None

    def _bind(self, node: Node, kind: str, scope: Scope) -> None:
        if kind == "import_statement":
            for name, imported in imports(self.code, node):
                scope.bind(name, imported)
        elif kind in _SET:
            pattern = node.child_by_field_name("name") or node.child_by_field_name("property")
            if pattern is not None:
                self._bind_pattern(pattern, node.child_by_field_name("value"), scope)
        elif kind in _ASSIGNED:
            self._bind_assigned(node, scope)
        elif kind == "for_in_statement":
            self._bind_entry(node, scope)
        elif kind in _NAMED or scope.is_class:
            scope.bind(self.code.text(node.child_by_field_name("name")), node)

    def _bind_assigned(self, node: Node, scope: Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or is_added_to(self.code, node):
            return
        if left.type == "identifier":
            self._home(left, scope).bind(self.code.text(left), right, scope)
        elif left.type in ("member_expression", "subscript_expression"):
            key, index = left.child_by_field_name("property"), left.child_by_field_name("index")
            key = index if index is not None and index.type == "string" else key
            self._put(left.child_by_field_name("object"), unquoted(self.code.text(key)), right, scope)
        if left.type == "member_expression" and self.code.text(left).startswith("this.") and scope.of_class:
            scope.of_class.bind(self.code.text(left.child_by_field_name("property")), right, scope)

    def _bind_entry(self, loop: Node, scope: Scope) -> None:
        left, right = loop.child_by_field_name("left"), loop.child_by_field_name("right")
        if left is not None and right is not None:
            by_key = self.code.text(loop.child_by_field_name("operator")) == "in"
            for name, bound in of_each(self.code, left, right, by_key=by_key):
                scope.bind(name, bound)

    def _home(self, name: Node, scope: Scope) -> Scope:
        home: Scope | None = scope
        while home is not None:
            if self.code.text(name) in home.names:
                return home
            home = home.parent
        return scope

    def _bind_pattern(self, pattern: Node, value: Node | None, scope: Scope) -> None:
        for name, bound in bound_by(self.code, pattern, value):
            scope.bind(name, bound)

    def _bind_parameters(self, function: Node, inner: Scope) -> None:
        listed = entries_given(self.code, function)
        for index, (pattern, default) in enumerate(parameters(function)):
            if listed is not None and index == 0:
                for name, bound in of_each(self.code, pattern, listed):
                    inner.bind(name, bound, inner.parent)
                continue
            self._bind_pattern(pattern, None, inner)
            parameter = Parameter(default, function.id, index)
            if pattern.type == "identifier":
                inner.names[self.code.text(pattern)] = [(parameter, inner)]
            for name, key, of_field in fields_of(self.code, pattern):
                inner.names[name] = [(Parameter(of_field, function.id, index, key), inner)]
            if pattern.parent is not None and any(
                c.type == "accessibility_modifier" for c in pattern.parent.children
            ):
                cls = inner.of_class
                if cls is not None:
                    cls.bind(self.code.text(pattern), parameter)


def argument(
    module: JavaScript, parameter: Parameter, call: Node, scope: Scope
) -> Iterator[tuple[Node, Scope]]:
    """Yield what a call gives a parameter of the function that it runs, with the scope of its names."""
    arguments = call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    for each in given[parameter.at : parameter.at + 1]:
        value = dict(entries(module, each)).get(parameter.key) if parameter.key else each
        if value is not None:
            yield value, scope
