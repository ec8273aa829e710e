"""The macros: which calls are one, and what core node each becomes."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.cel import ast, core
from holdfast.cel.errors import CelSyntaxError

Expand = Callable[[ast.Node, dict[str, core.Local]], core.Node]
"""Resolves a node in a scope: the local variables by name."""

Slots = Callable[[], int]
Count = Callable[[], int]
"""Tells how many nodes were resolved so far."""

PREDICATES = {"all": "all", "exists": "exists", "exists_one": "exists_one", "existsOne": "exists_one"}
_USES = {
    "has": "has(app.owner)",
    "all": "x.all(e, …)",
    "exists": "x.exists(e, …)",
    "exists_one": "x.exists_one(e, …)",
    "existsOne": "x.existsOne(e, …)",
    "filter": "x.filter(e, …)",
    "map": "x.map(e, …)",
    "sortBy": "x.sortBy(e, …)",
    "transformList": "x.transformList(i, v, …)",
    "transformMap": "x.transformMap(k, v, …)",
    "transformMapEntry": "x.transformMapEntry(k, v, {…})",
    "optMap": "x.optMap(v, …)",
    "optFlatMap": "x.optFlatMap(v, …)",
    "bind": "cel.bind(name, value, …)",
}
NAMES = frozenset(_USES)
"""What a macro may be called; `bind` is one only as `cel.bind`."""


def expand(
    call: ast.Call, scope: dict[str, core.Local], resolve: Expand, slot: Slots, count: Count
) -> core.Node | None:
    """Return what the macro `call` stands for; None where it is no macro."""
    receiver, name = call.receiver, call.name
    if receiver is None:
        return _has(call, scope, resolve) if name == "has" and not call.absolute else None
    if name == "bind":
        if isinstance(receiver, ast.Name) and receiver.name == "cel" and "cel" not in scope:
            return _bind(call, scope, resolve, slot)
        return None
    if name in ("optMap", "optFlatMap"):
        return _optional_map(call, receiver, scope, resolve, slot)
    if name in _USES and name != "has":
        return _loop(call, receiver, scope, resolve, slot, count)
    return None


def _has(call: ast.Call, scope: dict[str, core.Local], resolve: Expand) -> core.Node:
    field = call.arguments[0] if len(call.arguments) == 1 else None
    if not isinstance(field, ast.Select):
        at = field or call
        raise CelSyntaxError("has() takes a field: has(app.owner)", at.line, at.column)
    operand = resolve(field.operand, scope)
    return core.Has(operand, field.field, field.line, field.column)


def _bind(call: ast.Call, scope: dict[str, core.Local], resolve: Expand, slot: Slots) -> core.Node:
    if len(call.arguments) != 3:
        raise _misuse(call)
    name, value, body = call.arguments
    bound = core.Local(slot(), _variable(call, name), True, name.line, name.column)
    inner = {**scope, bound.name: bound}
    return core.Bind(bound.slot, resolve(value, scope), resolve(body, inner), call.line, call.column)


def _optional_map(
    call: ast.Call, receiver: ast.Node, scope: dict[str, core.Local], resolve: Expand, slot: Slots
) -> core.Node:
    if len(call.arguments) != 2:
        raise _misuse(call)
    name, body = call.arguments
    local = core.Local(slot(), _variable(call, name), False, name.line, name.column)
    return core.OptionalMap(
        resolve(receiver, scope),
        local.slot,
        resolve(body, {**scope, local.name: local}),
        call.name == "optFlatMap",
        call.line,
        call.column,
    )


def _loop(
    call: ast.Call,
    receiver: ast.Node,
    scope: dict[str, core.Local],
    resolve: Expand,
    slot: Slots,
    count: Count,
) -> core.Node:
    names, bodies = _split(call)
    variables = [core.Local(slot(), _variable(call, name), False, name.line, name.column) for name in names]
    if len({variable.name for variable in variables}) < len(variables):
        raise CelSyntaxError(f"{call.name}() needs two different variables", names[1].line, names[1].column)
    source = resolve(receiver, scope)
    inner = {**scope, **{variable.name: variable for variable in variables}}
    if call.name == "transformMapEntry" and not isinstance(bodies[-1], ast.MapOf):
        raise CelSyntaxError(
            "transformMapEntry() makes one entry: {k: v}", bodies[-1].line, bodies[-1].column
        )
    before = count()
    resolved = [resolve(body, inner) for body in bodies]
    kind = PREDICATES.get(call.name, call.name)
    predicate = kind in ("all", "exists", "exists_one", "filter")
    return core.Loop(
        kind,
        source,
        variables[0].slot,
        variables[1].slot if len(variables) > 1 else None,
        resolved[0] if predicate or len(resolved) > 1 else None,
        None if predicate else resolved[-1],
        call.line,
        call.column,
        count() - before,
    )


def _split(call: ast.Call) -> tuple[tuple[ast.Node, ...], tuple[ast.Node, ...]]:
    """Return the variables and the bodies among the arguments of a loop."""
    count, name = len(call.arguments), call.name
    variables = 2 if name.startswith("transform") or (name in PREDICATES and count == 3) else 1
    bodies = (1, 2) if name == "map" or name.startswith("transform") else (1,)
    if count - variables not in bodies:
        raise _misuse(call)
    return call.arguments[:variables], call.arguments[variables:]


def _variable(call: ast.Call, node: ast.Node) -> str:
    if isinstance(node, ast.Name) and not node.absolute:
        return node.name
    raise CelSyntaxError(f"{call.name}() needs a variable here: {_USES[call.name]}", node.line, node.column)


def _misuse(call: ast.Call) -> CelSyntaxError:
    what = (
        "two variables and an expression"
        if call.name.startswith("transform")
        else "a variable and an expression"
    )
    if call.name == "bind":
        what = "a variable, its value and an expression"
    return CelSyntaxError(f"{call.name}() takes {what}: {_USES[call.name]}", call.line, call.column)
