"""From the syntax tree to the core language: names to slots, calls to functions, macros to loops.

What can be known to be wrong is refused here, with its place: unknown names where variables are declared,
unknown functions, wrong numbers of arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from holdfast.cel import ast, core, macros
from holdfast.cel.errors import CelSyntaxError
from holdfast.cel.libraries import BUILTINS, TYPES, WRAPPERS
from holdfast.cel.library import Builtin, Style
from holdfast.cel.values import Type
from holdfast.model.function import Function

Scope = dict[str, core.Local]


def resolve(
    tree: ast.Node,
    variables: Collection[str] | None = None,
    functions: Iterable[Function] = (),
    container: str = "",
) -> core.Resolved:
    """Return the core of `tree`; without declared `variables` names and functions are looked up late."""
    resolver = _Resolver(variables, {function.name: function for function in functions}, container)
    root = resolver.node(tree, {})
    return core.Resolved(root, tuple(resolver.globals.values()), resolver.slots)


class _Resolver:
    def __init__(
        self, variables: Collection[str] | None, functions: Mapping[str, Function], container: str
    ) -> None:
        self.variables = None if variables is None else frozenset(variables)
        self.functions = functions
        parts = container.split(".") if container else []
        self.prefixes = [".".join(parts[:count]) + "." for count in range(len(parts), 0, -1)]
        self.globals: dict[str, core.Variable | core.Undeclared] = {}
        self.slots = 1  # the first holds the budget
        self.nodes = 0

    def slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def count(self) -> int:
        return self.nodes

    def node(self, node: ast.Node, scope: Scope) -> core.Node:
        self.nodes += 1
        return _HANDLERS[node.__class__](self, node, scope)

    def _literal(self, node: ast.Literal, _: Scope) -> core.Node:
        return core.Constant(node.value, node.line, node.column)

    def _plain_name(self, node: ast.Name, scope: Scope) -> core.Node:
        return self._name(node, [], scope)[0]

    def _called(self, node: ast.Call, scope: Scope) -> core.Node:
        return macros.expand(node, scope, self.node, self.slot, self.count) or self._call(node, scope)

    def _relation(self, node: ast.Relation, scope: Scope) -> core.Node:
        left, right = self.node(node.left, scope), self.node(node.right, scope)
        return core.Binary(node.operator, left, right, node.line, node.column)

    def _logic(self, node: ast.Logic, scope: Scope) -> core.Node:
        return core.Logic(node.operator, self._all(node.operands, scope), node.line, node.column)

    def _unary(self, node: ast.Unary, scope: Scope) -> core.Node:
        return core.Unary(node.operator, self.node(node.operand, scope), node.line, node.column)

    def _conditional(self, node: ast.Conditional, scope: Scope) -> core.Node:
        condition, then, otherwise = self._all((node.condition, node.then, node.otherwise), scope)
        return core.Conditional(condition, then, otherwise, node.line, node.column)

    def _index(self, node: ast.Index, scope: Scope) -> core.Node:
        operand, key = self.node(node.operand, scope), self.node(node.key, scope)
        return core.Index(operand, key, node.optional, node.line, node.column)

    def _list(self, node: ast.ListOf, scope: Scope) -> core.Node:
        values = tuple([(self.node(element.value, scope), element.optional) for element in node.elements])
        return core.ListOf(values, node.line, node.column)

    def _map(self, node: ast.MapOf, scope: Scope) -> core.Node:
        pairs = tuple(
            [
                (self.node(entry.key, scope), self.node(entry.value, scope), entry.optional)
                for entry in node.entries
            ]
        )
        return core.MapOf(pairs, node.line, node.column)

    def _all(self, nodes: Iterable[ast.Node], scope: Scope) -> tuple[core.Node, ...]:
        return tuple([self.node(node, scope) for node in nodes])

    def _arithmetic(self, node: ast.Arithmetic, scope: Scope) -> core.Node:
        first = self.node(node.first, scope)
        steps = tuple(
            [(term.operator, self.node(term.operand, scope), term.line, term.column) for term in node.terms]
        )
        if len(steps) == 1:
            (operator, operand, line, column) = steps[0]
            return core.Binary(operator, first, operand, line, column)
        return core.Arithmetic(first, steps, node.line, node.column)

    def _select(self, node: ast.Select, scope: Scope) -> core.Node:
        """Resolve `a.b.c`, of which `a.b` may be the name of a variable."""
        selects: list[ast.Select] = []
        root: ast.Node = node
        while isinstance(root, ast.Select):
            selects.append(root)
            root = root.operand
        self.nodes += len(selects)
        if not isinstance(root, ast.Name):
            resolved = self.node(root, scope)
        else:
            plain = []
            for select in reversed(selects):
                if select.optional:
                    break
                plain.append(select.field)
            resolved, used = self._name(root, plain, scope)
            del selects[len(selects) - used :]
        for select in reversed(selects):
            resolved = core.Select(resolved, select.field, select.optional, select.line, select.column)
        return resolved

    def _name(self, at: ast.Name, fields: list[str], scope: Scope) -> tuple[core.Node, int]:
        """Return what `at` names, and how many of the `fields` selected from it belong to that name."""
        name = at.name
        if not at.absolute and name in scope:
            local = scope[name]
            return core.Local(local.slot, name, local.bound, at.line, at.column), 0
        candidates: list[tuple[str, tuple[str, ...]]] = []
        for count in range(len(fields), -1, -1):
            full = ".".join([name, *fields[:count]])
            rest = tuple(fields[count:])
            candidates += [(candidate, rest) for candidate in self._in_containers(full, at.absolute)]
        if self.variables is None:
            return self._undeclared(at, fields, candidates), len(fields)
        for candidate, rest in candidates:
            if candidate in self.variables:
                return self._variable(candidate, at), len(fields) - len(rest)
            if candidate in TYPES:
                return core.Constant(Type(candidate), at.line, at.column), len(fields) - len(rest)
        known = [*self.variables, *scope]
        raise _unknown(f"there is no variable `{name}` here", name, known, at)

    def _in_containers(self, name: str, absolute: bool) -> list[str]:  # noqa: FBT001  # as the node has it
        return [name] if absolute else [*(prefix + name for prefix in self.prefixes), name]

    def _variable(self, name: str, at: ast.Node) -> core.Node:
        known = self.globals.get(name)
        slot = known.slot if known else self.slot()
        variable = core.Variable(slot, name, at.line, at.column)
        self.globals.setdefault(name, variable)
        return variable

    def _undeclared(
        self, at: ast.Name, fields: list[str], candidates: list[tuple[str, tuple[str, ...]]]
    ) -> core.Node:
        kind = next(((full, rest) for full, rest in candidates if full in TYPES), None)
        otherwise = None
        if kind is not None and not kind[1]:
            otherwise = core.Constant(Type(kind[0]), at.line, at.column)
        key = repr(candidates)
        known = self.globals.get(key)
        slot = known.slot if known else self.slot()
        node = core.Undeclared(
            slot, ".".join([at.name, *fields]), tuple(candidates), otherwise, at.line, at.column
        )
        self.globals.setdefault(key, node)
        return node

    def _call(self, call: ast.Call, scope: Scope) -> core.Node:
        function = self._qualified(call, scope)
        if function is not None:
            return self._checked(function, call, self._all(call.arguments, scope))
        if call.receiver is None:
            for name in self._in_containers(call.name, call.absolute):
                found = self._function(name)
                if found is not None and not (isinstance(found, Builtin) and found.style is Style.METHOD):
                    return self._checked(found, call, self._all(call.arguments, scope))
            return self._failing(call)
        found = self._function(call.name)
        if call.name in ("or", "orValue") and len(call.arguments) == 1:
            operand, other = self.node(call.receiver, scope), self.node(call.arguments[0], scope)
            return core.OptionalOr(operand, other, call.name == "orValue", call.line, call.column)
        if found is None or (isinstance(found, Builtin) and found.style is Style.GLOBAL):
            return self._failing(call)
        return self._checked(found, call, self._all((call.receiver, *call.arguments), scope))

    def _function(self, name: str) -> Builtin | Function | None:
        # The language first: nothing that is plugged in changes what its own functions mean.
        return BUILTINS.get(name) or self.functions.get(name)

    def _qualified(self, call: ast.Call, scope: Scope) -> Builtin | Function | None:
        """Return the function that a call such as `math.abs(x)` names with its receiver."""
        names: list[str] = [call.name]
        node = call.receiver
        while isinstance(node, ast.Select) and not node.optional:
            names.append(node.field)
            node = node.operand
        if not isinstance(node, ast.Name) or (node.name in scope and not node.absolute):
            return None
        full = ".".join([node.name, *reversed(names)])
        for name in self._in_containers(full, node.absolute):
            found = self._function(name)
            if found is not None:
                return found
        return None

    def _checked(
        self, function: Builtin | Function, call: ast.Call, arguments: tuple[core.Node, ...]
    ) -> core.Node:
        count, most = len(arguments), len(function.parameters)
        repeats = isinstance(function, Builtin) and function.variadic
        if count < most - function.optional or (count > most and not repeats):
            message = f"{function.name}() does not take {count} argument{'s' * (count != 1)}"
            return self._refuse(message, call)
        return core.Call(function, arguments, call.line, call.column)

    def _failing(self, call: ast.Call) -> core.Node:
        known = [*self.functions, *BUILTINS, *macros.NAMES]
        try:
            raise _unknown(f"there is no function `{call.name}`", call.name, known, call)
        except CelSyntaxError as error:
            return self._refuse(error.message, call)

    def _refuse(self, message: str, at: ast.Node) -> core.Node:
        if self.variables is not None:
            raise CelSyntaxError(message, at.line, at.column)
        return core.Failing(message, at.line, at.column)

    def _message(self, node: ast.Message, scope: Scope) -> core.Node:
        for name in self._in_containers(node.type_name.removeprefix("."), node.type_name.startswith(".")):
            if name in WRAPPERS:
                break
        else:
            return self._refuse(f"there is no type `{node.type_name}` to make an object of", node)
        fields = [(entry.key.value if isinstance(entry.key, ast.Literal) else None) for entry in node.entries]
        if fields not in ([], ["value"]):
            return self._refuse(f"`{name}` has one field, `value`", node)
        operand = self.node(node.entries[0].value, scope) if node.entries else None
        return core.Wrapper(name, operand, node.line, node.column)


# ruff: noqa: SLF001  # the table belongs to the class
_HANDLERS: dict[type, Callable[[_Resolver, Any, Scope], core.Node]] = {
    ast.Literal: _Resolver._literal,
    ast.Name: _Resolver._plain_name,
    ast.Select: _Resolver._select,
    ast.Index: _Resolver._index,
    ast.Call: _Resolver._called,
    ast.ListOf: _Resolver._list,
    ast.MapOf: _Resolver._map,
    ast.Message: _Resolver._message,
    ast.Unary: _Resolver._unary,
    ast.Relation: _Resolver._relation,
    ast.Arithmetic: _Resolver._arithmetic,
    ast.Logic: _Resolver._logic,
    ast.Conditional: _Resolver._conditional,
}


def _unknown(message: str, name: str, known: Iterable[str], at: ast.Node) -> CelSyntaxError:
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, sorted(set(known)), 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    return CelSyntaxError(message + hint, at.line, at.column)
