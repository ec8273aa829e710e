"""The evaluator: each core node becomes a Python closure over a frame.

Failures are raised and absorbed where CEL says so. The usual classes are handled inline, everything else
goes to the functions of `operators`. A failure that a node meets often is made once and raised again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from holdfast.cel import core
from holdfast.cel.access import field_of, has_field, item, optional_field, optional_item, path_of
from holdfast.cel.binary import arithmetic_closure, binary_closure
from holdfast.cel.budget import LONG, Frame, weigh
from holdfast.cel.building import list_closure, map_closure
from holdfast.cel.calls import call_closure
from holdfast.cel.conversions import WRAPPERS, wrapped
from holdfast.cel.errors import ABSORBED, CelEvaluationError, OperationError
from holdfast.cel.failures import Closure, Raised, at, both, placed, unfit
from holdfast.cel.logic import conditional_closure, logic_closure, unary_closure
from holdfast.cel.loops import loop_closure
from holdfast.cel.values import MISSING, NOTHING, Optional, Remembering, adapt

Compile = Callable[[core.Node], Closure]
"""Compiles the parts of a node: `compile_node`, or what records around it."""


def compile_node(node: core.Node) -> Closure:
    """Return the closure that evaluates `node`."""
    return _COMPILERS[node.__class__](node, compile_node)


def compile_with(node: core.Node, compiled: Compile) -> Closure:
    """Return the closure that evaluates `node`, whose parts are `compiled`."""
    return _COMPILERS[node.__class__](node, compiled)


def _constant(node: core.Constant, _: Compile) -> Closure:
    value = node.value
    return lambda _: value


def _variable(node: core.Variable, _: Compile) -> Closure:
    slot = node.slot

    def read(frame: Frame) -> Any:
        value = frame[slot]
        if value.__class__ is Raised:
            raise value.error.with_traceback(None)
        return value

    return read


def _undeclared(node: core.Undeclared, _: Compile) -> Closure:
    slot = node.slot
    otherwise = node.otherwise.value if node.otherwise else MISSING

    def read(frame: Frame) -> Any:
        value = frame[slot]
        if value.__class__ is not Raised:
            return value
        if otherwise is not MISSING and isinstance(value.error, CelEvaluationError):
            return otherwise
        raise value.error.with_traceback(None)

    return read


def _local(node: core.Local, compiled: Compile) -> Closure:
    if node.bound:
        return _variable(core.Variable(node.slot, node.name, node.line, node.column), compiled)
    slot = node.slot
    return lambda frame: frame[slot]


def _first_read(owner: Remembering, name: str, slow: Callable[[Any], Any]) -> Any:
    try:
        return owner.read(name)
    except (KeyError, OperationError):
        return slow(owner)  # it fails alike, and says where


def _select(  # noqa: C901  # flat, and run more often than anything else
    node: core.Select, compiled: Compile
) -> Closure:
    name = node.field
    if node.optional:
        operand = compiled(node.operand)
        return placed(node, lambda frame: optional_field(operand(frame), name))
    missing = at(node, f"there is no `{name}` here")
    slow = field_of(node, name)
    short = compiled is compile_node and not getattr(node.operand, "bound", False)
    if short and isinstance(node.operand, core.Variable | core.Local):
        slot = node.operand.slot

        def select_slot(frame: Frame) -> Any:
            owner = frame[slot]
            if owner.__class__ is dict:
                value = owner.get(name, MISSING)
                if value is not MISSING:
                    return value
                raise missing.with_traceback(None)
            if isinstance(owner, Remembering):
                value = owner.remembered.get(name, MISSING)
                return _first_read(owner, name, slow) if value is MISSING else value
            if owner.__class__ is Raised:
                raise owner.error.with_traceback(None)
            return slow(owner)

        return select_slot
    operand = compiled(node.operand)

    def select(frame: Frame) -> Any:
        owner = operand(frame)
        if owner.__class__ is dict:
            value = owner.get(name, MISSING)
            if value is not MISSING:
                return value
            raise missing.with_traceback(None)
        if isinstance(owner, Remembering):
            value = owner.remembered.get(name, MISSING)
            return _first_read(owner, name, slow) if value is MISSING else value
        return slow(owner)

    return select


def _has(node: core.Has, compiled: Compile) -> Closure:
    name, operand = node.field, compiled(node.operand)
    slow = has_field(node, name)

    def has(frame: Frame) -> Any:
        owner = operand(frame)
        if isinstance(owner, Remembering):
            try:
                answer = owner.has(name)
            except KeyError:
                return slow(owner)
            return answer if answer.__class__ is bool else slow(owner)
        return name in owner if owner.__class__ is dict else slow(owner)

    return has


def _index(node: core.Index, compiled: Compile) -> Closure:
    operand, key = compiled(node.operand), compiled(node.key)
    look = optional_item if node.optional else item

    def index(frame: Frame) -> Any:
        try:
            owner = operand(frame)
        except ABSORBED as error:
            raise both(error, (key,), frame) from None
        wanted = key(frame)
        if wanted.__class__ is str and len(wanted) > LONG:
            weigh(frame, wanted)
        try:
            return look(owner, wanted)
        except OperationError as error:
            raise at(node, error.message) from None

    return index


def _binary(node: core.Binary, compiled: Compile) -> Closure:
    return binary_closure(node, compiled(node.left), compiled(node.right))


def _arithmetic(node: core.Arithmetic, compiled: Compile) -> Closure:
    operands = tuple([compiled(operand) for _, operand, _, _ in node.steps])
    return arithmetic_closure(node, compiled(node.first), operands)


def _unary(node: core.Unary, compiled: Compile) -> Closure:
    return unary_closure(node, compiled(node.operand))


def _logic(node: core.Logic, compiled: Compile) -> Closure:
    return logic_closure(node, tuple([compiled(operand) for operand in node.operands]))


def _conditional(node: core.Conditional, compiled: Compile) -> Closure:
    return conditional_closure(node, compiled(node.condition), compiled(node.then), compiled(node.otherwise))


def _list(node: core.ListOf, compiled: Compile) -> Closure:
    return list_closure(node, tuple([compiled(element) for element, _ in node.elements]))


def _map(node: core.MapOf, compiled: Compile) -> Closure:
    parts = [compiled(part) for key, value, _ in node.entries for part in (key, value)]
    return map_closure(node, tuple(parts))


def _wrapper(node: core.Wrapper, compiled: Compile) -> Closure:
    name = node.type_name
    if node.operand is None:
        default = WRAPPERS[name][1]
        return lambda _: default
    operand = compiled(node.operand)
    return placed(node, lambda frame: wrapped(name, adapt(operand(frame))))


def _call(node: core.Call, compiled: Compile) -> Closure:
    return call_closure(node, tuple([compiled(argument) for argument in node.arguments]))


def _failing(node: core.Failing, _: Compile) -> Closure:
    error = at(node, node.message)

    def fail(_: Frame) -> NoReturn:
        raise error.with_traceback(None)

    return fail


def _loop(node: core.Loop, compiled: Compile) -> Closure:
    return loop_closure(node, compiled)


def _bind(node: core.Bind, compiled: Compile) -> Closure:
    slot, value, body = node.slot, compiled(node.value), compiled(node.body)

    def bind(frame: Frame) -> Any:
        try:
            frame[slot] = value(frame)
        except ABSORBED as error:
            # Only who reads the name fails.
            frame[slot] = Raised(error)
        return body(frame)

    return bind


def _optional_map(node: core.OptionalMap, compiled: Compile) -> Closure:
    operand, slot, body, flat = compiled(node.operand), node.slot, compiled(node.body), node.flat
    name = "optFlatMap" if flat else "optMap"

    def mapped(frame: Frame) -> Any:
        held = operand(frame)
        if held.__class__ is not Optional:
            unfit(held)
            raise at(node, f"{name}() needs an optional")
        if held is NOTHING:
            return NOTHING
        frame[slot] = held.value
        value = body(frame)
        if flat and value.__class__ is not Optional:
            unfit(value)
            raise at(node, "optFlatMap() makes an optional")
        return value if flat else Optional(value)

    return mapped


def _optional_or(node: core.OptionalOr, compiled: Compile) -> Closure:
    operand, other, unwrap = compiled(node.operand), compiled(node.other), node.unwrap
    name = "orValue" if unwrap else "or"

    def either(frame: Frame) -> Any:
        held = operand(frame)
        if held.__class__ is not Optional:
            unfit(held)
            raise at(node, f"{name}() needs an optional")
        if held is not NOTHING:
            return held.value if unwrap else held
        alternative = other(frame)
        if not unwrap and alternative.__class__ is not Optional:
            unfit(alternative)
            raise at(node, "or() needs an optional")
        return alternative

    return either


def prepare(variable: core.Variable | core.Undeclared, bindings: Any) -> Any:
    """Return what the slot of `variable` holds: its value, or the failure of reading it."""
    try:
        if isinstance(variable, core.Variable):
            if variable.name not in bindings:
                return Raised(at(variable, f"there is no variable `{variable.name}` here"))
            return adapt(bindings[variable.name])
        for name, fields in variable.candidates:
            if name in bindings:
                return path_of(adapt(bindings[name]), fields)
    except OperationError as error:
        return Raised(at(variable, error.message))
    except ABSORBED as error:
        return Raised(error)
    return Raised(at(variable, f"there is no variable `{variable.name}` here"))


_COMPILERS: dict[type, Callable[[Any, Compile], Closure]] = {
    core.Constant: _constant,
    core.Variable: _variable,
    core.Undeclared: _undeclared,
    core.Local: _local,
    core.Select: _select,
    core.Has: _has,
    core.Index: _index,
    core.Binary: _binary,
    core.Arithmetic: _arithmetic,
    core.Unary: _unary,
    core.Logic: _logic,
    core.Conditional: _conditional,
    core.ListOf: _list,
    core.MapOf: _map,
    core.Wrapper: _wrapper,
    core.Call: _call,
    core.Failing: _failing,
    core.Loop: _loop,
    core.Bind: _bind,
    core.OptionalMap: _optional_map,
    core.OptionalOr: _optional_or,
}
