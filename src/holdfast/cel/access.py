"""Fields and elements: of records, maps, lists and optionals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from holdfast.cel.errors import OperationError, UnknownRaised
from holdfast.cel.failures import at
from holdfast.cel.values import (
    MAPS,
    MISSING,
    NATIVE,
    NOTHING,
    Optional,
    Remembering,
    Uint,
    adapt,
    is_record,
    look_up,
)
from holdfast.model.unknown import Unknown


def _said(error: KeyError) -> str:
    return str(error.args[0]) if error.args else "there is no such field"


def field(owner: Any, name: str) -> Any:
    """Return `owner.name`; OperationError where there is none."""
    kind = owner.__class__
    if kind not in NATIVE and is_record(kind):
        try:
            value = owner.read(name) if isinstance(owner, Remembering) else owner.lookup(name)
        except KeyError as error:
            raise OperationError(_said(error)) from None
        return value if value.__class__ in NATIVE and value.__class__ is not int else adapt(value)
    owner = adapt(owner)
    if owner.__class__ in MAPS:
        value = owner.get(name, MISSING)
        if value is MISSING:
            raise OperationError(f"there is no `{name}` here")
        return value
    if owner.__class__ is Optional:
        return optional_field(owner, name)
    if is_record(owner.__class__):
        return field(owner, name)
    raise OperationError(f"`.{name}` needs an object")


def field_of(node: Any, name: str) -> Callable[[Any], Any]:
    """Return `field` of `name`, failing at the place of `node`."""

    def select(owner: Any) -> Any:
        try:
            return field(owner, name)
        except OperationError as error:
            raise at(node, error.message) from None

    return select


def path_of(owner: Any, names: tuple[str, ...]) -> Any:
    """Return what is at the end of the path `names` from `owner`."""
    for name in names:
        owner = field(owner, name)
    return owner


def has_field(node: Any, name: str) -> Callable[[Any], bool]:
    """Return the test of `has(owner.name)`, failing at the place of `node`."""

    def has(owner: Any) -> bool:
        try:
            return is_set(owner, name)
        except OperationError as error:
            raise at(node, error.message) from None

    return has


def is_set(owner: Any, name: str) -> bool:
    """`has(owner.name)`: a key of a map, a field that a record says it has."""
    owner = adapt(owner)
    kind = owner.__class__
    if kind in MAPS:
        return name in owner
    if kind is Optional:
        return owner is not NOTHING and is_set(owner.value, name)
    if is_record(kind):
        try:
            answer = owner.has(name)
        except KeyError as error:
            raise OperationError(_said(error)) from None
        if isinstance(answer, Unknown):
            raise UnknownRaised(answer.rests_on)
        return bool(answer)
    raise OperationError("has() takes a field of an object")


def optional_field(owner: Any, name: str) -> Optional:
    """`owner.?name`."""
    owner = adapt(owner)
    if owner.__class__ is Optional:
        if owner is NOTHING:
            return NOTHING
        owner = adapt(owner.value)
    return Optional(field(owner, name)) if is_set(owner, name) else NOTHING


def item(owner: Any, key: Any) -> Any:
    """Return `owner[key]`; OperationError where there is none."""
    owner, key = adapt(owner), adapt(key)
    kind = owner.__class__
    if kind is list:
        position = _position(key)
        if not 0 <= position < len(owner):
            raise OperationError("the index is outside the list")
        return owner[position]
    if kind in MAPS:
        value = look_up(owner, key)
        if value is MISSING:
            raise OperationError("there is no such key")
        return value
    if kind is Optional:
        return optional_item(owner, key)
    if is_record(kind) and key.__class__ is str:
        return field(owner, key)
    raise OperationError("`[]` needs a list or a map")


def _position(key: Any) -> int:
    kind = key.__class__
    if kind is int or kind is Uint:
        return int(key)
    if kind is float and key.is_integer():
        return int(key)
    raise OperationError("the index of a list is an integer")


def optional_item(owner: Any, key: Any) -> Optional:
    """`owner[?key]`."""
    owner, key = adapt(owner), adapt(key)
    if owner.__class__ is Optional:
        if owner is NOTHING:
            return NOTHING
        owner = adapt(owner.value)
    kind = owner.__class__
    if kind is list:
        position = _position(key)
        return Optional(owner[position]) if 0 <= position < len(owner) else NOTHING
    if kind in MAPS:
        value = look_up(owner, key)
        return NOTHING if value is MISSING else Optional(value)
    if is_record(kind) and key.__class__ is str:
        return optional_field(owner, key)
    raise OperationError("`[?]` needs a list or a map")
