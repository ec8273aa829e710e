"""Expressions compared by syntax tree: where they stand, spaces and comments do not matter."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from holdfast.cel import ast
from holdfast.cel.parse import parse
from holdfast.model.policy import Definition, Expression

_PLACE = ("line", "column")


def shape(expression: Expression) -> Hashable:
    """Return what is equal for two expressions that are written alike."""
    return _without_places(parse(expression.source))


def has_elements(
    expression: Expression, conditions: Iterable[Definition], variables: Iterable[Definition]
) -> bool:
    """Tell whether conditions see to it that the list which `expression`, an `all()`, walks is not empty.

    They do with `x.exists(…)` for `x` and for `x.filter(…)` of the same predicate, and with
    `x.size() > 0` and `x != []` for `x`, be `x` written there or the value of a variable.
    """
    values = {definition.name: parse(definition.expression.source) for definition in variables}
    walked = parse(expression.source)
    if not isinstance(walked, ast.Call) or walked.receiver is None:
        return False
    wanted = set(_spellings(walked.receiver, values))
    known = {
        each
        for condition in conditions
        for operand in _operands(parse(condition.expression.source))
        for each in _not_empty(operand, values)
    }
    return bool(wanted & known)


def _operands(tree: ast.Node) -> tuple[ast.Node, ...]:
    return tree.operands if isinstance(tree, ast.Logic) and tree.operator == "&&" else (tree,)


def _not_empty(tree: ast.Node, values: Mapping[str, ast.Node]) -> Iterator[Hashable]:
    """Yield the shapes of the lists that are not empty where `tree` is true."""
    if isinstance(tree, ast.Call) and tree.name == "exists" and tree.receiver is not None:
        yield from _spellings(tree.receiver, values)
        yield from _spellings(tree._replace(name="filter"), values)
    elif isinstance(tree, ast.Relation):
        size = tree.left
        if (
            (tree.operator, _constant(tree.right)) == (">", 0)
            and isinstance(size, ast.Call)
            and size.name == "size"
        ):
            for node in (*(() if size.receiver is None else (size.receiver,)), *size.arguments):
                yield from _spellings(node, values)
        elif tree.operator == "!=" and isinstance(tree.right, ast.ListOf) and not tree.right.elements:
            yield from _spellings(tree.left, values)


def _constant(node: ast.Node) -> object:
    return node.value if isinstance(node, ast.Literal) else None


def _spellings(node: ast.Node, values: Mapping[str, ast.Node]) -> Iterator[Hashable]:
    """Yield the shape of a node, and that of the value of the variable that it names."""
    yield _without_places(node)
    for name, value in values.items():
        if isinstance(node, ast.Select) and node.field == name and _is_variables(node.operand):
            yield _without_places(value)


def _is_variables(node: ast.Node) -> bool:
    return isinstance(node, ast.Name) and node.name == "variables"


def _without_places(value: Any) -> Hashable:
    """Return a syntax tree as plain tuples; a node, and a value too, is equal only to one of its own kind."""
    if not isinstance(value, tuple):
        return (type(value).__name__, value)
    names = getattr(value, "_fields", None)
    if names is None:
        return tuple(map(_without_places, value))
    parts = [_without_places(getattr(value, name)) for name in names if name not in _PLACE]
    return (type(value).__name__, *parts)
