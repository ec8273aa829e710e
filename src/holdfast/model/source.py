"""A file as detectors see it: its text, and what it parses to, each value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol


class Node(NamedTuple):
    """One value of a parsed file.

    `value` is a dict of nodes, a list of nodes, a scalar's text as it was written (numbers and booleans
    too), or None for null and for what is not there. `start` and `end` are offsets into the text of the
    file, 0-based, in code points; an alias has those of its anchor. `key` is where its key starts.
    """

    value: Mapping[str, Node] | Sequence[Node] | str | None
    start: int = 0
    end: int = 0
    key: int = 0

    @property
    def text(self) -> str:
        """The text of a scalar; empty for everything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def fields(self) -> Mapping[str, Node]:
        """The entries of a mapping; empty for everything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def entries(self) -> Sequence[Node]:
        """The entries of a list; empty for everything else."""
        return self.value if isinstance(self.value, list) else ()

    def at(self, *path: str | int) -> Node:
        """Return what `path` leads to, or a node of nothing where it leads nowhere."""
        node = self
        for part in path:
            if isinstance(part, str):
                node = node.fields.get(part, NOTHING)
            else:
                node = node.entries[part] if part < len(node.entries) else NOTHING
        return node

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, each before those in it, in the order of the file."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(reversed(node.entries or tuple(node.fields.values())))


NOTHING = Node(None)
"""What is not there."""


class Source(Protocol):
    """One file of the repository that is searched; nothing of it is ever run or rendered."""

    @property
    def path(self) -> str:
        """The path in the repository, with `/`."""

    @property
    def text(self) -> str:
        """The content, with plain line ends."""

    def yaml(self, start: int = 0, end: int | None = None) -> Sequence[Node]:
        """Return the YAML documents, as far as they can be read; those of a part where that is YAML.

        What cannot be read of the whole is noted for the user. Tolerant of what other tools allow:
        several documents, tags, anchors, merge keys, repeated keys (the last one counts), templates in
        double braces or of Terraform (their text is the value).
        """

    def json(self) -> Node:
        """Return the JSON document, as `yaml` does; comments and trailing commas are allowed."""

    def toml(self) -> Node:
        """Return the TOML document, as `yaml` does."""

    def embedded(self, node: Node) -> Sequence[Node]:
        """Return the YAML documents that the block scalar `node` of this file holds, with their places."""

    def not_read(self, line: int = 1) -> None:
        """Note for the user that what a detector reads the file with gave up at `line`."""

    def within(self, node: Node, text: str) -> int:
        """Return the offset at which `text` is written in `node`, or that of the node."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both 1-based, of an offset into the text."""

    def neighbours(self) -> Sequence[str]:
        """Return the paths of the files in the same folder, sorted."""

    def other(self, path: str) -> Source | None:
        """Return another file of the repository by its path, None where there is no such text file."""
