"""What a Python module sends without an SDK: the address that each body goes to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.calls import keyword
from holdfast_detect.python.names import Names, Scope
from holdfast_detect.python.values import Values

_SENDS = frozenset(("post", "request", "apost", "stream", "Request", "fetch", "put"))
_BODIES = ("json", "data", "body", "content")


def addresses(names: Names, bindings: Bindings, values: Values) -> Mapping[int, str]:
    """Return the address that each mapping is sent to, by the `id` of its node."""
    found: dict[int, str] = {}
    for node, scope in names.nodes:
        if isinstance(node, ast.Call) and _name(node.func) in _SENDS:
            address = next(filter(None, (_address(each, scope, values) for each in _where(node))), "")
            body = keyword(node, *_BODIES)
            if address and body is not None:
                found.update((id(each), address) for each in _mappings(body, scope, bindings))
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _where(node: ast.Call) -> Iterator[ast.expr]:
    if (named := keyword(node, "url")) is not None:
        yield named
    yield from node.args[:2]


def _address(node: ast.expr, scope: Scope, values: Values) -> str:
    text = values.text(node, scope)
    return text if text.startswith(("https://", "http://")) else ""


def _mappings(node: ast.expr, scope: Scope, bindings: Bindings) -> Iterator[ast.Dict]:
    """Yield the mappings that a body is, by a name or as the text that they are written to."""
    todo, seen = [(node, scope)], set[int]()
    while todo:
        each, inner = todo.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        match each:
            case ast.Dict():
                yield each
            case ast.Call(func=ast.Attribute(value=value, attr="encode")):
                todo.append((value, inner))
            case ast.Call(func=ast.Attribute(attr="dumps"), args=[value, *_]):
                todo.append((value, inner))
            case ast.Name() | ast.Attribute():
                bound = bindings.bound(each, inner)
                todo += [(one, of) for one, of in bound if isinstance(one, ast.Dict | ast.Call)]
