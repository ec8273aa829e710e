"""Functions of a repository that pass a parameter on to an SDK as the model: `ask(prompt, "gpt-4o")`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from holdfast import Grade
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import CALLS, Bindings
from holdfast_detect.javascript.bound import Imported, Parameter
from holdfast_detect.javascript.modules import MAX_HOPS, Modules
from holdfast_detect.javascript.names import Names, Scope, argument
from holdfast_detect.javascript.nodes import called, entries, unquoted, unspread
from holdfast_detect.javascript.sdks import is_sdk, model_position
from holdfast_detect.names import is_model_argument, is_model_variable
from holdfast_detect.sdks import is_model_method, may_name_models
from holdfast_detect.values import MAX_LOOKED_AT

_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*$")
_NAMED = frozenset((
    "identifier", "member_expression", "subscript_expression", "shorthand_property_identifier",
))  # fmt: skip
_BETWEEN = frozenset((*_NAMED, "binary_expression", "as_expression", "non_null_expression"))
_OBJECTS = frozenset(("object", "identifier"))
_FIELDS = ("model", "modelId")
"""Fields of what is put into the arguments of a call of an SDK whole."""

_MOST_CALLS = 200
"""Calls in one function that are looked at to find out what it passes on."""


class Taken(NamedTuple):
    """A parameter, or a field of one, that is the model of a call with this full name."""

    at: int
    key: str
    callee: str


class _Uses(NamedTuple):
    """What the functions of a module do with their parameters, by function: models, and what is passed on."""

    models: Mapping[int, list[Taken]]
    passed_on: Mapping[int, list[tuple[Parameter, Node, int, str, Scope]]]


class Wrappers:
    """The functions that a module calls with models."""

    def __init__(self, names: Names, bindings: Bindings, modules: Modules) -> None:
        self._names, self._module = names, names.code
        self._bindings, self._modules = bindings, modules
        self._known: dict[tuple[int, int], Sequence[Taken]] = {}

    def given(self, call: Node, given: list[Node], scope: Scope) -> Iterator[tuple[Node, str]]:
        """Yield what a call gives a function as a model, with the full name of the call that takes it there.

        What is given to a function of this module, by its name alone, is found where that uses it.
        """
        if not any(map(self._may_be_model, given)) or not self._is_of_repository(call, scope):
            return
        for function, inner in self._bindings.functions(call, scope):
            if any(noted == call for noted, _ in self._names.calls.get(function.id, ())):
                continue
            for taken in self._taken(function, inner, 0):
                parameter = Parameter(None, function.id, taken.at, taken.key)
                values = (value for value, _ in argument(self._module, parameter, call, scope))
                yield from ((value, taken.callee) for value in values if self._may_be_model(value))

    def _may_be_model(self, node: Node) -> bool:
        todo = [node]
        while todo:
            each = todo.pop()
            if each.type == "object":
                todo += (value for _, value in entries(self._module, each))
            elif self._is_as_model(each):
                return True
        return False

    def _is_as_model(self, node: Node) -> bool:
        text = self._module.text(node)
        if node.type == "string":
            return looks_like_id(unquoted(text))
        name = text.rpartition(".")[2]
        return node.type in _NAMED and bool(
            is_model_variable(name) or _CONSTANT.match(name) or "odel" in text
        )

    def _is_of_repository(self, call: Node, scope: Scope) -> bool:
        root = called(call)
        for _ in range(MAX_LOOKED_AT):
            if root is None or not (root.type == "member_expression" or root.type in CALLS):
                break
            root = root.child_by_field_name("object") or called(root)
        if root is None or root.type != "identifier":
            return root is not None and root.type in ("this", "super")
        bound = scope.lookup(self._module.text(root))
        return any(not isinstance(each, Imported) or self._modules.has(each, at) for each, at in bound)

    def _taken(self, function: Node, inner: Scope, hops: int) -> Sequence[Taken]:
        key = (function.id, hops)
        if key not in self._known:
            self._known[key] = tuple(dict.fromkeys(self._taken_by(function, inner, hops)))
        return self._known[key]

    def _taken_by(self, function: Node, inner: Scope, hops: int) -> Iterator[Taken]:
        uses = _uses_in(inner.home)
        yield from uses.models.get(function.id, ())
        for parameter, call, at, key, scope in uses.passed_on.get(function.id, ()) if hops < MAX_HOPS else ():
            for further, home in self._bindings.functions(call, scope):
                for taken in self._taken(further, home, hops + 1) if further != function else ():
                    if (taken.at, taken.key) == (at, key):
                        yield Taken(parameter.at, parameter.key, taken.callee)


@lru_cache(maxsize=64)
def _uses_in(names: Names) -> _Uses:
    """Return what the functions of a module do with their parameters, as far as it says itself."""
    models: dict[int, list[Taken]] = {}
    passed_on: dict[int, list[tuple[Parameter, Node, int, str, Scope]]] = {}
    if may_name_models(names.code.text(names.code.root)):
        bindings = Bindings(names, Modules(names))
        for kind, node, scope in names.nodes:
            if kind not in CALLS or scope.parent is None:
                continue
            callee = bindings.callee(called(node), scope)
            for parameter in _spread(bindings, node, scope) if is_sdk(callee) else ():
                fields = [Taken(parameter.at, key, callee) for key in _FIELDS]
                models.setdefault(parameter.function, []).extend(fields)
            for value, at, key, inner in _arguments(bindings, node, scope):
                for parameter in _parameters(bindings, value, inner):
                    if _is_model(callee, at, key):
                        taken = Taken(parameter.at, parameter.key, callee)
                        models.setdefault(parameter.function, []).append(taken)
                    elif len(known := passed_on.setdefault(parameter.function, [])) < _MOST_CALLS:
                        known.append((parameter, node, at, key, scope))
    return _Uses(models, passed_on)


def _arguments(bindings: Bindings, call: Node, scope: Scope) -> Iterator[tuple[Node, int, str, Scope]]:
    arguments = call.child_by_field_name("arguments")
    for at, each in enumerate(arguments.named_children if arguments is not None else ()):
        yield each, at, "", scope
        for thing, inner in bindings.things(each, scope) if each.type in _OBJECTS else ():
            if isinstance(thing, Node):
                yield from ((value, at, key, inner) for key, value in entries(inner.home.code, thing))


def _spread(bindings: Bindings, call: Node, scope: Scope) -> Iterator[Parameter]:
    """Yield the parameters whose fields a call is given among others: `create({ messages, ...options })`."""
    arguments = call.child_by_field_name("arguments")
    for given in arguments.named_children if arguments is not None else ():
        for each in given.named_children if given.type == "object" else ():
            if each.type == "spread_element":
                found = _parameters(bindings, unspread(each), scope)
                yield from (parameter for parameter in found if not parameter.key)


def _is_model(callee: str, at: int, key: str) -> bool:
    if key:
        return is_model_argument(key) and (is_sdk(callee) or is_model_method(callee))
    position = model_position(callee)
    return position.at == at and not position.shaped and position.grade is not Grade.HINT


def _parameters(bindings: Bindings, value: Node, scope: Scope) -> list[Parameter]:
    found = (each for each, _ in bindings.things(value, scope)) if value.type in _BETWEEN else ()
    return [each for each in found if isinstance(each, Parameter) and each.function]
