"""What the targets of a loop in Python are: each an expression of all that it is in turn."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from holdfast_detect.python.strings import added

_ANY = "_"
"""The key of an entry of which only the run says which it is."""


def turns(target: ast.expr, listed: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a loop binds, where what it goes through is written out or has a name."""
    match target, listed:
        case ast.Tuple(elts=[_, each]), ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            yield from turns(each, inner)
        case ast.Tuple(elts=[_, each]), ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]):
            yield from _entries(each, table)
        case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=several):
            for each, inner in zip(targets, several, strict=False):
                yield from turns(each, inner)
        case ast.Tuple(elts=targets), ast.List(elts=rows) | ast.Tuple(elts=rows):
            for at, each in enumerate(targets):
                column = [row.elts[at] for row in rows if isinstance(row, ast.Tuple) and len(row.elts) > at]
                yield from turns(each, ast.copy_location(ast.List(column, ast.Load()), listed))
        case _, ast.Call(func=ast.Attribute(value=table, attr="values"), args=[]):
            yield from _entries(target, table)
        case ast.Name(id=name), ast.BinOp(op=ast.Add()):
            yield name, ast.copy_location(ast.Tuple([*added(listed)], ast.Load()), listed)
        case ast.Name(id=name), ast.List() | ast.Tuple() | ast.Set() | ast.Name() | ast.Attribute():
            yield name, listed


def _entries(target: ast.expr, table: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        key = ast.copy_location(ast.Name(_ANY, ast.Load()), table)
        yield target.id, ast.copy_location(ast.Subscript(table, key, ast.Load()), table)
