"""The small changes that can be made to an expression, each of which a case should notice.

- an operator is another one: `&&` and `||`, `==` and `!=`, `<` and `<=`, `>` and `>=`, `+` and `-`, `*` and
  `/`; `in` is negated;
- an operand of `&&` or `||` is left out, and so is `!`;
- a constant is another one: a whole number one more and one less, another a fifth more and less, a
  day one later and earlier, a text with a letter more, a country group the one
  within it and the one around it, true and false; an element of a list is left out;
- a quantifier is another one: `all` and `exists`, `exists` and `exists_one`; a filter is left out;
- the sides of `?:` are swapped;
- `has()` is true, and false;
- `distinct()` and its like are left out, `startsWith()` and its like are their opposite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from holdfast.cel import Uint, core
from holdfast.cel.libraries import BUILTINS
from holdfast.cel.library import Builtin
from holdfast.cel.spelling import spell
from holdfast.kit.expressions import shortened, start_of

_OPPOSITES = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&&": "||", "||": "&&",
}  # fmt: skip
_QUANTIFIERS = {"all": ("exists",), "exists": ("all", "exists_one"), "exists_one": ("exists",)}
_LEFT_OUT = ("distinct", "sort", "reverse", "flatten", "trim", "lowerAscii", "upperAscii")
_PAIRS = (
    ("startsWith", "endsWith"),
    ("sets.contains", "sets.intersects"),
    ("math.greatest", "math.least"),
    ("first", "last"),
)
_SWAPPED = {one: other for pair in _PAIRS for one, other in (pair, reversed(pair))}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GROUPS = ("eu", "eea", "adequate")
"""Country groups, each within the next: what holds of one mostly holds of the next, so a case must tell."""

_MOST_OPERAND = 40
_MOST_AROUND = 120
"""Longer than this, a change is told without what stands around it."""


class Change(NamedTuple):
    """One change of an expression.

    `what` says it in words, `place` where, by line and column of the source. `root` is the whole
    changed expression. Only evaluations of the node `within` can come to something else.
    """

    what: str
    place: tuple[int, int]
    within: core.Node
    root: core.Node


def changes_of(node: core.Node) -> Iterator[Change]:
    """Yield every change of the expression `node`, from the outside to the inside."""
    yield from _changes_here(node)
    for inner, put in _slots(node):
        for change in changes_of(inner):
            root = put(change.root)
            if not _does_what_another_does(node, inner, change.root):
                within = node if _may_be_skipped(change.within) else change.within
                yield change._replace(what=_what(node, inner, change, root), within=within, root=root)


def _does_what_another_does(node: core.Node, inner: core.Node, changed: core.Node) -> bool:
    """Tell whether a part became a constant for nothing: an operand or element was left out already."""
    if not isinstance(changed, core.Constant):
        return False
    if isinstance(node, core.Logic):
        return changed.value is (node.operator == "&&")
    was = inner.value if isinstance(inner, core.Constant) else None
    return isinstance(node, core.ListOf) and isinstance(was, str) and changed.value == _misspelt(was)


def _may_be_skipped(node: core.Node) -> bool:
    """Tell whether the evaluator may take the node's value without evaluating it."""
    return isinstance(node, core.Constant | core.ListOf)


def _what(node: core.Node, inner: core.Node, change: Change, root: core.Node) -> str:
    """Return the words for `change`: of a constant with what stands around it, where that is short."""
    if isinstance(inner, core.Constant) and isinstance(node, core.Binary | core.Call | core.Arithmetic):
        return _told_around(node, root) or change.what
    return change.what


def _told_around(node: core.Node, new: core.Node) -> str:
    told = f"{spell(node)} → {spell(new)}"
    return told if len(told) <= _MOST_AROUND else ""


def _told_between(node: core.Binary, other: str) -> str:
    left, right = (shortened(spell(side), _MOST_OPERAND) for side in (node.left, node.right))
    return f"{node.operator} → {other} between {left} and {right}"


_Put = Callable[[Any], core.Node]


def _slots(node: core.Node) -> Iterator[tuple[core.Node, _Put]]:
    """Yield the nodes directly under `node`, each with what puts another one in its place."""
    for name, value in zip(node._fields, node, strict=True):
        yield from _slots_of(value, partial(_with_field, node, name))


def _slots_of(value: object, put: _Put) -> Iterator[tuple[core.Node, _Put]]:
    if isinstance(value, core.NODES):
        yield value, put
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _slots_of(item, partial(_with_item, value, index, put))


def _with_field(node: Any, name: str, new: object) -> core.Node:
    return _folded(node._replace(**{name: new}))


def _with_item(values: tuple[object, ...], index: int, put: _Put, new: object) -> core.Node:
    return put((*values[:index], new, *values[index + 1 :]))


def _folded(node: core.Node) -> core.Node:
    """Return `!true` as false and `!false` as true."""
    if isinstance(node, core.Unary) and node.operator == "!" and isinstance(node.operand, core.Constant):
        return node.operand._replace(value=node.operand.value is False)
    return node


def _changes_here(node: core.Node) -> Iterator[Change]:
    make = _MAKERS.get(node.__class__)
    for new, what, at in make(node) if make else ():
        said = what or f"{shortened(spell(node))} → {shortened(spell(new))}"
        yield Change(said, start_of(at) if at else (node.line, node.column), node, new)


_Made = Iterator[tuple[core.Node, str, core.Node | None]]
"""What can stand in a node's place, in which words (where these are not the two), and what to point at."""


def _of_logic(node: core.Logic) -> _Made:
    other = _OPPOSITES[node.operator]
    spelt = [shortened(spell(operand), _MOST_OPERAND) for operand in node.operands]
    flipped = f"{f' {node.operator} '.join(spelt)} → {f' {other} '.join(spelt)}"
    yield node._replace(operator=other), flipped, None
    for index, operand in enumerate(node.operands):
        rest = (*node.operands[:index], *node.operands[index + 1 :])
        new = node._replace(operands=rest) if len(rest) > 1 else rest[0]
        yield new, f"without {shortened(spell(operand))}", operand


def _of_unary(node: core.Unary) -> _Made:
    yield node.operand, "", None


def _of_binary(node: core.Binary) -> _Made:
    if node.operator == "in":
        yield core.Unary("!", node, node.line, node.column), "", None
    elif not _joins_text(node):
        other = _OPPOSITES[node.operator]
        new = node._replace(operator=other)
        yield new, _told_around(node, new) or _told_between(node, other), None


def _of_arithmetic(node: core.Arithmetic) -> _Made:
    for index, (operator, operand, line, column) in enumerate(node.steps):
        other = _OPPOSITES[operator]
        step = (other, operand, line, column)
        new = node._replace(steps=(*node.steps[:index], step, *node.steps[index + 1 :]))
        spelt = shortened(spell(operand), _MOST_OPERAND)
        yield new, f"{operator} {spelt} → {other} {spelt}", operand


def _of_conditional(node: core.Conditional) -> _Made:
    new = node._replace(then=node.otherwise, otherwise=node.then)
    yield new, f"the sides after {shortened(spell(node.condition))} ? swapped", None


def _of_constant(node: core.Constant) -> _Made:
    yield from ((node._replace(value=value), "", None) for value in other_values(node.value))


def _of_list(node: core.ListOf) -> _Made:
    for index, (element, _) in enumerate(node.elements):
        new = node._replace(elements=(*node.elements[:index], *node.elements[index + 1 :]))
        what = f"without {shortened(spell(element), _MOST_OPERAND)} in {shortened(spell(node))}"
        yield new, what, element


def _of_loop(node: core.Loop) -> _Made:
    if node.condition is None:
        return
    condition = shortened(spell(node.condition))
    for kind in _QUANTIFIERS.get(node.kind, ()):
        yield node._replace(kind=kind), f"{node.kind} → {kind} of {condition}", None
    if node.kind not in _QUANTIFIERS:
        new = node.source if node.body is None else node._replace(condition=None)
        yield new, f"without the filter {condition}", node.condition


def _of_has(node: core.Has) -> _Made:
    yield from ((core.Constant(value, node.line, node.column), "", None) for value in (True, False))


def _of_call(node: core.Call) -> _Made:
    name = node.function.name
    if not isinstance(node.function, Builtin):
        return
    if name in _LEFT_OUT and len(node.arguments) == 1:
        yield node.arguments[0], f"without {name}() of {shortened(spell(node.arguments[0]))}", None
    if name in _SWAPPED:
        yield node._replace(function=BUILTINS[_SWAPPED[name]]), "", None


_MAKERS: Mapping[type, Callable[[Any], _Made]] = {
    core.Logic: _of_logic,
    core.Unary: _of_unary,
    core.Binary: _of_binary,
    core.Arithmetic: _of_arithmetic,
    core.Conditional: _of_conditional,
    core.Constant: _of_constant,
    core.ListOf: _of_list,
    core.Loop: _of_loop,
    core.Has: _of_has,
    core.Call: _of_call,
}


def _joins_text(node: core.Binary) -> bool:
    """Tell whether `+` joins what is plainly no number: to take it away would only be an error."""
    return node.operator == "+" and any(
        isinstance(side, core.ListOf) or (isinstance(side, core.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def other_values(value: Any) -> Iterator[Any]:
    """Yield what could be written instead of the constant `value`."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Uint):
        yield from (Uint(each) for each in (value + 1, value - 1) if each >= 0)
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float):
        yield from (value * 1.2, value * 0.8) if value else (0.2, -0.2)
    elif isinstance(value, str) and _DAY.fullmatch(value):
        yield from (_days_after(value, 1), _days_after(value, -1))
    elif isinstance(value, str):
        yield _misspelt(value)
        yield from groups_beside(value)


def _misspelt(text: str) -> str:
    # At its beginning: the end of a long text is not shown.
    return "x" + text


def groups_beside(text: object) -> Iterator[str]:
    """Yield the country groups within and around the one that `text` names, if it names one."""
    if text in _GROUPS:
        at = _GROUPS.index(str(text))
        yield from (*_GROUPS[max(at - 1, 0) : at], *_GROUPS[at + 1 : at + 2])


def _days_after(day: str, count: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=count)).isoformat()
    except (ValueError, OverflowError):
        return _misspelt(day)  # no day after all
