"""The models that calls of a JavaScript module are given: of SDKs, and of functions that pass them on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from holdfast import Grade, Mention, Role
from holdfast_detect.ids import is_repository, is_surely_one, looks_like_id, may_be_id
from holdfast_detect.javascript.asked import Asked
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import Parameter
from holdfast_detect.javascript.clients import Clients
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope
from holdfast_detect.javascript.nodes import called, entries, unquoted, unspread
from holdfast_detect.javascript.objects import Objects
from holdfast_detect.javascript.sdks import (
    TASKS,
    host_of_call,
    host_of_id,
    is_named,
    is_sdk,
    model_of_title,
    model_position,
)
from holdfast_detect.javascript.settings import Settings
from holdfast_detect.javascript.unknown import Unknown
from holdfast_detect.javascript.values import Values
from holdfast_detect.javascript.wrappers import Wrappers
from holdfast_detect.names import host_of, is_model_argument, plain
from holdfast_detect.roles import role_of
from holdfast_detect.sdks import is_model_method, role_of_call
from holdfast_detect.values import Value, as_choice

_ALWAYS = frozenset(("azureopenaiapideploymentname", "azureopenaiapiembeddingsdeploymentname"))
_CHECKS = re.compile(
    r"\.(?:literal|enum|nativeEnum|union|picklist|oneOf|valid|describe|startsWith|regex|refine)$"
)
"""Methods of schemas that say what is allowed."""


_MAX_STEPS = 2
"""From a call to the objects of which what it is given is made."""


class _Call(NamedTuple):
    """What is called, by its full name, and where that is, as far as it is known."""

    callee: str
    host: str = ""
    region: str = ""


class Calls:
    """The calls of a module."""

    def __init__(
        self,
        names: Names,
        modules: Modules,
        bindings: Bindings,
        values: Values,
        asked: Asked,
        settings: Settings,
        objects: Objects,
    ) -> None:
        self._module, self._bindings = names.code, bindings
        self._values, self._asked = values, asked
        self._settings, self._objects = settings, objects
        self._clients = Clients(names.code, bindings, values)
        self._wrappers = Wrappers(names, bindings, modules)
        self._unknown = Unknown(names.code, bindings, modules)

    def mentions(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models that a call is given, by name or by position."""
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None and arguments.type == "arguments" else []
        given = [each for each in given if each.type != "comment"]
        if not given:
            return
        callee = self._bindings.callee(called(node), scope)
        call = _Call(callee, *self._clients.where(node, scope, callee))
        for each in given:
            yield from self._settings.handed_on(each, scope, callee)
            yield from self._by_name(each, scope, call)
        yield from self._by_position(given, scope, call)
        for value, taken_by in self._wrappers.given(node, given, scope):
            role = role_of_call(taken_by)
            yield from self._taken(value, scope, _Call(taken_by, host_of_call(taken_by)), role)

    def _by_name(self, given: Node, scope: Scope, call: _Call, steps: int = 0) -> Iterator[Mention]:
        if is_sdk(call.callee):
            for each in [given, *map(unspread, given.named_children)]:
                yield from self._of_named(each, scope, call, steps) if each.type == "identifier" else ()
        fields = list(entries(self._module, given))
        is_model = [is_model_argument(key, of_call=".tools." not in call.callee) for key, _ in fields]
        if any(is_model) and self._objects.is_told(given):
            return
        for (key, value), holds_model in zip(fields, is_model, strict=True):
            if key == "name" and is_named(call.callee):
                yield from self._referred(given, value, scope, call.callee)
            elif holds_model:
                role = Role.FALLBACK if "fallback" in key.lower() else role_of_call(call.callee, key)
                if is_sdk(call.callee) or is_model_method(call.callee) or plain(key) in _ALWAYS:
                    yield from self._taken(value, scope, call, role)
                else:
                    for found in self._values.of(value, scope):
                        yield from _argument(found, call, role, certain=False)
                yield from self._made_of(value, scope, role)

    def _of_named(self, given: Node, scope: Scope, call: _Call, steps: int) -> Iterator[Mention]:
        """Yield the models of an object of this module that a call is given by name, or as a part of one."""
        for thing, at in self._bindings.things(given, scope) if steps < _MAX_STEPS else ():
            if isinstance(thing, Node) and at.home is scope.home:
                yield from self._by_name(thing, at, call, steps + 1)
            elif isinstance(thing, Parameter) and not thing.key:
                for each, inner in scope.home.arguments(thing):
                    yield from self._by_name(each, inner, call, steps + 1)
        for key, values in scope.home.put.get(self._module.text(given), {}).items():
            for value, at in values if is_model_argument(key) else ():
                yield from self._taken(value, at, call, role_of_call(call.callee, key))

    def _taken(self, value: Node, scope: Scope, call: _Call, role: Role | None) -> Iterator[Mention]:
        """Yield what a call surely takes as its model, be it that nobody can say which one that is."""
        found = self._asked.of(value, scope) or self._unknown.of(value, scope)
        for each in found:
            yield from _argument(each, call, role, certain=True)

    def _by_position(self, given: list[Node], scope: Scope, call: _Call) -> Iterator[Mention]:
        at, certain, grade, shaped = model_position(call.callee)
        if at < 0 and given[1:] and given[0].type == given[1].type == "string":
            task, text = (unquoted(self._module.text(each)) for each in given[:2])
            at, certain = (1, True) if task in TASKS and is_repository(text) else (-1, False)
        if not 0 <= at < len(given):
            return
        if grade is Grade.HINT and given[at].type == "identifier":  # whoever asks for that one names it
            return
        values = self._values if grade is Grade.HINT else self._asked
        found = values.of(given[at], scope)
        for each in found or (self._unknown.of(given[at], scope) if certain else ()):
            if shaped and not looks_like_id(each.meant):
                continue
            for model in _argument(each, call, role_of_call(call.callee), certain=certain):
                yield model if each.is_choice else model._replace(grade=grade)

    def _referred(self, described: Node, name: Node, scope: Scope, callee: str) -> Iterator[Mention]:
        """Yield the model to which a call refers; with all that it can do it is one that a plugin offers."""
        is_offered = "info" in dict(entries(self._module, described))
        for found in self._values.of(name, scope):
            for model in _argument(found, _Call(callee), role_of_call(callee), certain=True):
                yield as_choice(model) if is_offered else model

    def _made_of(self, value: Node, scope: Scope, role: Role | None) -> Iterator[Mention]:
        """Yield the id of which a function makes a model: `model: together("openai/gpt-oss-20b")`."""
        arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
        if arguments is None or _CHECKS.search(callee := self._bindings.callee(called(value), scope)):
            return
        for each in arguments.named_children[:1]:
            for found in self._values.of(each, scope):
                if looks_like_id(found.meant):
                    yield from _argument(found, _Call(callee, host_of_call(callee)), role, certain=False)


def _argument(value: Value, call: _Call, role: Role | None, *, certain: bool) -> Iterator[Mention]:
    title = model_of_title(call.callee, value.text)
    if (value.unresolved and value.text.startswith("/")) or not (
        value.unresolved or title or may_be_id(value.meant)
    ):
        return
    of_id, model = host_of_id(call.callee, value.meant)
    found = Mention(
        id=value.text,
        at=value.at,
        grade=Grade.INFERRED,
        host=of_id or call.host or host_of(value.variable),
        region=call.region,
        role=role or role_of(value.variable),
        model=model or title or value.model,
        unresolved=value.unresolved,
        certain=certain and (bool(value.unresolved) or is_surely_one(value.meant, "", call.host)),
    )
    yield as_choice(found) if value.is_choice else found
