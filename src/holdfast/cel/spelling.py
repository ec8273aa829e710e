"""Core nodes and values as CEL on one line: what a trace says its values are of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holdfast.cel import core
from holdfast.cel.library import Builtin, Style
from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import NOTHING, Optional, Type, Uint, items
from holdfast.model.escape import escape

_RELATION, _SUM, _UNARY, _MEMBER = 3, 4, 6, 7
_LEVELS = {"||": 1, "&&": 2, "+": _SUM, "-": _SUM, "*": 5, "/": 5, "%": 5}


def spell(node: core.Node) -> str:
    """Return `node` as CEL; brackets stand only where they are needed."""
    return _text(node)


def spell_value(value: Any) -> str:
    """Return a value of CEL as a literal, or as what makes it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return "'" + escape(value.replace("\\", "\\\\").replace("'", "\\'")) + "'"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(spell_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spell_value(key)}: {spell_value(held)}" for key, held in items(value)) + "}"
    if isinstance(value, Optional):
        return "optional.none()" if value is NOTHING else f"optional.of({spell_value(value.value)})"
    if isinstance(value, Timestamp | Duration):
        return f"{type(value).__name__.lower()}('{value}')"
    if isinstance(value, Uint):
        return f"{int(value)}u"
    return value.name if isinstance(value, Type) else repr(value)


def _text(node: core.Node, level: int = 0) -> str:
    """Return `node`, in brackets where it binds less than `level`."""
    text, own = _spelt(node)
    return f"({text})" if own < level else text


def _spelt(node: core.Node) -> tuple[str, int]:  # noqa: C901  # a table, one line for each kind of node
    match node:
        case core.Constant():
            negative = isinstance(node.value, int | float) and node.value < 0
            return spell_value(node.value), _UNARY if negative else _MEMBER
        case core.Variable() | core.Undeclared() | core.Local():
            return node.name, _MEMBER
        case core.Select():
            return f"{_text(node.operand, _MEMBER)}.{'?' * node.optional}{node.field}", _MEMBER
        case core.Has():
            return f"has({_text(node.operand, _MEMBER)}.{node.field})", _MEMBER
        case core.Index():
            operand, key = _text(node.operand, _MEMBER), _text(node.key)
            return f"{operand}[{'?' * node.optional}{key}]", _MEMBER
        case core.ListOf():
            return f"[{', '.join('?' * asked + _text(item) for item, asked in node.elements)}]", _MEMBER
        case core.MapOf():
            pairs = (f"{'?' * asked}{_text(key)}: {_text(value)}" for key, value, asked in node.entries)
            return f"{{{', '.join(pairs)}}}", _MEMBER
        case core.Wrapper():
            held = f"value: {_text(node.operand)}" if node.operand is not None else ""
            return f"{node.type_name}{{{held}}}", _MEMBER
        case core.Failing():
            return "...", _MEMBER
        case core.Call():
            return _call(node), _MEMBER
        case core.Loop() | core.Bind() | core.OptionalMap() | core.OptionalOr():
            return _macro(node), _MEMBER
        case _:
            return _operation(node)


def _operation(node: Any) -> tuple[str, int]:
    match node:
        case core.Unary():
            return f"{node.operator}{_text(node.operand, _UNARY)}", _UNARY
        case core.Logic():
            level = _LEVELS[node.operator]
            return f" {node.operator} ".join(_text(each, level + 1) for each in node.operands), level
        case core.Arithmetic():
            level = _LEVELS[node.steps[0][0]]
            rest = (f" {sign} {_text(operand, level + 1)}" for sign, operand, _, _ in node.steps)
            return _text(node.first, level) + "".join(rest), level
        case core.Binary():
            level = _LEVELS.get(node.operator, _RELATION)
            left, right = _text(node.left, level), _text(node.right, level + 1)
            return f"{left} {node.operator} {right}", level
    condition, then = _text(node.condition, 1), _text(node.then, 1)
    return f"{condition} ? {then} : {_text(node.otherwise)}", 0


def _call(node: core.Call) -> str:
    function = node.function
    # One of the caller's may be written either way.
    is_method = (
        function.style is not Style.GLOBAL if isinstance(function, Builtin) else len(node.arguments) > 1
    )
    if is_method and node.arguments:
        receiver, *rest = node.arguments
        return f"{_text(receiver, _MEMBER)}.{function.name}({', '.join(map(_text, rest))})"
    return f"{function.name}({', '.join(map(_text, node.arguments))})"


def _macro(node: Any) -> str:
    match node:
        case core.Bind():
            value = _text(node.value)
            return f"cel.bind({_name(node.slot, node.body)}, {value}, {_text(node.body)})"
        case core.OptionalMap():
            name = f"opt{'Flat' * node.flat}Map"
            body = f"{_name(node.slot, node.body)}, {_text(node.body)}"
            return f"{_text(node.operand, _MEMBER)}.{name}({body})"
        case core.OptionalOr():
            name = "orValue" if node.unwrap else "or"
            return f"{_text(node.operand, _MEMBER)}.{name}({_text(node.other)})"
    bodies = [body for body in (node.condition, node.body) if body is not None]
    slots = [slot for slot in (node.first, node.second) if slot is not None]
    names = [_name(slot, *bodies) for slot in slots]
    if names[1:] == names[:1]:  # neither is read, and they have to differ
        names[1] += "_"
    arguments = ", ".join([*names, *map(_text, bodies)])
    return f"{_text(node.source, _MEMBER)}.{node.kind}({arguments})"


def _name(slot: int, *nodes: Any) -> str:
    """Return the name of the macro variable in `slot`, which only its uses carry, else `_`."""
    return next((name for node in nodes for name in _uses(slot, node)), "_")


def _uses(slot: int, node: Any) -> Iterator[str]:
    if isinstance(node, core.Local) and node.slot == slot:
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from _uses(slot, part)
