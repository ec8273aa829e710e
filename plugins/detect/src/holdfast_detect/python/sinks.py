"""The parameters of functions that are given on to a model: `m` of `def ask(m): completion(model=m)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from holdfast_detect.names import is_model_argument
from holdfast_detect.python.bindings import Bindings, Function
from holdfast_detect.python.calls import passes_on
from holdfast_detect.python.names import Parameter, Scope, parameters
from holdfast_detect.python.repository import Module, Modules
from holdfast_detect.python.sdks import OBJECTS, is_model_keyword, is_sdk, model_position
from holdfast_detect.python.tables import is_text_of_id
from holdfast_detect.sdks import host_of_client, is_model_method
from holdfast_detect.values import MAX_STEPS, Budget

_MOST_ROUNDS = 3
"""Functions that give on to functions that give on."""


class Taken(NamedTuple):
    """The full name of the call of an SDK that takes a model, and what it calls it."""

    callee: str
    argument: str


class Given(NamedTuple):
    """What a function of the repository is given for a model, what takes it in the end, and as what."""

    value: ast.expr
    callee: str
    argument: str


class Sinks:
    """The parameters of the functions of a module, and of those that it leads to, that a model is."""

    def __init__(self, modules: Modules, bindings: Bindings) -> None:
        self._modules, self._bindings = modules, bindings
        self._budget = Budget()
        self._known: dict[int, dict[tuple[int, str], Taken]] = {}

    def of(self, node: ast.Call, scope: Scope) -> Iterator[Given]:
        """Yield what a call gives to a function of the repository that gives it on to a model.

        Another module is only looked into for what has the shape of an id.
        """
        for function, within in self._functions(node, scope):
            sinks = self._of_module(self._modules.of(within))
            for name, value in _arguments(node, function, within):
                if taken := sinks.get((id(function), name)):
                    yield Given(value, taken.callee, name if is_model_argument(name) else taken.argument)

    def _functions(self, node: ast.Call, scope: Scope) -> Iterator[tuple[Function, Scope]]:
        given = (*node.args, *(each.value for each in node.keywords))
        is_of_id = any(is_text_of_id([self._constant(each, scope)]) for each in given)
        for function, within in self._bindings.callables(node.func, scope, elsewhere=is_of_id):
            if isinstance(function, ast.ClassDef):
                cls = self._bindings.class_of(function, within)
                made = self._bindings.field("__init__", cls) if cls else ()
                yield from ((each, inner) for each, inner in made if isinstance(each, Function))
            else:
                yield function, within

    @staticmethod
    def _constant(node: ast.expr, scope: Scope) -> ast.expr:
        bound = scope.lookup(node.id) if isinstance(node, ast.Name) else ()
        return next((each for each, _ in bound if isinstance(each, ast.Constant)), node)

    def _of_module(self, module: Module) -> dict[tuple[int, str], Taken]:
        """Return by what a parameter of a function is taken as a model, where it is."""
        key = id(module.names)
        if key not in self._known:
            found = self._known[key] = {}
            calls = [(node, scope) for node, scope in module.names.nodes if isinstance(node, ast.Call)]
            for node, scope in calls:
                callee = self._bindings.callee(node.func, scope)
                for value, argument in _models_of(node, callee):
                    self._budget.renew()
                    self._add(found, value, scope, Taken(callee, argument))
            before = 0
            for _ in range(_MOST_ROUNDS):
                if len(found) == before:
                    break
                before = len(found)
                for node, scope in calls:
                    self._give_on(found, node, scope)
        return self._known[key]

    def _give_on(self, found: dict[tuple[int, str], Taken], node: ast.Call, scope: Scope) -> None:
        """Add the parameters that are given to a function which gives them on."""
        for function, within in self._bindings.callables(node.func, scope, elsewhere=False):
            if isinstance(function, Function):
                for name, value in _arguments(node, function, within):
                    if taken := found.get((id(function), name)):
                        self._budget.renew()
                        self._add(found, value, scope, taken)

    def _add(
        self, found: dict[tuple[int, str], Taken], node: ast.expr, scope: Scope, taken: Taken, steps: int = 0
    ) -> None:
        """Add the parameters that an expression stands for."""
        if steps > MAX_STEPS or not self._budget.spend():
            return
        match node:
            case ast.BoolOp(values=either):
                for each in either:
                    self._add(found, each, scope, taken, steps + 1)
            case ast.Attribute(value=value, attr="value"):  # of an enumeration
                self._add(found, value, scope, taken, steps + 1)
            case ast.Call(func=ast.Name(id=last), args=[value]) if passes_on(last):
                self._add(found, value, scope, taken, steps + 1)
            case ast.Name() | ast.Attribute():
                for bound, inner in self._bindings.bound(node, scope):
                    if isinstance(bound, Parameter) and isinstance(node, ast.Name):
                        key = (id(inner.node), node.id)
                        found[key] = _either(found.get(key, taken), taken)
                    elif isinstance(bound, ast.expr):
                        self._add(found, bound, inner, taken, steps + 1)


def _either(known: Taken, taken: Taken) -> Taken:
    """Return what takes a model where two may: where they ask different hosts, no host is said."""
    is_one = host_of_client(known.callee) == host_of_client(taken.callee)
    return known if is_one else Taken("", known.argument)


def _models_of(node: ast.Call, callee: str) -> Iterator[tuple[ast.expr, str]]:
    """Yield what a call of an SDK is given as its model, and what it calls it."""
    if is_sdk(callee) or is_model_method(callee):
        for each in node.keywords:
            if each.arg and (is_model_argument(each.arg, of_call=True) or is_model_keyword(callee, each.arg)):
                yield each.value, each.arg
        at = model_position(callee).at
        if 0 <= at < len(node.args):
            yield node.args[at], "llm" if callee.rpartition(".")[2] in OBJECTS else "model"


def _arguments(node: ast.Call, function: Function, within: Scope) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a function is called with, by the names of its parameters."""
    names = [name for name, _ in parameters(function)]
    is_static = any(
        isinstance(each, ast.Name) and each.id == "staticmethod" for each in function.decorator_list
    )
    if isinstance(within.node, ast.ClassDef) and not is_static:
        names = names[1:]
    for name, value in zip(names, node.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        yield name, value
    yield from ((each.arg, each.value) for each in node.keywords if each.arg in names)
