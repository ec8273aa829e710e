"""Texts that an expression of a Python module puts together: what it puts together, piece by piece."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

Piece = str | ast.expr
"""A text as it is written, or what stands for one."""

_PLACE = re.compile(r"%[sd]")


def pieces(node: ast.expr) -> list[Piece]:
    """Return what `+`, `%`, `format` and `join` put together, in order; nothing where no text is among it."""
    found = list(_pieces(node))
    return found if any(isinstance(each, str) and each for each in found) else []


def _pieces(node: ast.expr) -> Iterator[Piece]:
    match node:
        case ast.BinOp(op=ast.Add()):
            for each in _added(node):
                yield _text_or(each)
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod(), right=right):
            values = right.elts if isinstance(right, ast.Tuple) else [right]
            yield from _filled(_PLACE.split(text), values)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            yield from _formatted(text, node)
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(joint)), attr="join"),
            args=[ast.List(elts=elements) | ast.Tuple(elts=elements)],
        ):
            texts = ["", *[joint] * (len(elements) - 1), ""]
            yield from _filled(texts if elements else [], elements)


def _added(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what is added up, from left to right."""
    todo = [node]
    while todo:
        each = todo.pop()
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add):
            todo += (each.right, each.left)
        else:
            yield each


def _filled(texts: list[str], values: list[ast.expr]) -> Iterator[Piece]:
    """Yield the texts with the values between them, where there is one for each gap."""
    if len(texts) == len(values) + 1:
        for text, value in zip(texts, values, strict=False):
            yield text
            yield _text_or(value)
        yield texts[-1]


def _text_or(node: ast.expr) -> Piece:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else node


def _formatted(text: str, node: ast.Call) -> Iterator[Piece]:
    named = {each.arg: each.value for each in node.keywords}
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return
    for index, (literal, field, *how) in enumerate(fields):
        yield literal
        if field is not None:
            position = int(field) if field.isdecimal() else index if not field else -1
            given = node.args[position] if 0 <= position < len(node.args) else named.get(field)
            yield node if given is None or any(how) else _text_or(given)
