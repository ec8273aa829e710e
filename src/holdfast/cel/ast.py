"""The syntax of an expression as plain frozen data, and that as data of JSON and back.

Chains of one precedence (`a || b || c`, `a + b - c`) are one node each, so that long ones are not deep.
Every node has the line and column of the token that says most: the operator, the field, the name called.
Nodes are named tuples, which take a sixth of the time of dataclasses to define: forty of them are imported
by every run. Two nodes of different kinds may be equal as tuples; compare what `to_plain` makes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from holdfast.cel.values import Uint

LiteralValue = None | bool | int | float | str | bytes


class Literal(NamedTuple):
    """A constant as written; a Uint is one, and an int is not."""

    value: LiteralValue
    line: int
    column: int


class Name(NamedTuple):
    """A name on its own; `absolute` where it was written with a leading dot."""

    name: str
    absolute: bool
    line: int
    column: int


class Select(NamedTuple):
    """`operand.field`, or `operand.?field`."""

    operand: Node
    field: str
    optional: bool
    line: int
    column: int


class Index(NamedTuple):
    """`operand[key]`, or `operand[?key]`."""

    operand: Node
    key: Node
    optional: bool
    line: int
    column: int


class Call(NamedTuple):
    """`name(arguments)`, or `receiver.name(arguments)`; macros look the same."""

    receiver: Node | None
    name: str
    absolute: bool
    arguments: tuple[Node, ...]
    line: int
    column: int


class Element(NamedTuple):
    """An element of a list; `optional` where it was written `?value`."""

    value: Node
    optional: bool
    line: int
    column: int


class ListOf(NamedTuple):
    """`[a, ?b]`."""

    elements: tuple[Element, ...]
    line: int
    column: int


class Entry(NamedTuple):
    """An entry of a map, or a field of an object; `optional` where it was written `?key: value`."""

    key: Node
    value: Node
    optional: bool
    line: int
    column: int


class MapOf(NamedTuple):
    """`{a: b, ?c: d}`."""

    entries: tuple[Entry, ...]
    line: int
    column: int


class Message(NamedTuple):
    """`type.name{field: value}`; the keys of its entries are literals."""

    type_name: str
    entries: tuple[Entry, ...]
    line: int
    column: int


class Unary(NamedTuple):
    """`!operand` or `-operand`."""

    operator: str
    operand: Node
    line: int
    column: int


class Relation(NamedTuple):
    """`left operator right`, a comparison or `in`."""

    operator: str
    left: Node
    right: Node
    line: int
    column: int


class Term(NamedTuple):
    """An operator of a chain and what stands to its right."""

    operator: str
    operand: Node
    line: int
    column: int


class Arithmetic(NamedTuple):
    """`first + term - term`, or with `*`, `/` and `%`: from left to right."""

    first: Node
    terms: tuple[Term, ...]
    line: int
    column: int


class Logic(NamedTuple):
    """`a && b && c`, or with `||`."""

    operator: str
    operands: tuple[Node, ...]
    line: int
    column: int


class Conditional(NamedTuple):
    """`condition ? then : otherwise`."""

    condition: Node
    then: Node
    otherwise: Node
    line: int
    column: int


Node = (
    Literal | Name | Select | Index | Call | ListOf | MapOf | Message | Unary | Relation | Arithmetic | Logic
    | Conditional
)  # fmt: skip
_PART = (Element, Entry, Term)
_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        Literal, Name, Select, Index, Call, Element, ListOf, Entry, MapOf, Message, Unary, Relation, Term,
        Arithmetic, Logic, Conditional,
    )
}  # fmt: skip
_FIELDS: dict[type, tuple[str, ...]] = {kind: kind._fields for kind in _KINDS.values()}


def children(node: Any) -> Iterator[Any]:
    """Yield the nodes and parts of nodes directly under `node`."""
    for name in _FIELDS[node.__class__]:
        value = getattr(node, name)
        if value.__class__ is tuple:
            yield from value
        elif value.__class__ in _FIELDS:
            yield value


def depth_exceeds(node: Node, limit: int) -> bool:
    """Tell whether nodes nest deeper than `limit`; walks without recursion."""
    stack: list[tuple[Any, int]] = [(node, 1)]
    while stack:
        current, depth = stack.pop()
        if depth > limit:
            return True
        below = depth if isinstance(current, _PART) else depth + 1
        stack.extend((child, below) for child in children(current))
    return False


def to_plain(node: Node) -> Any:
    """Return `node` as data that JSON can hold exactly: lists that begin with the kind of node."""
    return _plain(node)


def from_plain(data: Any) -> Node:
    """Return the node that `to_plain` wrote; ValueError where `data` is none."""
    try:
        node = _from_plain(data, 0)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("this is no syntax tree") from error
    if not isinstance(node, Node):
        raise ValueError("this is no syntax tree")  # noqa: TRY004  # of data, not of a programmer
    return node


MAX_PLAIN_DEPTH = 400
"""Data nests deeper than nodes do: each part of a node is a level of its own."""


def _plain(value: Any) -> Any:
    # Loops and no comprehensions: each would be one more Python frame for each level of nesting.
    kind = value.__class__
    written: list[Any] = []
    if kind is tuple:
        for item in value:
            written.append(_plain(item))  # noqa: PERF401  # a comprehension would cost a frame a level
        return [written]
    if kind in _FIELDS:
        written.append(kind.__name__)
        for name in _FIELDS[kind]:
            written.append(_plain(getattr(value, name)))  # noqa: PERF401  # a comprehension would cost a frame a level
        return written
    if isinstance(value, Uint):
        return ["uint", int(value)]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, float):
        # JSON has neither nan nor inf, and some readers make 1 of 1.0.
        return ["double", value.hex()]
    return value


def _from_plain(data: Any, depth: int) -> Any:
    if depth > MAX_PLAIN_DEPTH:
        raise ValueError("the syntax tree nests too deeply")
    if not isinstance(data, list):
        return data
    read: list[Any] = []
    if isinstance(data[0], list):
        for item in data[0]:
            read.append(_from_plain(item, depth + 1))  # noqa: PERF401  # a comprehension would cost a frame a level
        return tuple(read)
    tag, *parts = data
    if tag == "uint":
        return Uint(parts[0])
    if tag == "bytes":
        return bytes.fromhex(parts[0])
    if tag == "double":
        return float.fromhex(parts[0])
    kind = _KINDS[tag]
    if len(parts) != len(_FIELDS[kind]):
        raise ValueError("a node has the wrong number of fields")
    for part in parts:
        read.append(_from_plain(part, depth + 1))  # noqa: PERF401  # a comprehension would cost a frame a level
    return kind(*read)
