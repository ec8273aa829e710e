"""What names of a Python module stand for, as far as the module itself says; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, Self

from holdfast_detect import scopes
from holdfast_detect.names import is_called_by_user
from holdfast_detect.python.loops import entry_of, turns

ALL_OF_IT = "*"
"""The name under which all of a module is imported."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Imported(NamedTuple):
    """A name of another module, or a module, by its full name; relative ones begin with dots."""

    name: str


class Parameter(NamedTuple):
    """A parameter, and its default."""

    default: ast.expr | None


class Opaque(NamedTuple):
    """A name that a loop, a handler or a pattern binds."""


Bound = ast.expr | Imported | Parameter | Opaque | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Scope(scopes.Scope[ast.AST, Bound]):
    """The names of a module, a class or a function; the body of a class sees its own."""

    def __init__(self, node: ast.AST, parent: Scope | None) -> None:
        super().__init__(node, parent, is_class=isinstance(node, ast.ClassDef))
        self.top: Scope = parent.top if parent else self
        """The scope of the module."""

        self.of_top = set[str]()  # what is declared as a name of the module

    def bind(self, name: str, bound: Bound, read_in: Self | None = None) -> None:
        """Add what `name` is bound to, in the module where it is declared as a name of that."""
        if name in self.of_top:
            self.top.bind(name, bound, read_in or self)
        else:
            super().bind(name, bound, read_in)

    def lookup(self, name: str) -> list[tuple[Bound, Self]]:
        """Return what is bound to `name`, see `holdfast_detect.scopes.Scope`."""
        return self.names[name] if name in self.names else super().lookup(name)


_BINDING = (
    *(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom, ast.NamedExpr),
    *(ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor, ast.comprehension, ast.withitem),
    ast.Global,
)
_SHOWN = frozenset(("example", "examples", "openapi_examples", "x-codeSamples"))
"""Arguments and entries with what somebody may send, as the documentation of an API has it."""

_LETTERS = frozenset(("lower", "strip"))
"""Methods of a text that return the same word."""

_LEAVES = (ast.Name, ast.Constant, ast.expr_context, ast.alias, ast.operator, ast.cmpop, ast.unaryop)
"""What has no names and calls in it; more than half of all nodes."""


def chosen_by_model(node: ast.If | ast.Match) -> Iterator[ast.expr]:
    """Yield what is set or returned where the name of a model is a certain one: an alias is looked up so."""
    branches: list[list[ast.stmt]] = []
    match node:
        case ast.Match(subject=subject, cases=cases) if _is_of_model(subject):
            branches = [each.body for each in cases if not isinstance(each.pattern, ast.MatchAs)]
        case ast.If(test=ast.Compare(left=left, ops=[ast.Eq() | ast.In()], comparators=[known]), body=body):
            if _is_of_model(left) and isinstance(known, ast.Constant | ast.List | ast.Tuple | ast.Set):
                branches = [body]
    for each in (each for body in branches for each in body):
        if isinstance(each, ast.Assign | ast.Return) and isinstance(each.value, ast.Constant):
            yield each.value


def _is_of_model(node: ast.expr) -> bool:
    """Tell whether an expression is by its name what somebody calls a model, in whatever letters."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr not in _LETTERS:
            return False
        node = node.func.value
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return is_called_by_user(name)
    return False


class Names:
    """The scopes of a module, and each node that may name a model with the scope in which it stands."""

    def __init__(self, tree: ast.Module) -> None:
        self.module = Scope(tree, None)
        self.nodes: list[tuple[ast.AST, Scope]] = []
        self.classes: dict[int, Scope] = {}
        self.chosen = set[int]()  # what a branch by the name of a model sets or returns, by its `id`
        todo: list[tuple[ast.AST, Scope]] = [(tree, self.module)]
        while todo:
            node, scope = todo.pop()
            self.nodes.append((node, scope))
            if isinstance(node, _BINDING):
                self._bind(node, scope)
            elif isinstance(node, ast.If | ast.Match):
                self.chosen.update(map(id, chosen_by_model(node)))
            todo.extend(reversed(self._below(node, scope)))

    def returned(self, *functions: Function) -> list[tuple[ast.expr, Scope]]:
        """Return what functions return, each with the scope in which it stands."""
        return [each for function in functions for each in self._returns.get(id(function), ())]

    @cached_property
    def _returns(self) -> dict[int, list[tuple[ast.expr, Scope]]]:
        found: dict[int, list[tuple[ast.expr, Scope]]] = {}
        for node, scope in self.nodes:
            if isinstance(node, ast.Return) and node.value is not None:
                found.setdefault(id(scope.node), []).append((node.value, scope))
        return found

    def _below(self, node: ast.AST, scope: Scope) -> list[tuple[ast.AST, Scope]]:
        if isinstance(node, ast.ClassDef):
            inner = self.classes[id(node)] = Scope(node, scope)
            outer: list[ast.AST] = [*node.bases, *node.keywords, *node.decorator_list]
        elif isinstance(node, Function):
            inner = Scope(node, scope)
            for name, default in parameters(node):
                inner.bind(name, Parameter(default))
            outer = [each for each in (*node.args.defaults, *node.args.kw_defaults) if each is not None]
            outer += [] if isinstance(node, ast.Lambda) else node.decorator_list
        else:
            return [(child, scope) for child in _children(node)]
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        return [*((child, scope) for child in outer), *((child, inner) for child in body)]

    def _bind(self, node: ast.AST, scope: Scope) -> None:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                scope.bind(node.name, node)
            case ast.Assign():
                for target in node.targets:
                    _bind_target(target, node.value, scope)
            case ast.AnnAssign(value=ast.expr() as value) | ast.NamedExpr(value=value):
                _bind_target(node.target, value, scope)
            case ast.AugAssign(target=ast.Name(id=name)):
                scope.bind(name, Opaque())
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                known = dict(turns(node.target, node.iter))
                for each in ast.walk(node.target):
                    if isinstance(each, ast.Name):
                        scope.bind(each.id, known.get(each.id, Opaque()))
            case ast.withitem(optional_vars=ast.expr() as target):
                _bind_target(target, node.context_expr, scope)
            case ast.Global(names=names) if scope is not scope.top:
                scope.of_top.update(names)
            case ast.Import():
                for alias in node.names:
                    name = alias.name if alias.asname else alias.name.partition(".")[0]
                    scope.bind(alias.asname or name, Imported(name))
            case ast.ImportFrom():
                for alias in node.names:
                    module = "." * node.level + (node.module or "")
                    joint = "" if module.endswith(".") else "."
                    scope.bind(alias.asname or alias.name, Imported(f"{module}{joint}{alias.name}"))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is below a node and not a leaf, but for what a schema only shows."""
    if isinstance(node, ast.keyword) and node.arg in _SHOWN:
        return
    for field in node._fields:
        below = getattr(node, field, None)
        if field == "values" and isinstance(node, ast.Dict):
            below = [value for key, value in zip(node.keys, node.values, strict=True) if not _is_shown(key)]
        for each in below if isinstance(below, list) else (below,):
            if isinstance(each, ast.AST) and not isinstance(each, _LEAVES):
                yield each


def _is_shown(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value in _SHOWN


def _bind_target(target: ast.expr, value: ast.expr, scope: Scope) -> None:
    match target:
        case ast.Name(id=name):
            scope.bind(name, value)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if scope.of_class:
            scope.of_class.bind(name, value, scope)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            for index, each in enumerate(targets):
                if index < len(values) and len(values) == len(targets):
                    _bind_target(each, values[index], scope)
                elif not (values or any(isinstance(one, ast.Starred) for one in targets[: index + 1])):
                    _bind_target(each, entry_of(value, ast.Constant(index)), scope)
                elif isinstance(each, ast.Name):
                    scope.bind(each.id, Opaque())


def parameters(function: Function) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the parameters of a function by name, in order, each with its default."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    for each, default in zip(plain, [*missing, *arguments.defaults], strict=True):
        yield each.arg, default
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield each.arg, default
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            yield rest.arg, None
