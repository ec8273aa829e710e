"""The loops that macros become, each charged where it begins by the length of what it walks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from holdfast.cel import core
from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, Absorbed, BudgetExceededError, OperationError, worse
from holdfast.cel.failures import Closure, at, placed, unfit
from holdfast.cel.lists import ordered
from holdfast.cel.values import MAPS, Map, adapt, items, key_of, keys

_NODES = 32
"""So many nodes of its condition and body are one step of a round; most loops have fewer."""


def loop_closure(node: core.Loop, compile_node: Callable[[core.Node], Closure]) -> Closure:
    """Return the closure of a loop."""
    source = compile_node(node.source)
    condition = compile_node(node.condition) if node.condition is not None else None
    body = compile_node(node.body) if node.body is not None else None
    if node.second is not None:
        condition, body = _unpacking(node.first, node.second, condition, body)
    if node.kind in ("all", "exists") and condition is not None:
        return _quantifier(node, source, condition)
    if node.kind == "exists_one" and condition is not None:
        chosen = _chosen(node, source, condition, None)
        return lambda frame: len(chosen(frame)) == 1
    if node.kind.startswith("transformMap") and body is not None:
        return _to_map(node, source, condition, body)
    if node.kind == "sortBy" and body is not None:
        return _sorted_by(node, source, body)
    return _to_list(node, source, condition, body)


def _unpacking(
    first: int, second: int, condition: Closure | None, body: Closure | None
) -> tuple[Closure | None, Closure | None]:
    """Let the one of both that runs first take the pair in the first slot apart."""

    def unpack(closure: Closure) -> Closure:
        def unpacked(frame: Frame) -> Any:
            frame[first], frame[second] = frame[first]
            return closure(frame)

        return unpacked

    if condition is not None:
        return unpack(condition), body
    return None, unpack(body) if body is not None else None


def _weight(node: core.Loop) -> int:
    """Return how many steps a round takes."""
    return 1 + node.nodes // _NODES


def _walk(value: Any, frame: Frame, node: core.Loop, weight: int) -> Iterable[Any]:
    """Charge for each round by how much it may evaluate, and return what the loop walks."""
    if value.__class__ is not list and value.__class__ not in MAPS:
        value = _adapted(value, node)
    frame[0] -= len(value) * weight
    if frame[0] < 0:
        raise BudgetExceededError(line=node.line, column=node.column)
    if value.__class__ is list:
        return value if node.second is None else enumerate(value)
    return list(keys(value)) if node.second is None else list(items(value))


def _adapted(value: Any, node: core.Loop) -> Any:
    try:
        adapted = adapt(value)
    except OperationError as error:
        raise at(node, error.message) from None
    if adapted.__class__ is list or adapted.__class__ in MAPS:
        return adapted
    raise at(node, f"{node.kind}() needs a list or a map")


def _quantifier(node: core.Loop, source: Closure, predicate: Closure) -> Closure:
    decisive = node.kind == "exists"
    neutral, first, weight = not decisive, node.first, _weight(node)
    wrong = at(node.condition, f"{node.kind}() needs a boolean")

    def quantified(frame: Frame) -> Any:
        failure: Absorbed | None = None
        for frame[first] in _walk(source(frame), frame, node, weight):  # noqa: B020  # the slot of the macro variable
            try:
                verdict = predicate(frame)
                if verdict is neutral:
                    continue
                if verdict is decisive:
                    return decisive
                unfit(verdict)
                failure = worse(failure, wrong)
            except ABSORBED as error:
                error.__traceback__ = None
                failure = worse(failure, error)
        if failure is not None:
            raise failure.with_traceback(None)
        return neutral

    return quantified


def _to_list(node: core.Loop, source: Closure, condition: Closure | None, body: Closure | None) -> Closure:
    """Return `map`, `filter` and `transformList`."""
    if condition is not None:
        return _chosen(node, source, condition, body)
    return _mapped(node, source, body) if body is not None else source


def _mapped(node: core.Loop, source: Closure, body: Closure) -> Closure:
    first, weight = node.first, _weight(node)

    def mapped(frame: Frame) -> list[Any]:
        made: list[Any] = []
        failure: Absorbed | None = None
        for frame[first] in _walk(source(frame), frame, node, weight):  # noqa: B020  # the slot of the macro variable
            try:
                made.append(body(frame))
            except ABSORBED as error:
                error.__traceback__ = None
                failure = worse(failure, error)
        if failure is not None:
            raise failure.with_traceback(None)
        return made

    return mapped


def _chosen(node: core.Loop, source: Closure, condition: Closure, body: Closure | None) -> Closure:
    """Return a loop that keeps the elements for which the condition holds, or what `body` makes of them."""
    first, weight = node.first, _weight(node)
    wrong = at(node.condition, f"{node.kind}() needs a boolean")

    def chosen(frame: Frame) -> list[Any]:
        made: list[Any] = []
        failure: Absorbed | None = None
        for frame[first] in _walk(source(frame), frame, node, weight):  # noqa: B020  # the slot of the macro variable
            try:
                verdict = condition(frame)
                if verdict is True:
                    made.append(frame[first] if body is None else body(frame))
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


def _to_map(node: core.Loop, source: Closure, condition: Closure | None, body: Closure) -> Closure:
    """Return `transformMap` and `transformMapEntry`, with or without a filter."""
    if node.kind == "transformMapEntry":
        pairs = _to_list(node, source, condition, body)
    else:
        pairs = _to_list(node, source, condition, _keyed(node.first, body, unpacks=condition is None))
    entries = node.kind == "transformMapEntry"

    def made(frame: Frame) -> Map:
        built = Map()
        for pair in pairs(frame):
            for found, kept in pair.items() if entries else ((key_of(pair[0]), pair[1]),):
                if found in built:
                    raise at(node, "two entries have the same key")
                built[found] = kept
        return built

    return placed(node, made)


def _keyed(first: int, body: Closure, *, unpacks: bool) -> Closure:
    """Return pairs of the first variable and what `body` makes."""

    def keyed(frame: Frame) -> tuple[Any, Any]:
        key = frame[first][0] if unpacks else frame[first]
        return key, body(frame)

    return keyed


def _sorted_by(node: core.Loop, source: Closure, body: Closure) -> Closure:
    def listed(frame: Frame) -> Any:
        values = adapt(source(frame))
        if values.__class__ is not list:
            raise OperationError("sortBy() needs a list")
        return values

    pairs = _mapped(node, placed(node, listed), _keyed(node.first, body, unpacks=False))

    def in_order(frame: Frame) -> list[Any]:
        made = pairs(frame)
        try:
            return ordered(frame, [value for value, _ in made], [key for _, key in made])
        except OperationError as error:
            raise at(node, f"sortBy(): {error.message}") from None

    return in_order
