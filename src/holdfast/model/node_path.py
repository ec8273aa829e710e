"""Paths into parsed files: a small part of JSONPath (RFC 9535), in which nothing is computed.

Beyond the standard, `~` is the name of an entry and `^` what holds it, as in JSONPath Plus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from holdfast.model.source import Node

MAX_SEGMENTS = 32

SYNTAX = "Write a path such as `$.models[*].id`, `$..model`, `$['model-list'][0]`, `$.models.*~`."
"""What a path may be, for whoever wrote another."""

_SEGMENT = re.compile(
    r"""(?x)
      \.(?P<below>\.)? (?:(?P<name>[A-Za-z_\u0080-\U0010ffff][A-Za-z0-9_\u0080-\U0010ffff]*) | (?P<star>\*))
    | (?P<below_bracket>\.\.)? \[ (?:
          (?P<any>\*) | (?P<index>0|[1-9][0-9]{0,5})
        | '(?P<single>(?:[^'\\]|\\['\\])*)' | "(?P<double>(?:[^"\\]|\\["\\])*)"
      ) \]
    | (?P<up>\^)
    | (?P<name_of>~)\Z
    """
)


class PathError(ValueError):
    """A path is none of ours; the text says from where on."""


class Match(NamedTuple):
    """A node that a path leads to, the mapping or list that holds it, and its name in a mapping.

    Nothing holds the document; the entries of a list have no name. A name is held by what has it.
    """

    node: Node
    holder: Match | None = None
    name: str | None = None


class _Step(StrEnum):
    """Where a segment leads to."""

    DOWN = "down"
    UP = "up"
    NAME = "name"


class _Segment(NamedTuple):
    """One step: down to the entry `key` of a mapping or a list, to all where None; `below`: at any depth."""

    key: str | int | None = None
    below: bool = False
    step: _Step = _Step.DOWN


class NodePath(NamedTuple):
    """A path that was understood; `is_relative` where it begins with `@` and not with the document."""

    segments: tuple[_Segment, ...]
    is_relative: bool = False

    def select(self, start: Match) -> Iterator[Match]:
        """Yield what the path leads to from `start`, each node once; in the time that the tree is large."""
        found: Iterable[Match] = (start,)
        for segment in self.segments:
            found = _each_once(_STEPS[segment.step](segment, found))
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
    if match["up"] or match["name_of"]:
        return _Segment(step=_Step.UP if match["up"] else _Step.NAME)
    below = bool(match["below"] or match["below_bracket"])
    if match["star"] or match["any"]:
        return _Segment(None, below)
    if match["index"]:
        return _Segment(int(match["index"]), below)
    quoted = match["single"] if match["single"] is not None else match["double"]
    return _Segment(match["name"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted), below)


def _down(segment: _Segment, found: Iterable[Match]) -> Iterator[Match]:
    for match in _and_below(found) if segment.below else found:
        yield from _children(match, segment.key)


def _up(_segment: _Segment, found: Iterable[Match]) -> Iterator[Match]:
    return (match.holder for match in found if match.holder)


def _names(_segment: _Segment, found: Iterable[Match]) -> Iterator[Match]:
    """Yield the name of each as if it were a text, held by what it is the name of."""
    for match in found:
        if match.name is not None:
            yield Match(Node(match.name, match.node.key, match.node.end), match)


_STEPS = {_Step.DOWN: _down, _Step.UP: _up, _Step.NAME: _names}


def _children(match: Match, key: str | int | None) -> Sequence[Match]:
    node = match.node
    if isinstance(key, str):
        return (Match(node.fields[key], match, key),) if key in node.fields else ()
    if node.fields and key is None:
        return [Match(child, match, name) for name, child in node.fields.items()]
    return [Match(child, match) for child in (node.entries if key is None else node.entries[key : key + 1])]


def _and_below(found: Iterable[Match]) -> Iterator[Match]:
    """Yield the nodes and all below them, none twice however they overlap."""
    seen: set[int] = set()
    todo = list(found)[::-1]
    while todo:
        match = todo.pop()
        if id(match.node) not in seen:
            seen.add(id(match.node))
            yield match
            todo.extend(reversed(_children(match, None)))


def _each_once(found: Iterable[Match]) -> Sequence[Match]:
    """Return the matches without those of a node that was there; an alias stands for the node itself."""
    by_node: dict[int, Match] = {}
    for match in found:
        by_node.setdefault(id(match.node), match)
    return tuple(by_node.values())
