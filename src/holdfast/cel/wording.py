"""What the static checks say."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.cel import core
from holdfast.cel.errors import OperationError
from holdfast.cel.types import NULL, TIMESTAMP, AnyType, Object, Text, options_of, show
from holdfast.model.escape import quoted

_LISTED = 12


def path_of(node: core.Node | None) -> str:
    """Return `node` as it is written where it is a name with fields: `app.data.classes`; else ""."""
    if isinstance(node, core.Variable | core.Local):
        return node.name
    if isinstance(node, core.Select | core.Has):
        owner = path_of(node.operand)
        return f"{owner}.{node.field}" if owner else ""
    return ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return which of `known` is spelt most like `name`, or ""."""
    import difflib  # only where something is wrong

    folded = {each.lower(): each for each in sorted(known, reverse=True)}
    close = difflib.get_close_matches(name.lower(), sorted(folded), 1)
    return folded[close[0]] if close else ""


def no_field(owner: Object, name: str) -> str:
    """Say that objects like `owner` have no field `name`."""
    near = nearest(name, owner.fields)
    hint = f"; did you mean `{near}`?" if near else ""
    return f"`{owner.name}` has no field {quoted(name)}{hint}"


def no_object(kind: AnyType, name: str) -> str:
    """Say that a value of `kind` has no fields."""
    return f"`.{name}` needs an object, not {show(kind)}"


def unlike(operator: str, left: AnyType, right: AnyType) -> str:
    """Say that the two are of types that do not compare."""
    hint = ""
    pair = [options_of(left) or (), options_of(right) or ()]
    if any(TIMESTAMP in one and _is_text(other) for one, other in (pair, pair[::-1])):
        hint = "; a day is written date('2027-04-01')"
    elif (NULL,) in pair:
        hint = "; has() tells whether a field is set"
    return f"`{operator}` compares unlike types: {show(left)} and {show(right)}{hint}"


def _is_text(options: tuple[AnyType, ...]) -> bool:
    return len(options) == 1 and isinstance(options[0], Text)


def never(path: str, value: str, allowed: tuple[str, ...], *, holds: bool = False) -> str:
    """Say that what `path` names is never `value`, or never holds it, and what it may be."""
    near = nearest(value, allowed)
    if near:
        hint = f"did you mean {quoted(near)}?"
    else:
        more = ", …" if len(allowed) > _LISTED else ""
        hint = "there are " + ", ".join(map(quoted, allowed[:_LISTED])) + more
    said = f"`{path}` {'never holds' if holds else 'is never'}" if path else "this is never"
    return f"{said} {quoted(value)}; {hint}"


def mistake_of_pattern(text: str) -> str:
    """Say why `text` is no regular expression; "" where it is one."""
    from holdfast.cel.regex import pattern

    try:
        pattern(text)
    except OperationError as error:
        return error.message
    return ""
