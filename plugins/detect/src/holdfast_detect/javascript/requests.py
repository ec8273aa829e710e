"""Requests that a JavaScript module sends without an SDK: where to, and the model that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention, Role
from holdfast_detect.ids import may_be_id
from holdfast_detect.javascript.asked import Asked
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import called, entries
from holdfast_detect.javascript.values import Values
from holdfast_detect.values import Budget

_SENDS = re.compile(r"(?i)fetch|axios|request|websocket|eventsource|(?:^|\.)(?:got|ky|post|put|send|stream)$")
"""The last name of what sends a request."""

_URL = re.compile(r"(?:https?|wss?)://")
_CLOUDS = (
    ("openai.azure.com", "azure"),
    ("services.ai.azure.com", "azure"),
    ("bedrock-runtime", "bedrock"),
    ("aiplatform.googleapis.com", "vertex_ai"),
)
"""By a part of their address: the hosts whose address begins with a name of one's own, or a region."""

_HOSTS = {
    "google": "gemini",
    "vertex": "vertex_ai",
    "azure": "azure",
    "cloudflare": "cloudflare",
    "bedrock": "bedrock",
}
"""By what an address has the form of: the host, where the address is only a path."""

_IN_ADDRESS = re.compile(
    r"/models/(?P<google>(?:\$\{[^{}]*\}|[^/?#${}])+):(?:streamG|g)enerate\w+"
    r"|/models/(?P<verb>(?:\$\{[^{}]*\}|[^/?#${}])+):(?:(?:batchE|e)mbed(?:Content|Text)s?|countTokens)"
    r"|publishers/[\w-]+/models/(?P<vertex>(?:\$\{[^{}]*\}|[^/?#${}])+):(?:stream)?(?:[rR]aw)?[pP]redict\w*"
    r"|/openai/deployments/(?P<azure>\$\{[^{}]*\}|[^/?#${}]+)/"
    r"|/ai/run/(?P<cloudflare>\$\{[^{}]*\}|@(?:cf|hf)/[\w./-]+)"
    r"|bedrock-runtime[^/]*/model/(?P<bedrock>\$\{[^{}]*\}|[^/?#${}]+)/(?:invoke|converse)"
    r"|(?:huggingface\.co/(?:hf-inference/)?(?:models|pipeline/[\w-]+)|replicate\.com/v1/models|deepinfra\.com/v1/inference"
    r"|//(?:queue\.)?fal\.run)/(?P<hub>\$\{[^{}]*\}|[\w.-]+/[\w.-]+(?:/[\w.-]+)*?)(?=$|[?#]|/predictions|/v1/)"
    r"|/(?:realtime|listen|speak)\?(?:[^#]*&)?model=(?P<query>\$\{[^{}]*\}|[^&#${}]+)"
)
_MARKS = (
    "/models/", "/deployments/", "/run/", "/model/", "huggingface.co/", "deepinfra", "fal.run", "model=",
)  # fmt: skip
_SUBSTITUTED = re.compile(r"\$\{[^{}]*\}")
_BODIES = frozenset(("body", "data", "json", "payload"))
_MAX_DEPTH = 6


class Requests:
    """What a module sends by itself."""

    def __init__(self, module: JavaScript, bindings: Bindings, values: Values, asked: Asked) -> None:
        self._module, self._bindings = module, bindings
        self._values, self._asked = values, asked
        self._budget = Budget()

    def host(self, call: Node, scope: Scope) -> str:
        """Return the host, or the address, to which a call sends; nothing where that is not known."""
        if not _SENDS.search(self._module.text(called(call)).rpartition("?.")[2][-40:]):
            return ""
        arguments = call.child_by_field_name("arguments")
        given = arguments.named_children[:1] if arguments is not None else []
        for each in given:
            url = dict(entries(self._module, each)).get("url") if each.type == "object" else each
            return self._at(self._address(url, scope))
        return ""

    def _at(self, address: str) -> str:
        cloud = (host for part, host in _CLOUDS if part in address)
        return next(cloud, address if _URL.match(address) else "")

    def bodies(self, call: Node, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        """Yield the objects that a call sends, each with the scope of its names."""
        self._budget.renew()
        arguments = call.child_by_field_name("arguments")
        for each in arguments.named_children if arguments is not None else ():
            yield from self._objects(each, scope, 0)

    def in_address(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the model of an address into which parts are put; whole ones are found without a parser."""
        text = self._module.text(node)[1:-1]
        if not any(mark in text for mark in _MARKS):
            return
        if any(char.isspace() for char in _SUBSTITUTED.sub("", text)):
            return
        found = _IN_ADDRESS.search(text)
        if found is None:
            return
        group = found.lastgroup or ""
        start = found.start(group)
        host = self._at(self._address(node, scope)) or _HOSTS.get(group, "")
        if not found[group].startswith("${"):
            if may_be_id(found[group]):
                yield Mention(
                    id=found[group], at=self._module.at(node) + 1 + start, grade=Grade.INFERRED, host=host
                )
            return
        offset = len(text[:start].encode("utf-8", "replace")) + 1
        for part in node.named_children:
            if part.type == "template_substitution" and part.start_byte == node.start_byte + offset:
                for value in self._asked.of(part.named_children[0] if part.named_children else None, scope):
                    yield Mention(
                        id=value.text,
                        at=value.at,
                        grade=Grade.HINT if value.is_choice else Grade.INFERRED,
                        host=host,
                        role=Role.CHOICE if value.is_choice else None,
                        model=value.model,
                        unresolved=value.unresolved,
                        certain=True,
                    )

    def _address(self, node: Node | None, scope: Scope) -> str:
        """Return what is known of a text from its beginning on."""
        self._budget.renew()
        return self._beginning(node, scope, 0)

    def _beginning(self, node: Node | None, scope: Scope, steps: int) -> str:
        if node is None or steps > _MAX_DEPTH or not self._budget.spend():
            return ""
        if text := self._values.text(node, scope):
            return text
        if node.type == "template_string":
            written = self._module.text(node)[1:-1]
            if written.startswith("${"):
                first = node.named_children[0].named_children
                return self._beginning(first[0] if first else None, scope, steps + 1)
            return written
        if node.type == "binary_expression":
            return self._beginning(node.child_by_field_name("left"), scope, steps + 1) or self._beginning(
                node.child_by_field_name("right"), scope, steps + 1
            )
        if node.type == "new_expression" and self._module.text(called(node)) == "URL":
            arguments = node.child_by_field_name("arguments")
            given = arguments.named_children if arguments is not None else []
            return self._beginning(given[-1] if given else None, scope, steps + 1)
        known = (
            self._beginning(bound, inner, steps + 1)
            for bound, inner in self._bindings.bound(node, scope)
            if isinstance(bound, Node)
        )
        return next(filter(None, known), "")

    def _objects(self, node: Node, scope: Scope, steps: int) -> Iterator[tuple[Node, Scope]]:
        if steps > _MAX_DEPTH or not self._budget.spend():
            return
        if node.type == "object":
            yield node, scope
            for key, value in entries(self._module, node):
                if key in _BODIES:
                    yield from self._objects(value, scope, steps + 1)
        elif node.type == "call_expression" and self._module.text(called(node)) == "JSON.stringify":
            arguments = node.child_by_field_name("arguments")
            for each in arguments.named_children[:1] if arguments is not None else ():
                yield from self._objects(each, scope, steps + 1)
        elif node.type in ("identifier", "shorthand_property_identifier"):
            found = (
                scope.lookup(self._module.text(node))
                if node.type == "shorthand_property_identifier"
                else self._bindings.bound(node, scope)
            )
            for bound, inner in found:
                if isinstance(bound, Node) and inner.home is scope.home:  # what is there is found there
                    yield from self._objects(bound, inner, steps + 1)
