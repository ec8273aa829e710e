"""Static checks of what is taken out of a value: fields and elements."""

from __future__ import annotations

from typing import Any

from holdfast.cel import core, wording
from holdfast.cel.notes import Notes
from holdfast.cel.types import (
    DYN,
    NOTHING,
    NUMBER,
    STRING,
    AnyType,
    Field,
    ListOf,
    MapOf,
    Object,
    OptionalOf,
    fits,
    join,
    options_of,
    show,
)


def field_of(kind: Object, name: str) -> Field | None:
    """Return the field `name` of an object, None where it cannot have one."""
    if name in kind.fields:
        return kind.fields[name]
    return Field(kind.rest) if kind.rest is not None else None


def field_type(notes: Notes, owner: AnyType, name: str, at: Any) -> AnyType:
    """Return the type of the field `name`; an error where nothing that `owner` may be can have one."""
    options = options_of(owner)
    if options is None:
        return DYN
    found: AnyType = NOTHING
    lacking: Object | None = None
    for option in options:
        if isinstance(option, MapOf):
            found = join(found, option.value)
        elif isinstance(option, OptionalOf):
            found = join(found, OptionalOf(field_type(notes, option.value, name, at)))
        elif isinstance(option, Object):
            field = field_of(option, name)
            lacking = lacking or (option if field is None else None)
            found = join(found, field.type if field else NOTHING)
    if found != NOTHING:
        return found
    if lacking is not None:
        return notes.wrong(at, wording.no_field(lacking, name))
    if any(isinstance(option, MapOf | Object) for option in options):
        return DYN  # a map of nothing, whose values have no type
    return notes.wrong(at, wording.no_object(owner, name))


def element_type(notes: Notes, owner: AnyType, key: AnyType, node: core.Index) -> AnyType:
    """Return the type of `owner[key]`, noting where there can be none."""
    options = options_of(owner)
    if options is None:
        return DYN
    known = [option for option in options if isinstance(option, ListOf | MapOf | Object | OptionalOf)]
    if not known:
        return notes.wrong(node, f"`[]` needs a list or a map, not {show(owner)}")
    if len(known) > 1:
        return DYN
    (only,) = known
    if isinstance(only, ListOf):
        return only.element if fits(key, NUMBER) else _bad_key(notes, node, "number", key)
    if isinstance(only, MapOf):
        return only.value
    if isinstance(only, OptionalOf):
        return OptionalOf(element_type(notes, only.value, key, node))
    if not fits(key, STRING):
        return _bad_key(notes, node, "string", key)
    if isinstance(node.key, core.Constant) and isinstance(node.key.value, str):
        return field_type(notes, only, node.key.value, node.key)
    return DYN


def _bad_key(notes: Notes, node: core.Index, wanted: str, key: AnyType) -> AnyType:
    return notes.wrong(node.key, f"`[]` needs {wanted} here, not {show(key)}")


def fields_read(root: core.Node, variable: str) -> set[str]:
    """Return which fields of `variable` are read, or asked for, anywhere in `root`."""
    read: set[str] = set()
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, tuple):
            continue
        waiting += part
        if isinstance(part, core.Select | core.Has) and _is_variable(part.operand, variable):
            read.add(part.field)
        elif isinstance(part, core.Index) and _is_variable(part.operand, variable):
            key = part.key
            if isinstance(key, core.Constant) and isinstance(key.value, str):
                read.add(key.value)
    return read


def _is_variable(node: core.Node, name: str) -> bool:
    return isinstance(node, core.Variable) and node.name == name
