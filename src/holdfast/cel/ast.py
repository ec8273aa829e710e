"""The syntax of an expression as plain frozen data.

Chains of one precedence (`a || b || c`, `a + b - c`) are one node each, so that long ones are not deep.
Every node has the line and column of the token that says most: the operator, the field, the name called.
Nodes are named tuples, which take a sixth of the time of dataclasses to define: forty of them are imported
by every run. Two nodes of different kinds may be equal as tuples; compare what `repr` makes of them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

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

    operand: "Node"
    field: str
    optional: bool
    line: int
    column: int


class Index(NamedTuple):
    """`operand[key]`, or `operand[?key]`."""

    operand: "Node"
    key: "Node"
    optional: bool
    line: int
    column: int


class Call(NamedTuple):
    """`name(arguments)`, or `receiver.name(arguments)`; macros look the same."""

    receiver: "Node | None"
    name: str
    absolute: bool
    arguments: tuple["Node", ...]
    line: int
    column: int


class Element(NamedTuple):
    """An element of a list; `optional` where it was written `?value`."""

    value: "Node"
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

    key: "Node"
    value: "Node"
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
    operand: "Node"
    line: int
    column: int


class Relation(NamedTuple):
    """`left operator right`, a comparison or `in`."""

    operator: str
    left: "Node"
    right: "Node"
    line: int
    column: int


class Term(NamedTuple):
    """An operator of a chain and what stands to its right."""

    operator: str
    operand: "Node"
    line: int
    column: int


class Arithmetic(NamedTuple):
    """`first + term - term`, or with `*`, `/` and `%`: from left to right."""

    first: "Node"
    terms: tuple[Term, ...]
    line: int
    column: int


class Logic(NamedTuple):
    """`a && b && c`, or with `||`."""

    operator: str
    operands: tuple["Node", ...]
    line: int
    column: int


class Conditional(NamedTuple):
    """`condition ? then : otherwise`."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    line: int
    column: int


Node = (
    Literal | Name | Select | Index | Call | ListOf | MapOf | Message | Unary | Relation | Arithmetic | Logic
    | Conditional
)  # fmt: skip
_PART = (Element, Entry, Term)
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: kind._fields
    for kind in (
        Literal, Name, Select, Index, Call, Element, ListOf, Entry, MapOf, Message, Unary, Relation, Term,
        Arithmetic, Logic, Conditional,
    )
}  # fmt: skip


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
