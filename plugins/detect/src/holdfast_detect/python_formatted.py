"""What a string is that Python puts together: `f"openai/{MODEL}"`, `"gpt-" + SIZE`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from holdfast_detect.python_module import Places
from holdfast_detect.python_pieces import Piece
from holdfast_detect.resources import of_resource
from holdfast_detect.values import Value

Of = Callable[[ast.expr], Iterator[Value]]
"""From an expression to the values that it may have."""

_PUT_TOGETHER = "it is put together when the program runs"
_LETTER = re.compile(r"[^\W_]")


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
