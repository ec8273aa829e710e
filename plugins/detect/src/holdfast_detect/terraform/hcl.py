"""HCL, as Terraform is written in: blocks and values with their places, by python-hcl2's grammar."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from holdfast import Node, Source

_MAX_CHARACTERS = 500_000
_MAX_BROKEN = 50_000
"""Of a text with a mistake, each block of which is read by itself."""

_TOP = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
"""Where a block or a value begins that is in no other."""


_SAID = re.compile(r"^[ \t]*(?:(?:description|error_message)[ \t]*=|#|//)[^\n]*", re.MULTILINE)
_SET = re.compile(r"\bdefault[ \t]*=[ \t]*(?!null\b|true\b|false\b|\d|\[\]|\{\}|\"\")|\boptional\(")
"""A variable that is something if nobody sets it, or of which a part is."""


class Block(NamedTuple):
    """One block: `resource "a" "b" {…}` has the kind `resource` and the labels `a` and `b`.

    A value is a string without its quotes, the text of another expression, or a mapping or list of values.
    """

    kind: str
    labels: tuple[str, ...]
    values: Mapping[str, Node]
    blocks: tuple[Block, ...]

    def first(self, kind: str) -> Block:
        """Return the first block of that kind in this one, or an empty one."""
        return next((block for block in self.blocks if block.kind == kind), Block(kind, (), {}, ()))

    def text(self, key: str) -> str:
        """Return a value that is a string or another expression, or nothing."""
        value = self.values.get(key)
        return value.text if value else ""


_EMPTY = Block("", (), {}, ())


def blocks_of(source: Source, wanted: re.Pattern[str]) -> Block:
    """Return the blocks of a file in one without a kind; of what cannot be read nothing, and a note.

    Blocks at the top in which `wanted` is nowhere found are left out: reading HCL takes its time.
    """
    if not wanted.search(source.text):
        return _EMPTY
    if source.path.endswith(".json"):
        return _of_json(source.json())
    root, line = _read(_only(source.text, wanted))
    if line:  # perhaps it was cut up wrongly, as where a text of several lines begins like a block
        root, line = _read(source.text)
    if line:
        source.not_read(line)
        root = _each(source.text, wanted) if len(source.text) <= _MAX_BROKEN else root
    return root


def _each(text: str, wanted: re.Pattern[str]) -> Block:
    """Return the blocks of a text that can be read by themselves."""
    values: dict[str, Node] = {}
    blocks: list[Block] = []
    for begin, end in pairwise(_places(text)):
        if wanted.search(text, begin, end):
            found, _ = _read("".join((_blank(begin), text[begin:end])))
            values.update(found.values)
            blocks += found.blocks
    return Block("", (), values, tuple(blocks))


_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "provider": 1, "locals": 0}
"""How many names the blocks have that JSON has below each other."""


def _of_json(root: Node) -> Block:
    """Return the blocks of a file that has them as JSON."""
    blocks = [
        Block(kind, labels, fields, ())
        for kind, depth in _LABELS.items()
        for labels, fields in _labelled(root.at(kind), depth)
    ]
    values = {key: value for key, value in root.fields.items() if key not in _LABELS}
    return Block("", (), values, tuple(blocks))


def _labelled(node: Node, depth: int) -> Iterator[tuple[tuple[str, ...], Mapping[str, Node]]]:
    for each in node.entries or (node,):
        if not depth:
            yield (), each.fields
            continue
        for label, inner in each.fields.items():
            for labels, fields in _labelled(inner, depth - 1):
                yield (label, *labels), fields


def _only(text: str, wanted: re.Pattern[str]) -> str:
    """Return a text of the same length, all blocks and values at the top blank but those with `wanted`.

    What is only said of a variable does not count, nor a variable that is nothing if nobody sets it.
    """
    places = _places(text)
    said = [match.span() for match in _SAID.finditer(text)]
    ends = [end for _, end in said]
    kept = set()
    for match in wanted.finditer(text):
        after = bisect_right(ends, match.start())
        if after == len(said) or match.start() < said[after][0]:
            kept.add(bisect_right(places, match.start()) - 1)
    pieces, at = [], 0
    for begin, end in ((places[index], places[index + 1]) for index in sorted(kept)):
        if text.startswith("variable", begin) and not _SET.search(text, begin, end):
            continue
        pieces += [_blank(begin - at), text[begin:end]]
        at = end
    return "".join((*pieces, _blank(len(text) - at)))


def _blank(length: int) -> str:
    return " " * (length - 1) + "\n" if length else ""


@lru_cache(maxsize=128)
def _places(text: str) -> tuple[int, ...]:
    """Return where all that is at the top begins, and the end."""
    return (0, *(match.start() for match in _TOP.finditer(text) if match.start()), len(text))


@lru_cache(maxsize=128)
def _read(text: str) -> tuple[Block, int]:
    """Return the blocks, and the line of what is wrong or 0."""
    from hcl2.api import parses_to_tree

    if len(text) > _MAX_CHARACTERS:
        return _EMPTY, 1
    try:
        tree = parses_to_tree(text if text.endswith("\n") else text + "\n")
        return _Reader(text).body("", (), tree.children[0]), 0
    except Exception as error:  # noqa: BLE001  # whatever a strange file makes a parser raise
        line = getattr(error, "line", 1)
        return _EMPTY, line if isinstance(line, int) and line > 0 else 1


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def body(self, kind: str, labels: tuple[str, ...], tree: Any) -> Block:
        values: dict[str, Node] = {}
        blocks = []
        for child in _trees(tree):
            if child.data == "attribute":
                name, value = list(_trees(child))[:2]
                values[self._source(name)] = self._value(value)._replace(key=name.meta.start_pos)
            elif child.data == "block":
                *heads, inner = _trees(child)
                names = [self._source(head).strip('"') for head in heads]
                blocks.append(self.body(names[0], tuple(names[1:]), inner))
        return Block(kind, labels, values, tuple(blocks))

    def _value(self, tree: Any) -> Node:
        start, end = tree.meta.start_pos, tree.meta.end_pos
        if tree.data == "expr_term" and len(inner := list(_trees(tree))) == 1:
            return self._value(inner[0])
        if tree.data == "string":
            return Node(self._text[start + 1 : end - 1], start, end)
        if tree.data == "object":
            return Node(dict(self._entries(tree)), start, end)
        if tree.data == "tuple":
            return Node([self._value(each) for each in _trees(tree)], start, end)
        inside = [self._value(each) for each in _containers(tree)]
        return Node(inside or self._text[start:end], start, end)

    def _entries(self, tree: Any) -> Iterator[tuple[str, Node]]:
        for element in _trees(tree):
            if element.data == "object_elem":
                key, value = list(_trees(element))[:2]
                yield self._source(key).strip('"'), self._value(value)._replace(key=key.meta.start_pos)

    def _source(self, tree: Any) -> str:
        return self._text[tree.meta.start_pos : tree.meta.end_pos]


def _trees(tree: Any) -> Iterator[Any]:
    return (each for each in tree.children if hasattr(each, "data") and each.data != "new_line_or_comment")


def _containers(tree: Any) -> list[Any]:
    """Return the outermost mappings and lists in an expression, such as the argument of `jsonencode`."""
    found: list[Any] = []
    todo = list(_trees(tree))
    while todo:
        each = todo.pop(0)
        if each.data in ("object", "tuple"):
            found.append(each)
        else:
            todo += _trees(each)
    return found
