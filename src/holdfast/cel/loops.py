"""The loops that macros become. Each is charged where it begins, by the length of what it walks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from holdfast.cel import core
from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, Absorbed, BudgetExceededError, OperationError, worse
from holdfast.cel.failures import Closure, at, placed, unfit
from holdfast.cel.lists import ordered
from holdfast.cel.values import MAPS, Map, adapt, items, key_of, keys

_ALWAYS: Any = None
_KEEPS: Any = object()


def loop_closure(node: core.Loop, compile_node: Callable[[core.Node], Closure]) -> Closure:
    """Return the closure of a loop."""
    source = compile_node(node.source)
    condition = compile_node(node.condition) if node.condition is not None else _ALWAYS
    body = compile_node(node.body) if node.body is not None else _KEEPS
    walk = _walk(node)
    if node.kind in ("all", "exists"):
        return _quantifier(node, source, walk, condition)
    if node.kind == "exists_one":
        return _exactly_one(node, source, walk, condition)
    if node.kind in ("transformMap", "transformMapEntry"):
        return _to_map(node, source, walk, condition, body)
    if node.kind == "sortBy":
        return _sorted_by(node, source, walk, body)
    if node.kind != "filter" and condition is _ALWAYS:
        return _mapped(node, source, walk, body)
    return _to_list(node, source, walk, condition, body)


Walk = Callable[[Any, Frame], Iterable[Any]]
"""Charges for a list or a map, and returns what its loop walks."""


def _walk(node: core.Loop) -> Walk:
    paired = node.second is not None

    def walk(value: Any, frame: Frame) -> Iterable[Any]:
        if value.__class__ is not list and value.__class__ not in MAPS:
            value = _adapted(value, node)
        frame[0] -= len(value)
        if frame[0] < 0:
            raise BudgetExceededError(line=node.line, column=node.column)
        if value.__class__ is list:
            return enumerate(value) if paired else value
        return list(items(value)) if paired else list(keys(value))

    return walk


def _adapted(value: Any, node: core.Loop) -> Any:
    try:
        adapted = adapt(value)
    except OperationError as error:
        raise at(node, error.message) from None
    if adapted.__class__ is list or adapted.__class__ in MAPS:
        return adapted
    raise at(node, f"{node.kind}() needs a list or a map")


def _quantifier(node: core.Loop, source: Closure, walk: Walk, predicate: Closure) -> Closure:
    decisive = node.kind == "exists"
    first, second = node.first, node.second
    wrong = at(node.condition, f"{node.kind}() needs a boolean")

    def quantified(frame: Frame) -> Any:
        failure: Absorbed | None = None
        for element in walk(source(frame), frame):
            if second is None:
                frame[first] = element
            else:
                frame[first], frame[second] = element
            try:
                verdict = predicate(frame)
                if verdict is decisive:
                    return decisive
                if verdict is not True and verdict is not False:
                    unfit(verdict)
                    failure = worse(failure, wrong)
            except ABSORBED as error:
                error.__traceback__ = None
                failure = worse(failure, error)
        if failure is not None:
            raise failure.with_traceback(None)
        return not decisive

    return quantified


def _mapped(node: core.Loop, source: Closure, walk: Walk, body: Closure) -> Closure:
    """Return `map` and `transformList` without a filter."""
    first, second = node.first, node.second

    def mapped(frame: Frame) -> list[Any]:
        made: list[Any] = []
        failure: Absorbed | None = None
        for element in walk(source(frame), frame):
            if second is None:
                frame[first] = element
            else:
                frame[first], frame[second] = element
            try:
                made.append(body(frame))
            except ABSORBED as error:
                error.__traceback__ = None
                failure = worse(failure, error)
        if failure is not None:
            raise failure.with_traceback(None)
        return made

    return mapped


def _to_list(node: core.Loop, source: Closure, walk: Walk, condition: Closure, body: Closure) -> Closure:
    """Return `filter`, and `map` and `transformList` with one."""
    first, second = node.first, node.second
    keeps = body is _KEEPS
    wrong = at(node.condition, f"{node.kind}() needs a boolean")

    def chosen(frame: Frame) -> list[Any]:
        made: list[Any] = []
        failure: Absorbed | None = None
        for element in walk(source(frame), frame):
            if second is None:
                frame[first] = element
            else:
                frame[first], frame[second] = element
            try:
                verdict = condition(frame)
                if verdict is True:
                    made.append(element if keeps else body(frame))
                elif verdict is not False:
                    unfit(verdict)
                    failure = worse(failure, wrong)
            except ABSORBED as error:
                error.__traceback__ = None
                failure = worse(failure, error)
        if failure is not None:
            raise failure.with_traceback(None)
        return made

    return chosen


def _exactly_one(node: core.Loop, source: Closure, walk: Walk, predicate: Closure) -> Closure:
    chosen = _to_list(node, source, walk, predicate, _KEEPS)
    return lambda frame: len(chosen(frame)) == 1


def _to_map(node: core.Loop, source: Closure, walk: Walk, condition: Closure, body: Closure) -> Closure:
    """Return `transformMap` and `transformMapEntry`, with or without a filter."""
    pairs = _pairs(node, source, walk, condition, body)
    entries = node.kind == "transformMapEntry"

    def made(frame: Frame) -> Map:
        built = Map()
        for key, value in pairs(frame):
            for found, kept in value.items() if entries else ((key_of(key), value),):
                if found in built:
                    raise at(node, "two entries have the same key")
                built[found] = kept
        return built

    return placed(node, made)


def _pairs(node: core.Loop, source: Closure, walk: Walk, condition: Closure, body: Closure) -> Closure:
    first = node.first
    if condition is _ALWAYS:
        return _mapped(node, source, walk, lambda frame: (frame[first], body(frame)))
    return _to_list(node, source, walk, condition, lambda frame: (frame[first], body(frame)))


def _sorted_by(node: core.Loop, source: Closure, walk: Walk, body: Closure) -> Closure:
    first = node.first
    pairs = _mapped(node, source, walk, lambda frame: (frame[first], body(frame)))

    def in_order(frame: Frame) -> list[Any]:
        made = pairs(frame)
        try:
            return ordered(frame, [value for value, _ in made], [key for _, key in made])
        except OperationError as error:
            raise at(node, f"sortBy(): {error.message}") from None

    return in_order
