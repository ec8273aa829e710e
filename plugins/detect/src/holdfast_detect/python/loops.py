"""What the targets of a loop in Python are: each an expression of all that it is in turn."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_ANY = "_"
"""The key of an entry of which only the run says which it is."""


def turns(target: ast.expr, listed: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a loop binds, each to what it is in turn.

    `*x` stands for each of what `x` has, the keys of a table; `x[_]` for any of its entries.
    """
    match target, listed:
        case ast.Tuple(elts=[_, each]), ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            yield from turns(each, inner)
        case ast.Tuple(elts=[key, each]), ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]):
            yield from _bound(key, each_of(table))
            yield from _bound(each, any_of(table))
        case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=several):
            for each, inner in zip(targets, several, strict=False):
                yield from turns(each, inner)
        case _, ast.Call(func=ast.Attribute(value=table, attr="values"), args=[]):
            yield from _bound(target, any_of(table))
        case _, ast.Call(func=ast.Attribute(value=table, attr="keys"), args=[]):
            yield from _bound(target, each_of(table))
        case _:
            yield from _bound(target, each_of(listed))


def each_of(listed: ast.expr) -> ast.expr:
    """Return the expression that stands for each of what a loop goes through, `*x`."""
    return ast.copy_location(ast.Starred(listed, ast.Load()), listed)


def any_of(table: ast.expr) -> ast.expr:
    """Return the expression that stands for any entry of a table, `x[_]`."""
    return entry_of(table, ast.Name(_ANY, ast.Load()))


def _bound(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match target:
        case ast.Name(id=name):
            yield name, value
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for at, each in enumerate(targets):
                yield from _bound(each, entry_of(value, ast.Constant(at)))


def entry_of(table: ast.expr, index: ast.expr) -> ast.expr:
    """Return the expression that stands for one entry of a list or a table."""
    return ast.copy_location(ast.Subscript(table, ast.copy_location(index, table), ast.Load()), table)
