"""Closures that build lists and maps."""

from __future__ import annotations

from typing import Any

from holdfast.cel import core
from holdfast.cel.budget import Frame
from holdfast.cel.errors import ABSORBED, OperationError
from holdfast.cel.failures import Closure, at, both
from holdfast.cel.values import NOTHING, Map, Optional, key_of


def list_closure(node: core.ListOf, elements: tuple[Closure, ...]) -> Closure:
    """Return the closure of a list of compiled elements."""
    if all(isinstance(element, core.Constant) and not optional for element, optional in node.elements):
        constants = [element.value for element, _ in node.elements if isinstance(element, core.Constant)]
        return lambda _: constants
    optional = tuple(flag for _, flag in node.elements) if any(flag for _, flag in node.elements) else ()

    def build(frame: Frame) -> list[Any]:
        values: list[Any] = []
        try:
            for element in elements:
                values.append(element(frame))  # noqa: PERF401  # how many were built is read below
        except ABSORBED as error:
            raise both(error, elements[len(values) + 1 :], frame) from None
        if not optional:
            return values
        return _present(values, optional, node)

    return build


def _present(values: list[Any], optional: tuple[bool, ...], node: Any) -> list[Any]:
    kept = []
    for value, flag in zip(values, optional, strict=True):
        if not flag:
            kept.append(value)
        elif value.__class__ is not Optional:
            raise at(node, "`?` needs an optional")
        elif value is not NOTHING:
            kept.append(value.value)
    return kept


def map_closure(node: core.MapOf, parts: tuple[Closure, ...]) -> Closure:
    """Return the closure of a map of compiled keys and values, which alternate in `parts`."""
    optional = tuple(flag for _, _, flag in node.entries)

    def build(frame: Frame) -> Map:
        values: list[Any] = []
        try:
            for part in parts:
                values.append(part(frame))  # noqa: PERF401  # how many were built is read below
        except ABSORBED as error:
            raise both(error, parts[len(values) + 1 :], frame) from None
        built = Map()
        for key, value, flag in zip(values[::2], values[1::2], optional, strict=True):
            if flag and value.__class__ is not Optional:
                raise at(node, "`?` needs an optional")
            if flag and value is NOTHING:
                continue
            try:
                found = key_of(key)
            except OperationError as error:
                raise at(node, error.message) from None
            if found in built:
                raise at(node, "two entries have the same key")
            built[found] = value.value if flag else value
        return built

    return build
