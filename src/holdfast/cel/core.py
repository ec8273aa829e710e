"""The core language, which evaluators and checks work on: names are slots, macros are loops.

`holdfast.cel.resolve` makes it from the syntax tree. Every node keeps the place of the syntax it came
from. They are named tuples for the reason that those of the syntax are.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from holdfast.cel.library import Builtin
from holdfast.model.function import Function

if TYPE_CHECKING:
    Node: TypeAlias = (
        "Constant | Variable | Undeclared | Local | Select | Has | Index | Binary | Arithmetic | Unary"
        " | Logic | Conditional | ListOf | MapOf | Wrapper | Call | Failing | Loop | Bind | OptionalMap"
        " | OptionalOr"
    )
else:
    Node = Any  # typing compiles an annotation in quotes: of thirty fields, at every start


class Constant(NamedTuple):
    """A value that is known before evaluation."""

    value: Any
    line: int
    column: int


class Variable(NamedTuple):
    """A binding that the caller gives, by its full name."""

    slot: int
    name: str
    line: int
    column: int


class Undeclared(NamedTuple):
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


class Local(NamedTuple):
    """The variable of a macro; `bound` where `cel.bind` set it, which may have failed."""

    slot: int
    name: str
    bound: bool
    line: int
    column: int


class Select(NamedTuple):
    """`operand.field`, or `operand.?field`."""

    operand: Node
    field: str
    optional: bool
    line: int
    column: int


class Has(NamedTuple):
    """`has(operand.field)`."""

    operand: Node
    field: str
    line: int
    column: int


class Index(NamedTuple):
    """`operand[key]`, or `operand[?key]`."""

    operand: Node
    key: Node
    optional: bool
    line: int
    column: int


class Binary(NamedTuple):
    """`left operator right`: arithmetic, comparison, `==`, `!=` or `in`."""

    operator: str
    left: Node
    right: Node
    line: int
    column: int


class Arithmetic(NamedTuple):
    """A chain of arithmetic from left to right; each step has its operator, operand and place."""

    first: Node
    steps: tuple[tuple[str, Node, int, int], ...]
    line: int
    column: int


class Unary(NamedTuple):
    """`!operand` or `-operand`."""

    operator: str
    operand: Node
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


class ListOf(NamedTuple):
    """A list of values, each with whether it is optional."""

    elements: tuple[tuple[Node, bool], ...]
    line: int
    column: int


class MapOf(NamedTuple):
    """A map of keys and values, each pair with whether it is optional."""

    entries: tuple[tuple[Node, Node, bool], ...]
    line: int
    column: int


class Wrapper(NamedTuple):
    """`google.protobuf.Int32Value{value: operand}`: the value itself, checked."""

    type_name: str
    operand: Node | None
    line: int
    column: int


class Call(NamedTuple):
    """A call of a function, ours or the caller's; a receiver is the first argument."""

    function: Builtin | Function
    arguments: tuple[Node, ...]
    line: int
    column: int


class Failing(NamedTuple):
    """What can only fail: a call of a function that nobody declared."""

    message: str
    line: int
    column: int


class Loop(NamedTuple):
    """A macro over a list or a map.

    `first` is the slot of its variable, or of the index or key where there is a `second` one for the value.
    `condition` is the predicate or filter, `body` what is made of each element. `nodes` is how many nodes
    both have, which each round may evaluate.
    """

    kind: str
    source: Node
    first: int
    second: int | None
    condition: Node | None
    body: Node | None
    line: int
    column: int
    nodes: int


class Bind(NamedTuple):
    """`cel.bind(name, value, body)`."""

    slot: int
    value: Node
    body: Node
    line: int
    column: int


class OptionalMap(NamedTuple):
    """`operand.optMap(name, body)`, or optFlatMap where `flat`."""

    operand: Node
    slot: int
    body: Node
    flat: bool
    line: int
    column: int


class OptionalOr(NamedTuple):
    """`operand.or(other)`, or orValue where `unwrap`; `other` is only evaluated where it is needed."""

    operand: Node
    other: Node
    unwrap: bool
    line: int
    column: int


class Resolved(NamedTuple):
    """A resolved expression: the variables it reads by slot, and how many slots its frame has."""

    root: Node
    variables: tuple[Variable | Undeclared, ...]
    slots: int


NODES = (
    Constant, Variable, Undeclared, Local, Select, Has, Index, Binary, Arithmetic, Unary, Logic, Conditional,
    ListOf, MapOf, Wrapper, Call, Failing, Loop, Bind, OptionalMap, OptionalOr,
)  # fmt: skip
"""The kinds of node: with plain values, functions, Uint and Type all that an expression is made of."""
