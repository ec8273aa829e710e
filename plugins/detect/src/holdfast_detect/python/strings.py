"""Strings that Python puts together: their pieces, `"gpt-" + SIZE`, and their text, `f"openai/{MODEL}"`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from string import Formatter

from holdfast_detect.ids import looks_like_id
from holdfast_detect.python.module import Places
from holdfast_detect.resources import of_resource
from holdfast_detect.values import Value

Piece = str | ast.expr
"""A text as it is written, or what stands for one."""

Of = Callable[[ast.expr], Iterator[Value]]
"""From an expression to the values that it may have."""

_LONGEST_NUMBER = 4
_PLACE = re.compile(r"%[sd]")
_PUT_TOGETHER = "it is put together when the program runs"
_LETTER = re.compile(r"[^\W_]")
_BETWEEN = re.compile(r"[,;|]")


def pieces(node: ast.expr) -> list[Piece]:
    """Return what `+`, `%`, `format` and `join` put together, in order; nothing where no text is among it."""
    found = list(_pieces(node))
    return found if any(isinstance(each, str) and each for each in found) else []


def _pieces(node: ast.expr) -> Iterator[Piece]:
    match node:
        case ast.BinOp(op=ast.Add()):
            for each in added(node):
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


def added(node: ast.expr) -> Iterator[ast.expr]:
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
            is_number = field.isdecimal() and len(field) < _LONGEST_NUMBER
            position = int(field) if is_number else index if not field else -1
            given = node.args[position] if 0 <= position < len(node.args) else named.get(field)
            yield node if given is None or any(how) else _text_or(given)


def formatted(node: ast.JoinedStr, places: Places, of: Of) -> Iterator[Value]:
    """Yield what a string may be; nothing where others say all of it."""
    parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
    found: list[Piece] = [
        part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else part
        for part in parts
    ]
    texts = [part for part in found if isinstance(part, str)]
    if len(parts) == 1:
        yield from of(parts[0])
    elif (only := _after_host(found, of)) is not None:
        yield only
    elif _LETTER.search("".join(texts)) or any(
        not isinstance(part, str) and _known(part, of) for part in found
    ):
        yield _joined(node, parts, places, of)


def _after_host(parts: Sequence[Piece], of: Of) -> Value | None:
    """Return the id after the name of a host, where it is known."""
    match parts:
        case [str(host), ast.expr() as last] if host.endswith(("/", ":")):
            found = _known(last, of)
            return found and found._replace(model=host + (found.model or found.text))
    return None


def _known(node: ast.expr, of: Of) -> Value | None:
    """Return the only value of an expression, if that is known."""
    found = list(islice(of(node), 2))
    return found[0] if len(found) == 1 and not found[0].unresolved else None


def _joined(node: ast.JoinedStr, parts: Sequence[ast.expr], places: Places, of: Of) -> Value:
    written = places.written(node)
    body = written.lstrip("rRfFbB")
    quotes = 3 if body[:3] in ('"""', "'''") else 1
    text = body[quotes:-quotes]
    begin = places.start(node) + len(written) - len(body) + quotes
    known = [_known(part, of) for part in parts]
    if all(known):
        return Value(text, begin, "".join(each.model or each.text for each in known if each))
    if model := of_resource(text):
        return Value(text, begin, model)
    return Value(text, begin, unresolved=_PUT_TOGETHER)


def put_together(node: ast.expr, parts: Sequence[Piece], places: Places, of: Of) -> Value:
    """Return the text of pieces; what is not known of it is written as `…`."""
    if (only := _after_host(parts, of)) is not None:
        return only
    known = [part if isinstance(part, str) else _known(part, of) for part in parts]
    texts = [each if isinstance(each, str) else (each.model or each.text) if each else "…" for each in known]
    return Value("".join(texts), places.start(node), unresolved=_PUT_TOGETHER if "…" in texts else "")


def ids_in(text: str) -> list[str]:
    """Return the ids that a text lists with commas, semicolons or bars between, else the text itself."""
    listed = [each.strip() for each in _BETWEEN.split(text)] if _BETWEEN.search(text) else []
    return listed if listed and all(map(looks_like_id, listed)) else [text]


def in_one_line(written: str) -> str:
    """Return a call or an entry as it would be written in one line."""
    lines = [each.strip() for each in written.splitlines()]
    joined = "".join(f"{each} " if each.endswith(",") else each for each in lines)
    return joined.strip().replace(", )", ")").replace(", ]", "]")
