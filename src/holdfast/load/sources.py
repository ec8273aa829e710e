"""The files of a repository for detectors: which there are, and each as text and parsed, read once."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from holdfast.load.other_json import ParsedJson, read_other_json
from holdfast.load.other_toml import ParsedToml, read_other_toml
from holdfast.load.other_yaml import Parsed, read_other_yaml
from holdfast.load.reading import UnreadableError, read_inside
from holdfast.model.source import Node

MAX_SOURCE_BYTES = 2 * 1024 * 1024
"""Of a file that detectors look at; nobody writes more by hand."""

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_BLOCK_HEADER = re.compile(r"[|>][^\n]*\n")


class SourceFile:
    """A text file of a tree, parsed at most once.

    `problems` are what kept it from being read whole since they were last cleared, by whoever asked then.
    """

    def __init__(self, tree: SourceTree, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.problems: list[tuple[str, int]] = []
        self._tree = tree
        self._yaml: dict[tuple[int, int | None], Parsed] = {}
        self._json: ParsedJson | None = None
        self._toml: ParsedToml | None = None
        self._lines: list[int] = []

    def yaml(self, start: int = 0, end: int | None = None) -> Sequence[Node]:
        """Return the YAML documents, see `Source`."""
        if (start, end) not in self._yaml:
            self._yaml[start, end] = read_other_yaml(self.text[start:end], start)
        found, problem, line = self._yaml[start, end]
        if (start, end) == (0, None):
            self._note(problem, line)
        return found

    def json(self) -> Node:
        """Return the JSON document, see `Source`."""
        self._json = self._json or read_other_json(self.text)
        document, problem, line = self._json
        self._note(problem, line)
        return document

    def toml(self) -> Node:
        """Return the TOML document, see `Source`."""
        self._toml = self._toml or read_other_toml(self.text)
        document, problem, line = self._toml
        self._note(problem, line)
        return document

    def embedded(self, node: Node) -> Sequence[Node]:
        """Return the YAML documents in a block scalar, see `Source`."""
        header = _BLOCK_HEADER.match(self.text, node.start)
        # All lines of the block are indented alike, so as they stand they are a document.
        return self.yaml(header.end(), node.end) if header else ()

    def not_read(self, line: int = 1) -> None:
        """Note that the file could not be read from a line on, see `Source`."""
        self._note("its syntax is not understood", line)

    def within(self, node: Node, text: str) -> int:
        """Return where `text` is written in `node`, see `Source`."""
        at = self.text.find(text, node.start, node.end) if text else -1
        return node.start if at < 0 else at

    def neighbours(self) -> Sequence[str]:
        """Return the files of the folder, see `Source`."""
        return self._tree.folder(PurePosixPath(self.path).parent.as_posix())

    def other(self, path: str) -> SourceFile | None:
        """Return another file of the tree, see `Source`."""
        return self._tree.source(path)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both 1-based, of an offset into the text."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        offset = min(max(offset, 0), len(self.text))
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _note(self, problem: str, line: int) -> None:
        if problem and (problem, line) not in self.problems:
            self.problems.append((problem, line))


class SourceTree:
    """The files of one repository by path; each is read when it is first asked for."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self.paths = tuple(sorted(paths))
        self.problems: dict[str, str] = {}
        self._root = root
        self._known = frozenset(self.paths)
        self._files: dict[str, SourceFile | None] = {}
        self._folders: Mapping[str, Sequence[str]] | None = None

    def source(self, path: str) -> SourceFile | None:
        """Return a file; None where it is none of the tree, no text, or cannot be read."""
        if path not in self._files:
            self._files[path] = self._read(path) if path in self._known else None
        return self._files[path]

    def forget(self, path: str) -> None:
        """Let go of a file that was looked at, so that a large tree needs no more memory than a small one."""
        self._files.pop(path, None)

    def folder(self, folder: str) -> Sequence[str]:
        """Return the paths of the files in a folder, sorted."""
        if self._folders is None:
            folders: dict[str, list[str]] = {}
            for path in self.paths:
                folders.setdefault(PurePosixPath(path).parent.as_posix(), []).append(path)
            self._folders = folders
        return self._folders.get(folder, ())

    def _read(self, path: str) -> SourceFile | None:
        try:
            raw = read_inside(self._root, self._root / path, MAX_SOURCE_BYTES)
        except UnreadableError as error:
            self.problems[path] = error.message
            return None
        text = _text(raw)
        return None if text is None else SourceFile(self, path, text)


def _text(raw: bytes) -> str | None:
    """Return the text of a file with plain line ends; None for what is none."""
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in raw:
        return None
    text = raw.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
