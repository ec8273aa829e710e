"""Static checks: what is wrong with an expression whatever its variables hold, from their declared types.

Only what is certain is an error: what is not known is `dyn`, and goes with everything.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from holdfast.cel import core, types, wording
from holdfast.cel.fields import element_type, field_of, field_type
from holdfast.cel.library import Builtin
from holdfast.cel.notes import ABSENT, CONSTANT, EMPTY_ALL, Note, Notes
from holdfast.cel.relations import check_relation
from holdfast.cel.shapes import arithmetic, element_of, have_order, inside, result_of, walked
from holdfast.cel.types import (
    BOOL,
    BYTES,
    DOUBLE,
    DYN,
    INT,
    NOTHING,
    NULL,
    NUMBER,
    OPTIONAL,
    STRING,
    TYPE,
    UINT,
    AnyType,
    ListOf,
    MapOf,
    Object,
    OptionalOf,
    depth_of,
    fits,
    join,
    show,
)
from holdfast.cel.values import Type, Uint


class Checked(NamedTuple):
    """What the checks found, each by place, and the type of the whole expression."""

    errors: tuple[Note, ...]
    warnings: tuple[Note, ...]
    type: AnyType


def check(
    resolved: core.Resolved,
    variables: Mapping[str, AnyType],
    wanted: AnyType = DYN,
    what: str = "the expression",
) -> Checked:
    """Check `resolved`, whose variables have the types `variables`; a name that is not there is `dyn`.

    `wanted` is the type that the whole must have, `what` how messages call it.
    """
    checker = _Checker(variables)
    root = resolved.root
    kind = checker.type_of(root)
    if not fits(kind, wanted):
        checker.wrong(root, f"{what} must be {show(wanted)}, not {show(kind)}")
    if isinstance(root, core.Loop) and root.kind == "all" and not _never_empty(root.source):
        checker.warn(root, EMPTY_ALL, "all() is true of an empty list")
    warnings = [
        note for path, note in checker.warnings if note.kind != ABSENT or path not in checker.asked_for
    ]
    if not resolved.variables:
        warnings = [note for note in warnings if note.kind != CONSTANT]
        warnings.append(Note(root.line, root.column, "the expression is always the same", CONSTANT))
    return Checked(tuple(sorted(set(checker.errors))), tuple(sorted(set(warnings))), kind)


def _never_empty(node: core.Node) -> bool:
    return isinstance(node, core.ListOf) and any(not optional for _, optional in node.elements)


class _Checker(Notes):
    """Finds the type of every node, and notes what cannot be."""

    def __init__(self, variables: Mapping[str, AnyType]) -> None:
        super().__init__()
        self.variables = variables
        self.locals: dict[int, AnyType] = {}
        self.absent: set[int] = set()
        self.asked_for: set[str] = set()
        self.names_read = 0

    def type_of(self, node: core.Node) -> AnyType:
        kind = _HANDLERS[node.__class__](self, node)
        return kind if depth_of(kind) <= _DEEPEST else DYN

    def _constant(self, node: core.Constant) -> AnyType:
        return _CONSTANTS.get(node.value.__class__, DYN)

    def _variable(self, node: core.Variable) -> AnyType:
        self.names_read += 1
        return self.variables.get(node.name, DYN)

    def _undeclared(self, _: core.Undeclared) -> AnyType:
        self.names_read += 1
        return DYN

    def _local(self, node: core.Local) -> AnyType:
        self.names_read += 1
        return self.locals.get(node.slot, DYN)

    def _select(self, node: core.Select) -> AnyType:
        owner = self.type_of(node.operand)
        kind = field_type(self, owner, node.field, node)
        if node.optional:
            return kind if isinstance(kind, OptionalOf) else OptionalOf(kind)
        field = field_of(owner, node.field) if isinstance(owner, Object) else None
        if field is not None and field.may_be_absent and wording.path_of(node):
            self.absent.add(id(node))
        return kind

    def _has(self, node: core.Has) -> AnyType:
        field_type(self, self.type_of(node.operand), node.field, node)
        self.asked_for.add(wording.path_of(node))
        return BOOL

    def _index(self, node: core.Index) -> AnyType:
        owner, key = self.type_of(node.operand), self.type_of(node.key)
        kind = element_type(self, owner, key, node)
        if node.optional:
            return kind if isinstance(kind, OptionalOf) else OptionalOf(kind)
        return kind

    def _binary(self, node: core.Binary) -> AnyType:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if node.operator in _ARITHMETIC:
            return self._step(node.operator, left, right, node)
        check_relation(self, node, left, right)
        if node.operator == "!=":
            for operand in (node.left, node.right):
                if id(operand) in self.absent:
                    path = wording.path_of(operand)
                    said = f"`{path}` may be absent, and then `!=` is unknown, not true"
                    self.warn(node, ABSENT, said, path)
        return BOOL

    def _step(self, operator: str, left: AnyType, right: AnyType, at: Any) -> AnyType:
        made = arithmetic(operator, left, right)
        if made is None:
            return self.wrong(at, f"`{operator}` does not take {show(left)} and {show(right)}")
        return made

    def _arithmetic(self, node: core.Arithmetic) -> AnyType:
        kind = self.type_of(node.first)
        for operator, operand, line, column in node.steps:
            kind = self._step(operator, kind, self.type_of(operand), Note(line, column, ""))
        return kind

    def _unary(self, node: core.Unary) -> AnyType:
        kind = self.type_of(node.operand)
        if node.operator == "!":
            self.needs(BOOL, kind, node.operand, "`!`")
            return BOOL
        self.needs(_SIGNED, kind, node.operand, "`-`")
        return kind if kind in (INT, DOUBLE) else DYN

    def _logic(self, node: core.Logic) -> AnyType:
        for operand in node.operands:
            read = self.names_read
            self.needs(BOOL, self.type_of(operand), operand, f"`{node.operator}`")
            if read == self.names_read:
                self.warn(operand, CONSTANT, "this part is always the same")
        return BOOL

    def _conditional(self, node: core.Conditional) -> AnyType:
        self.needs(BOOL, self.type_of(node.condition), node.condition, "`?:`")
        return join(self.type_of(node.then), self.type_of(node.otherwise))

    def _list(self, node: core.ListOf) -> AnyType:
        element: AnyType = NOTHING
        for value, optional in node.elements:
            element = join(element, self._unwrapped(value, optional))
        return ListOf(element)

    def _map(self, node: core.MapOf) -> AnyType:
        key: AnyType = NOTHING
        value: AnyType = NOTHING
        for each, held, optional in node.entries:
            found = self.type_of(each)
            self.needs(_KEYS_MADE, found, each, "a key")
            key, value = join(key, found), join(value, self._unwrapped(held, optional))
        return MapOf(value, key)

    def _unwrapped(self, node: core.Node, optional: bool) -> AnyType:  # noqa: FBT001  # as the node has it
        kind = self.type_of(node)
        if not optional:
            return kind
        self.needs(OPTIONAL, kind, node, "`?`")
        return inside(kind)

    def _wrapper(self, node: core.Wrapper) -> AnyType:
        if node.operand is not None:
            self.type_of(node.operand)
        return DYN

    def _call(self, node: core.Call) -> AnyType:
        function = node.function
        arguments = [self.type_of(argument) for argument in node.arguments]
        last = function.parameters[-1:] * (len(arguments) - len(function.parameters))
        builtin = isinstance(function, Builtin)
        for argument, kind, declared in zip(
            node.arguments, arguments, (*function.parameters, *last), strict=False
        ):
            # A function of the caller's that takes doubles takes integers too.
            wanted = NUMBER if declared == "double" and not builtin else types.parse_type(declared)
            self.needs(wanted, kind, argument, f"{function.name}()")
        if function.name == "sort" and builtin:
            self._ordered(element_of(arguments[0]), node, "sort")
        if function.name == "matches" and builtin:
            self._pattern(node.arguments[-1])
        if builtin:
            return result_of(function.name, function.result, arguments)
        return types.parse_type(function.result)

    def _pattern(self, node: core.Node) -> None:
        if isinstance(node, core.Constant) and isinstance(node.value, str):
            mistake = wording.mistake_of_pattern(node.value)
            if mistake:
                self.wrong(node, mistake)

    def _ordered(self, kind: AnyType, at: Any, name: str) -> None:
        if not have_order(kind, kind):
            self.wrong(at, f"{name}() needs what has an order, not {show(kind)}")

    def _failing(self, node: core.Failing) -> AnyType:
        return self.wrong(node, node.message)

    def _loop(self, node: core.Loop) -> AnyType:
        source = self.type_of(node.source)
        parts = walked(source)
        sorts = node.kind == "sortBy"
        if parts is None or (sorts and not fits(source, types.LIST)):
            wanted = "a list" if sorts else "a list or a map"
            self.wrong(node, f"{node.kind}() needs {wanted}, not {show(source)}")
            parts = (DYN, DYN, DYN)
        single, first, second = parts
        self.locals[node.first] = single if node.second is None else first
        if node.second is not None:
            self.locals[node.second] = second
        if node.condition is not None:
            self.needs(BOOL, self.type_of(node.condition), node.condition, f"{node.kind}()")
        body = self.type_of(node.body) if node.body is not None else DYN
        if node.kind in ("all", "exists", "exists_one"):
            return BOOL
        if sorts:
            self._ordered(body, node, "sortBy")
        if node.kind in ("filter", "sortBy"):
            return ListOf(single)
        if node.kind == "transformMap":
            return MapOf(body, first)
        if node.kind == "transformMapEntry":
            return body
        return ListOf(body)

    def _bind(self, node: core.Bind) -> AnyType:
        self.locals[node.slot] = self.type_of(node.value)
        return self.type_of(node.body)

    def _optional_map(self, node: core.OptionalMap) -> AnyType:
        operand = self.type_of(node.operand)
        self.needs(OPTIONAL, operand, node.operand, "optFlatMap()" if node.flat else "optMap()")
        self.locals[node.slot] = inside(operand)
        body = self.type_of(node.body)
        return body if node.flat else OptionalOf(body)

    def _optional_or(self, node: core.OptionalOr) -> AnyType:
        operand, other = self.type_of(node.operand), self.type_of(node.other)
        self.needs(OPTIONAL, operand, node.operand, "orValue()" if node.unwrap else "or()")
        return join(inside(operand), other) if node.unwrap else join(operand, other)


_CONSTANTS: dict[type, AnyType] = {
    type(None): NULL, bool: BOOL, int: INT, Uint: UINT, float: DOUBLE, str: STRING, bytes: BYTES, Type: TYPE,
}  # fmt: skip
_DEEPEST = 8
"""What nests deeper is not looked into: comparing types takes time exponential in their depth."""

_ARITHMETIC = ("+", "-", "*", "/", "%")
_KEYS_MADE = types.Either((STRING, BOOL, INT, UINT))
_SIGNED = types.Either((INT, DOUBLE))

# ruff: noqa: SLF001  # the table belongs to the class
_HANDLERS: dict[type, Callable[[_Checker, Any], AnyType]] = {
    core.Constant: _Checker._constant,
    core.Variable: _Checker._variable,
    core.Undeclared: _Checker._undeclared,
    core.Local: _Checker._local,
    core.Select: _Checker._select,
    core.Has: _Checker._has,
    core.Index: _Checker._index,
    core.Binary: _Checker._binary,
    core.Arithmetic: _Checker._arithmetic,
    core.Unary: _Checker._unary,
    core.Logic: _Checker._logic,
    core.Conditional: _Checker._conditional,
    core.ListOf: _Checker._list,
    core.MapOf: _Checker._map,
    core.Wrapper: _Checker._wrapper,
    core.Call: _Checker._call,
    core.Failing: _Checker._failing,
    core.Loop: _Checker._loop,
    core.Bind: _Checker._bind,
    core.OptionalMap: _Checker._optional_map,
    core.OptionalOr: _Checker._optional_or,
}
