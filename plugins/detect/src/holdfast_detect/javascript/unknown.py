"""Models of which a JavaScript program takes the id from where nobody can read it: a file, a service."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from holdfast_detect.javascript.bindings import CALLS, Bindings
from holdfast_detect.javascript.bound import Bound, Entry, Imported, Parameter, Part
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import AROUND, called, name_called, written
from holdfast_detect.javascript.sdks import is_sdk, model_position
from holdfast_detect.values import MAX_STEPS, MAX_VALUES, Budget, Value

_PARTS = frozenset(("member_expression", "subscript_expression"))
_EITHER = frozenset(("ternary_expression", "binary_expression"))
_LONGEST = 80
_OF_USER = re.compile(r"use[A-Z]|(?:formData|body|query|params|searchParams|safeParse)$")
"""Functions that return what a user of the program says or has chosen."""

_READS = re.compile(
    r"(?i)read|load|fetch|config|settings|secret|parameter|\benv|find(?:Unique|First|One|ById)"
)
"""What functions are called that take what they return from a file or a service."""

_ENVIRONMENT = ("process.env[", "import.meta.env[", "Deno.env.", "Bun.env[")


class Unknown:
    """The expressions of a module whose texts nothing in the repository says.

    What a caller gives is found where it calls, and what a user chooses is said nowhere: neither is one.
    """

    def __init__(self, module: JavaScript, bindings: Bindings, modules: Modules) -> None:
        self._module, self._bindings, self._modules = module, bindings, modules
        self._budget = Budget()

    def of(self, node: Node, scope: Scope) -> tuple[Value, ...]:
        """Return a model that cannot be known, where the program reads it; else nothing."""
        self._budget.renew()
        if not (why := self._why(node, scope, 0)):
            return ()
        text = written(self._module, node)
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        return (Value(text, self._module.at(node), unresolved=why),)

    def _why(self, node: Node, scope: Scope, steps: int) -> str:
        """Return why an expression cannot be known; nothing where it is given, or no text at all."""
        while node.type in AROUND and node.named_children:
            node = node.named_children[0]
        if steps > MAX_STEPS or not self._budget.spend():
            return ""
        if node.type in _EITHER:
            return self._first(self._why(each, scope, steps + 1) for each in node.named_children)
        if node.type in CALLS:
            return self._why_called(node, scope, steps)
        if found := self._bindings.things(node, scope) if node.type in (*_PARTS, "identifier") else ():
            return self._first(self._why_thing(each, at, steps) for each, at in found if each != node)
        if node.type in _PARTS:
            if self._module.text(node).startswith(_ENVIRONMENT):
                return "it is read from the environment"
            whole = node.child_by_field_name("object")
            return self._why(whole, scope, steps + 1) if whole is not None else ""
        bound = scope.lookup(self._module.text(node)) if node.type == "identifier" else ()
        owners = ((each.owner, at) for each, at in bound if isinstance(each, Part | Entry))
        return self._first(self._why(owner, at, steps + 1) for owner, at in owners)

    def _why_thing(self, thing: Bound, scope: Scope, steps: int) -> str:
        if isinstance(thing, Imported):
            return "another module sets it" if self._modules.has(thing, scope) else ""
        if isinstance(thing, Node) and thing.type in CALLS:
            return self._why_called(thing, scope, steps + 1)
        return ""

    def _why_called(self, call: Node, scope: Scope, steps: int) -> str:
        """Return why what a call returns cannot be known: a file or a service says it."""
        function, callee = called(call), self._bindings.callee(called(call), scope)
        name = name_called(self._module, function)
        if _OF_USER.match(name) or is_sdk(callee) or model_position(callee).at >= 0:
            return ""
        if functions := list(self._bindings.functions(call, scope)):
            results = [one for each, inner in functions for one in inner.home.results(each)]
            return self._first(self._why(each, at, steps + 1) for each, at in results[:MAX_VALUES])
        if self._is_given(function, scope):
            return ""
        if _READS.search(name):
            return "the program reads it"
        arguments = call.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else ()
        if call.type == "call_expression" and not given and self._is_of_another_package(function, scope):
            return "another package returns it"
        owner = function.child_by_field_name("object") if function is not None else None
        of = [owner, *given]
        return self._first(self._why(each, scope, steps + 1) for each in of if each is not None)

    def _is_of_another_package(self, function: Node | None, scope: Scope) -> bool:
        if function is None or function.type != "identifier":
            return False
        bound = scope.lookup(self._module.text(function))
        return any(isinstance(each, Imported) and not self._modules.has(each, at) for each, at in bound)

    def _is_given(self, node: Node | None, scope: Scope) -> bool:
        """Tell whether a function is one of what a caller gives, or of the object itself."""
        while node is not None and node.type in _PARTS:
            node = node.child_by_field_name("object")
        if node is None or node.type == "this":
            return True
        return any(isinstance(each, Parameter) for each, _ in self._bindings.things(node, scope))

    @staticmethod
    def _first(reasons: Iterable[str]) -> str:
        return next(filter(None, reasons), "")
