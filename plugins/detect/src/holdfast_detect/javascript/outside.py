"""What a JavaScript module does not say itself: variables of the environment, and what other modules set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from holdfast_detect.constants import of_cdk
from holdfast_detect.javascript.bound import ENVIRONMENTS, Imported, Variable
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import unquoted
from holdfast_detect.names import is_list_of_models, is_model_variable
from holdfast_detect.values import Value
from holdfast_detect.variables import value_in_repository

_OF_ENVIRONMENT = ("$env/static/", "astro:env/")
"""Modules that have the variables of the environment."""

_READERS = frozenset(("env", "getEnv", "getEnvironmentVariable", "optionalEnv", "requireEnv"))
_METHODS = frozenset(("get", "getOrThrow"))
"""How `Deno.env` is read."""


class Outside:
    """What comes into a module from outside of it."""

    def __init__(self, module: JavaScript, modules: Modules) -> None:
        self._text, self._modules = module.text, modules

    def variable(self, node: Node, scope: Scope) -> Iterator[Value]:
        """Yield what `process.env.MODEL` is, or `env["MODEL"]`."""
        if self._text(node.child_by_field_name("object")) in ENVIRONMENTS:
            name = self._text(node.child_by_field_name("property"))
            name = name or unquoted(self._text(node.child_by_field_name("index")))
            if name.isidentifier() and name.isupper():
                yield self._variable(node, scope, name)

    def is_reader(self, function: str) -> bool:
        """Tell whether a function reads a variable of the environment."""
        return function in _READERS

    def read(self, node: Node, function: str, given: Sequence[Node], scope: Scope) -> Iterator[Value]:
        """Yield what a call of a function reads from the environment, by its full name: `getEnv("MODEL")`."""
        of, _, name = function.rpartition(".")
        if given and (name in _READERS or (name in _METHODS and of.startswith("Deno.env"))):
            variable = unquoted(self._text(given[0]))
            if variable.isupper():
                yield self._variable(node, scope, variable)

    def name(self, node: Node, scope: Scope, bound: Variable | Imported, at: Scope) -> Iterator[Value]:
        """Yield that a name is one of the environment, or of a module that is none of the repository."""
        if isinstance(bound, Variable):
            yield self._variable(node, scope, bound.name)
        elif bound.module.startswith(_OF_ENVIRONMENT):
            yield self._variable(node, scope, bound.member)
        elif not self._modules.has(bound, at):
            yield Value(self._text(node), scope.home.code.at(node), unresolved="another module sets it")

    def field(self, node: Node, scope: Scope) -> Iterator[Value]:
        """Yield a field of what another module has, unless that is in the repository, where it is read."""
        if model := of_cdk(self._text(node)):
            yield Value(self._text(node), scope.home.code.at(node), model)
            return
        owner = node
        while owner.type == "member_expression" and (of := owner.child_by_field_name("object")) is not None:
            owner = of
        whose, name = (self._text(node.child_by_field_name(each)) for each in ("object", "property"))
        is_model = is_model_variable(name) or is_list_of_models(whose.rpartition(".")[2])
        if owner is node or not is_model:
            return
        bound = (each for each, _ in scope.lookup(self._text(owner)))
        imported = next((each for each in bound if isinstance(each, Imported)), None)
        if imported is not None and not self._modules.has(imported, scope):
            yield Value(self._text(node), scope.home.code.at(node), unresolved="another module sets it")

    def _variable(self, node: Node, scope: Scope, name: str) -> Value:
        source = self._modules.source(scope)
        found = value_in_repository(source, name) if source is not None else ""
        why = "" if found else "it is read from the environment"
        return Value(self._text(node), scope.home.code.at(node), found, why, name)
