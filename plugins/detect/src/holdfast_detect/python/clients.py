"""Where the models of a call run: host and region, by its own arguments and those of its client."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.names import Imported, Names, Scope
from holdfast_detect.python.sdks import is_sdk
from holdfast_detect.python.values import Values
from holdfast_detect.sdks import BASE_URLS, REGIONS, host_of_client

_UNKNOWN = "?"
_MAX_CHAIN = 8


class Clients:
    """The clients of a module, as far as it says where they ask."""

    def __init__(self, names: Names, bindings: Bindings, values: Values) -> None:
        self._names, self._bindings, self._values = names, bindings, values

    @cached_property
    def are_there(self) -> bool:
        """Whether the module imports an SDK."""
        bound = (each for found in self._names.module.names.values() for each, _ in found)
        return any(isinstance(each, Imported) and is_sdk(each.name) for each in bound)

    def where(self, node: ast.Call, callee: str, scope: Scope) -> tuple[str, str]:
        """Return host and region of a call, by its own arguments and those of its client."""
        host = region = ""
        for call, inner in ((node, scope), *self._makers(node.func, scope)):
            for each in call.keywords:
                name = (each.arg or "").lower()
                if name in BASE_URLS:
                    host = host or self._values.text(each.value, inner) or _UNKNOWN
                elif name in REGIONS:
                    region = region or self._values.text(each.value, inner)
                elif name == "model_provider":
                    host = host or self._values.text(each.value, inner)
                elif name == "vertexai" and isinstance(each.value, ast.Constant) and each.value.value is True:
                    host = host or "vertex_ai"
            if "boto3" in callee and isinstance(call.func, ast.Attribute) and call.func.attr == "client":
                region = region or (self._values.text(call.args[1], inner) if len(call.args) > 1 else "")
        if not region and "vertexai" in callee:
            region = self._region_of_google
        if "boto3" in callee or host.startswith("bedrock"):
            host = "bedrock"
        return (host if host != _UNKNOWN else "") if host else host_of_client(callee), region

    @cached_property
    def _region_of_google(self) -> str:
        """Return the one region that the module gives to `vertexai.init`, which holds for all its calls."""
        calls = ((node, scope) for node, scope in self._names.nodes if isinstance(node, ast.Call))
        found = {
            self._values.text(each.value, scope)
            for node, scope in calls
            if isinstance(node.func, ast.Attribute) and node.func.attr == "init"
            for each in node.keywords
            if each.arg == "location" and self._bindings.callee(node.func, scope).startswith("vertexai")
        }
        return found.pop() if len(found) == 1 else ""

    def _makers(self, node: ast.expr, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
        for _ in range(_MAX_CHAIN):
            if isinstance(node, ast.Attribute):
                made = self._bindings.constructor(node, scope)
                node = node.value
            else:
                made = self._bindings.constructor(node, scope)
                if made is None:
                    return
                node, scope = made[0].func, made[1]
            if made is not None:
                yield made
