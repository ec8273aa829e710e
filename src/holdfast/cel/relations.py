"""Static checks of what stands between two values: `==`, `!=`, `<` and its like, `in`."""

from __future__ import annotations

from holdfast.cel import core, wording
from holdfast.cel.notes import Notes
from holdfast.cel.shapes import have_order
from holdfast.cel.types import (
    BOOL,
    DOUBLE,
    INT,
    STRING,
    UINT,
    AnyType,
    Either,
    ListOf,
    MapOf,
    Object,
    Text,
    comparable,
    fits,
    options_of,
    show,
)

_KEYS = Either((STRING, BOOL, INT, UINT, DOUBLE))


def check_relation(notes: Notes, node: core.Binary, left: AnyType, right: AnyType) -> None:
    """Note what is wrong with the relation `node` between values of these types."""
    if node.operator in ("==", "!="):
        _equality(notes, node, left, right)
    elif node.operator == "in":
        _membership(notes, node, left, right)
    elif not have_order(left, right):
        notes.wrong(node, wording.unlike(node.operator, left, right))


def _equality(notes: Notes, node: core.Binary, left: AnyType, right: AnyType) -> None:
    if not comparable(left, right):
        notes.wrong(node, wording.unlike(node.operator, left, right))
    elif isinstance(node.right, core.Constant):
        _literal(notes, node.left, left, node.right)
    elif isinstance(node.left, core.Constant):
        _literal(notes, node.right, right, node.left)
    else:
        ours, theirs = _allowed(left), _allowed(right)
        if ours and theirs and set(ours).isdisjoint(theirs):
            notes.wrong(node, f"`{node.operator}` compares what never has a value in common")


def _literal(
    notes: Notes, node: core.Node, kind: AnyType, literal: core.Node, *, holds: bool = False
) -> None:
    """Note where `literal` is a string that `node`, or an element of it, can never be."""
    if not isinstance(literal, core.Constant) or not isinstance(literal.value, str):
        return
    allowed = _allowed(kind)
    if allowed is not None and literal.value not in allowed:
        notes.wrong(literal, wording.never(wording.path_of(node), literal.value, allowed, holds=holds))


def _membership(notes: Notes, node: core.Binary, needle: AnyType, holder: AnyType) -> None:
    options = options_of(holder)
    if options is None:
        return
    lists = [option for option in options if isinstance(option, ListOf)]
    maps = [option for option in options if isinstance(option, MapOf) or _is_known_map(option)]
    if not lists and not maps:
        notes.wrong(node, f"`in` needs a list or a map, not {show(holder)}")
    elif not _can_hold(lists, maps, needle):
        notes.wrong(node, f"`in` looks for {show(needle)} in {show(holder)}")
    elif isinstance(node.right, core.ListOf):
        for element, _ in node.right.elements:
            _literal(notes, node.left, needle, element)
    elif len(lists) == 1 and not maps:
        _literal(notes, node.right, lists[0].element, node.left, holds=True)


def _can_hold(lists: list[ListOf], maps: list[AnyType], needle: AnyType) -> bool:
    return any(comparable(needle, option.element) for option in lists) or bool(maps and fits(needle, _KEYS))


def _is_known_map(kind: AnyType) -> bool:
    return isinstance(kind, Object) and kind.is_map


def _allowed(kind: AnyType) -> tuple[str, ...] | None:
    """Return the only strings that a value of `kind` can be; None where it can be any, or is no string."""
    texts = [option for option in options_of(kind) or () if isinstance(option, Text)]
    if not texts or any(text.allowed is None for text in texts):
        return None
    return tuple(value for text in texts for value in text.allowed or ())
