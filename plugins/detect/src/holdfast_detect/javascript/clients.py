"""Where the calls of a JavaScript module go: host and region, by what they and their clients are given."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import called, entries
from holdfast_detect.javascript.sdks import host_of_call
from holdfast_detect.javascript.values import Values
from holdfast_detect.sdks import BASE_URLS, REGIONS

_UNKNOWN = "?"
_MAX_CHAIN = 8


class Clients:
    """The clients of a module."""

    def __init__(self, module: JavaScript, bindings: Bindings, values: Values) -> None:
        self._module, self._bindings, self._values = module, bindings, values

    def where(self, node: Node, scope: Scope, callee: str) -> tuple[str, str]:
        """Return host and region of a call, by its own arguments and those of its client."""
        host = region = ""
        sender = node.parent.parent if callee.endswith("Command") and node.parent is not None else None
        for call, inner in (
            (node, scope),
            *self._made(called(node), scope),
            *(self._made(called(sender), scope) if sender is not None else ()),
        ):
            arguments = call.child_by_field_name("arguments")
            for each in arguments.named_children if arguments is not None else ():
                for key, value in entries(self._module, each):
                    name = key.lower()
                    if name in BASE_URLS:
                        host = host or self._values.text(value, inner) or _UNKNOWN
                    elif name in REGIONS:
                        region = region or self._values.text(value, inner)
                    elif name == "vertexai" and self._module.text(value) == "true":
                        host = host or "vertex_ai"
                    elif name == "modelprovider":
                        host = host or self._values.text(value, inner)
                    elif name == "configuration":
                        host = host or self._base_url(value, inner)
        # A resource of Azure is no URL, and of no use as a host.
        known = host if "://" in host or host_of_call(callee) != "azure" else "azure"
        return ("" if known == _UNKNOWN else known) if host else host_of_call(callee), region

    def _base_url(self, node: Node, scope: Scope) -> str:
        found = (value for key, value in entries(self._module, node) if key.lower() in BASE_URLS)
        return next((self._values.text(value, scope) or _UNKNOWN for value in found), "")

    def _made(self, node: Node | None, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        for _ in range(_MAX_CHAIN):
            if node is None:
                return
            made = self._bindings.made(node, scope)
            if made is not None:
                yield made
                node, scope = called(made[0]), made[1]
            else:
                node = node.child_by_field_name("object")
