"""Paths into parsed files: a small part of JSONPath (RFC 9535), in which nothing is computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from holdfast.model.source import NOTHING, Node

MAX_SEGMENTS = 32

SYNTAX = "Write a path such as `$.models[*].id`, `$..model`, `$['model-list'][0]`."
"""What a path may be, for whoever wrote another."""

_SEGMENT = re.compile(
    r"""(?x)
      \.(?P<below>\.)? (?:(?P<name>[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*) | (?P<star>\*))
    | (?P<below_bracket>\.\.)? \[ (?:
          (?P<any>\*) | (?P<index>0|[1-9][0-9]{0,5})
        | '(?P<single>(?:[^'\\]|\\['\\])*)' | "(?P<double>(?:[^"\\]|\\["\\])*)"
      ) \]
    """
)


class PathError(ValueError):
    """A path is none of ours; the text says from where on."""


class Match(NamedTuple):
    """A node that a path leads to, and the mapping or list that it stands in; nothing for the document."""

    node: Node
    parent: Node = NOTHING


class _Segment(NamedTuple):
    """One step: to the entry `key` of a mapping or a list, to all where None; `below`: at any depth."""

    key: str | int | None
    below: bool = False


class NodePath(NamedTuple):
    """A path that was understood; `is_relative` where it begins with `@` and not with the document."""

    segments: tuple[_Segment, ...]
    is_relative: bool = False

    def select(self, start: Node) -> Iterator[Match]:
        """Yield what the path leads to from `start`, each node once; in the time that the tree is large."""
        found: Iterable[Match] = (Match(start),)
        for segment in self.segments:
            found = _each_once(_step(segment, found))
        return iter(found)


def node_path(text: str) -> NodePath:
    """Return the path that `text` writes, from `$`, the document, or `@`, where one is. Raises PathError."""
    if text[:1] not in ("$", "@"):
        raise PathError("it begins with neither `$` nor `@`")
    segments: list[_Segment] = []
    at = 1
    while at < len(text):
        match = _SEGMENT.match(text, at)
        if match is None:
            raise PathError(f"from character {at + 1} on it is not understood")
        segments.append(_segment(match))
        at = match.end()
    if len(segments) > MAX_SEGMENTS:
        raise PathError(f"it has more than {MAX_SEGMENTS} steps")
    return NodePath(tuple(segments), is_relative=text[0] == "@")


def _segment(match: re.Match[str]) -> _Segment:
    below = bool(match["below"] or match["below_bracket"])
    if match["star"] or match["any"]:
        return _Segment(None, below)
    if match["index"]:
        return _Segment(int(match["index"]), below)
    quoted = match["single"] if match["single"] is not None else match["double"]
    return _Segment(match["name"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted), below)


def _step(segment: _Segment, found: Iterable[Match]) -> Iterator[Match]:
    nodes = (match.node for match in found)
    for node in _and_below(nodes) if segment.below else nodes:
        for child in _children(node, segment.key):
            yield Match(child, node)


def _children(node: Node, key: str | int | None) -> Sequence[Node]:
    if key is None:
        return node.entries or tuple(node.fields.values())
    if isinstance(key, str):
        return (node.fields[key],) if key in node.fields else ()
    return node.entries[key : key + 1]


def _and_below(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the nodes and all below them, none twice however they overlap."""
    seen: set[int] = set()
    todo = list(nodes)[::-1]
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            todo.extend(reversed(_children(node, None)))


def _each_once(found: Iterable[Match]) -> Sequence[Match]:
    """Return the matches without those of a node that was there; an alias stands for the node itself."""
    by_node: dict[int, Match] = {}
    for match in found:
        by_node.setdefault(id(match.node), match)
    return tuple(by_node.values())
