"""Calls of functions: the language's own, with checked classes, and the caller's, with plain values."""

from __future__ import annotations

from typing import Any

from holdfast.cel import core
from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, OperationError
from holdfast.cel.failures import Closure, at, both
from holdfast.cel.library import Builtin, classes_of
from holdfast.cel.operators import type_name
from holdfast.cel.values import NATIVE, NUMBERS, adapt, to_plain
from holdfast.model.function import Function
from holdfast.model.unknown import Unknown


def call_closure(node: core.Call, arguments: tuple[Closure, ...]) -> Closure:
    """Return the closure of a call whose `arguments` are compiled."""
    if isinstance(node.function, Function):
        return _external(node, node.function, arguments)
    if len(arguments) == 1:
        return _unary(node, node.function, arguments[0])
    if len(arguments) == 2:
        return _binary(node, node.function, *arguments)
    return _any(node, node.function, arguments)


def _unary(node: core.Call, function: Builtin, argument: Closure) -> Closure:
    call, name, metered = function.call, function.name, function.metered
    allowed = function.classes(1)[0]

    def invoke(frame: Frame) -> Any:
        value = argument(frame)
        if allowed is None or value.__class__ not in allowed:
            value = _fitting(node, name, value, allowed)
        try:
            return call(frame, value) if metered else call(value)
        except OperationError as error:
            raise at(node, f"{name}(): {error.message}") from None

    return invoke


def _binary(node: core.Call, function: Builtin, left: Closure, right: Closure) -> Closure:
    call, name, metered = function.call, function.name, function.metered
    first, second = function.classes(2)

    def invoke(frame: Frame) -> Any:
        try:
            one = left(frame)
        except ABSORBED as error:
            raise both(error, (right,), frame) from None
        other = right(frame)
        if first is None or one.__class__ not in first:
            one = _fitting(node, name, one, first)
        if second is None or other.__class__ not in second:
            other = _fitting(node, name, other, second)
        try:
            return call(frame, one, other) if metered else call(one, other)
        except OperationError as error:
            raise at(node, f"{name}(): {error.message}") from None

    return invoke


def _any(node: core.Call, function: Builtin, arguments: tuple[Closure, ...]) -> Closure:
    call, name, metered = function.call, function.name, function.metered
    classes = function.classes(len(arguments))

    def invoke(frame: Frame) -> Any:
        values = _evaluated(arguments, frame)
        for position, allowed in enumerate(classes):
            if allowed is None or values[position].__class__ not in allowed:
                values[position] = _fitting(node, name, values[position], allowed)
        try:
            return call(frame, *values) if metered else call(*values)
        except OperationError as error:
            raise at(node, f"{name}(): {error.message}") from None

    return invoke


def _evaluated(arguments: tuple[Closure, ...], frame: Frame) -> list[Any]:
    values: list[Any] = []
    try:
        for argument in arguments:
            values.append(argument(frame))  # noqa: PERF401  # how many were evaluated is read below
    except ABSORBED as error:
        raise both(error, arguments[len(values) + 1 :], frame) from None
    return values


def _fitting(node: core.Call, name: str, value: Any, allowed: frozenset[type] | None) -> Any:
    """Return `value` as one of the classes `allowed`, any where None."""
    try:
        adapted = value if value.__class__ in NATIVE else adapt(value)
    except OperationError as error:
        raise at(node, f"{name}(): {error.message}") from None
    if allowed is not None and adapted.__class__ not in allowed:
        raise at(node, f"{name}() does not take {type_name(adapted)}")
    return adapted


def _external(node: core.Call, function: Function, arguments: tuple[Closure, ...]) -> Closure:
    call, name = function.call, function.name
    # A function of doubles takes integers too, as Python's do.
    classes = [
        NUMBERS if parameter == "double" else classes_of(parameter)
        for parameter in function.parameters[: len(arguments)]
    ]

    last: list[Any] = []  # the arguments of the last call, as they were evaluated, its result and its frame
    stays = all(map(_is_of_no_loop, node.arguments))

    def invoke(frame: Frame) -> Any:
        if stays and last and last[2] is frame:
            return last[1]
        values = _evaluated(arguments, frame)
        if last and _are_the_same(last[0], values):
            last[2] = frame
            return last[1]
        given = tuple(values)
        for position, allowed in enumerate(classes):
            values[position] = _plain(_fitting(node, name, values[position], allowed))
        try:
            result = adapt(call(*values))
        except (ValueError, OperationError) as error:
            raise at(node, f"{name}(): {error.args[0] if error.args else 'has no result'}") from None
        except (TypeError, LookupError, ArithmeticError, AttributeError):
            raise at(node, f"{name}() does not take these values") from None
        if function.is_repeatable:
            last[:] = given, result, frame
        return result

    return invoke


def _is_of_no_loop(node: core.Node) -> bool:
    """Tell whether a node has one value in a frame: it is made of constants and bindings."""
    if isinstance(node, core.ListOf):
        return all(_is_of_no_loop(element) for element, _ in node.elements)
    return isinstance(node, core.Constant | core.Variable)


def _are_the_same(ones: tuple[Any, ...], others: list[Any]) -> bool:
    """Tell whether arguments are the same for sure: one object, or strings that are equal, also in lists."""
    for one, other in zip(ones, others, strict=True):
        if one is other:
            continue
        if one.__class__ is not list or other.__class__ is not list or len(one) != len(other):
            return False
        for first, second in zip(one, other, strict=True):
            if first is not second and not (first.__class__ is second.__class__ is str and first == second):
                return False
    return True


def _plain(value: Any) -> Any:
    plain = to_plain(value)
    return adapt(plain) if plain.__class__ is Unknown else plain  # adapt raises what is unknown
