"""The core language, which evaluators and checks work on: names are slots, macros are loops.

`holdfast.cel.resolve` makes it from the syntax tree. Every node keeps the place of the syntax it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from holdfast.cel.library import Builtin
from holdfast.model.function import Function


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is known before evaluation."""

    value: Any
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Variable:
    """A binding that the caller gives, by its full name."""

    slot: int
    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A name that is looked up at evaluation, as nobody declared variables.

    The first of `candidates` that is bound is taken: its full name and the fields to select from it;
    `otherwise` is a type that has this name.
    """

    slot: int
    name: str
    candidates: tuple[tuple[str, tuple[str, ...]], ...]
    otherwise: Constant | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Local:
    """The variable of a macro; `bound` where `cel.bind` set it, which may have failed."""

    slot: int
    name: str
    bound: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Select:
    """`operand.field`, or `operand.?field`."""

    operand: Node
    field: str
    optional: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Has:
    """`has(operand.field)`."""

    operand: Node
    field: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Index:
    """`operand[key]`, or `operand[?key]`."""

    operand: Node
    key: Node
    optional: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`: arithmetic, comparison, `==`, `!=` or `in`."""

    operator: str
    left: Node
    right: Node
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A chain of arithmetic from left to right; each step has its operator, operand and place."""

    first: Node
    steps: tuple[tuple[str, Node, int, int], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Unary:
    """`!operand` or `-operand`."""

    operator: str
    operand: Node
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Logic:
    """`a && b && c`, or with `||`."""

    operator: str
    operands: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? then : otherwise`."""

    condition: Node
    then: Node
    otherwise: Node
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values, each with whether it is optional."""

    elements: tuple[tuple[Node, bool], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map of keys and values, each pair with whether it is optional."""

    entries: tuple[tuple[Node, Node, bool], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Wrapper:
    """`google.protobuf.Int32Value{value: operand}`: the value itself, checked."""

    type_name: str
    operand: Node | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function, ours or the caller's; a receiver is the first argument."""

    function: Builtin | Function
    arguments: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Failing:
    """What can only fail: a call of a function that nobody declared."""

    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Loop:
    """A macro over a list or a map.

    `first` is the slot of its variable, or of the index or key where there is a `second` one for the value.
    `condition` is the predicate or filter, `body` what is made of each element.
    """

    kind: str
    source: Node
    first: int
    second: int | None
    condition: Node | None
    body: Node | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Bind:
    """`cel.bind(name, value, body)`."""

    slot: int
    value: Node
    body: Node
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class OptionalMap:
    """`operand.optMap(name, body)`, or optFlatMap where `flat`."""

    operand: Node
    slot: int
    body: Node
    flat: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class OptionalOr:
    """`operand.or(other)`, or orValue where `unwrap`; `other` is only evaluated where it is needed."""

    operand: Node
    other: Node
    unwrap: bool
    line: int
    column: int


Node = (
    Constant | Variable | Undeclared | Local | Select | Has | Index | Binary | Arithmetic | Unary | Logic
    | Conditional | ListOf | MapOf | Wrapper | Call | Failing | Loop | Bind | OptionalMap | OptionalOr
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved expression: the variables it reads by slot, and how many slots its frame has."""

    root: Node
    variables: tuple[Variable | Undeclared, ...]
    slots: int
