"""Packs in the objects of a git repository, each of which is held against its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from holdfast.errors import PolicyError
from holdfast.load.decoding import MAX_BYTES
from holdfast.load.packs import PACK_FILE
from holdfast.model.escape import quoted
from holdfast.model.git_source import GitSource

MAX_FILES = 2_000
MAX_FOLDERS = 1_000
MAX_TOTAL = 32 * 1024 * 1024
"""Of the files of all packs of a source, in bytes."""

MAX_TREE = 4 * 1024 * 1024
"""Of a commit, or of the list of what a folder holds, in bytes."""

_SUFFIXES = (".yaml", ".yml")
_NAME = re.compile(r"[A-Za-z0-9._+@~-](?:[A-Za-z0-9._+@~ -]{0,198}[A-Za-z0-9_+@~-])?")
_TREE, _LINK, _FILES = b"40000", b"120000", (b"100644", b"100755", b"100664")
_FIRST_LINE = re.compile(rb"tree ([0-9a-f]{40}|[0-9a-f]{64})\n")


class UnsoundError(Exception):
    """Objects are missing, are not those that their ids say, or cannot be read."""


Read = Callable[[str, str, int], bytes]
"""Returns the content of the object of an id and a kind, from a repository or from what is kept of one.

Raises UnsoundError, also where it has more than so many bytes.
"""


class GitPack(NamedTuple):
    """A pack: the name of its folder, and the contents of its files by their paths in it."""

    folder: str
    files: Mapping[str, bytes]


class Found(NamedTuple):
    """The packs of a source, sorted, and kind and content of the objects from its commit to their files."""

    packs: tuple[GitPack, ...]
    objects: Mapping[str, tuple[str, bytes]]


def find_packs(source: GitSource, read: Read) -> Found:
    """Return the pack that `source` names, or those directly in the folder that it names; maybe none.

    Only files of YAML are read: what else lies beside them is nobody's data. Raises PolicyError for
    what a pack must not hold, such as a link, and UnsoundError.
    """
    walk = _Walk(source, read)
    return Found(tuple(walk.packs()), walk.met)


class _Entry(NamedTuple):
    mode: bytes
    name: str
    identifier: str


class _Walk:
    """Goes from a commit to the files of its packs, and keeps count."""

    def __init__(self, source: GitSource, read: Read) -> None:
        self._source, self._read = source, read
        self._folders = self._files = self._bytes = 0
        self.met: dict[str, tuple[str, bytes]] = {}

    def packs(self) -> Iterator[GitPack]:
        first = _FIRST_LINE.match(self._verified(self._source.commit, "commit", MAX_TREE))
        if first is None:
            raise UnsoundError("the commit has no tree")
        entries = self._folder(first[1].decode())
        for part in filter(None, self._source.path.split("/")):
            inner = entries.get(part)
            if inner is None or inner.mode != _TREE:
                return
            entries = self._folder(inner.identifier)
        if PACK_FILE in entries:
            yield GitPack(self._source.name, dict(self._contents(entries, "")))
            return
        for name, entry in sorted(entries.items()):
            if entry.mode == _TREE and PACK_FILE in (inside := self._folder(entry.identifier)):
                yield GitPack(self._portable(name), dict(self._contents(inside, f"{name}/")))

    def _contents(self, entries: Mapping[str, _Entry], above: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a pack and of the folders in it; `above` is where it is, for messages."""
        pending = [("", entries)]
        folded: set[str] = set()
        while pending:
            head, inside = pending.pop()
            for name, entry in sorted(inside.items()):
                path = head + name
                if entry.mode == _TREE:
                    pending.append((f"{path}/", self._folder(entry.identifier)))
                elif name.endswith(_SUFFIXES):
                    if path.lower() in folded:
                        raise self._refused(f"{quoted(path)} is there in two spellings")
                    folded.add(path.lower())
                    yield self._portable(path), self._file(entry, above + path)

    def _file(self, entry: _Entry, path: str) -> bytes:
        if entry.mode not in _FILES:
            what = "a symbolic link" if entry.mode == _LINK else "no file"
            raise self._refused(f"{quoted(path)} is {what}, which may lead out of the pack")
        content = self._verified(entry.identifier, "blob", MAX_BYTES)
        self._files += 1
        self._bytes += len(content)
        if self._files > MAX_FILES or self._bytes > MAX_TOTAL:
            total = MAX_TOTAL // 1024**2
            raise self._refused(f"its packs have more than {MAX_FILES:,} files or {total} MiB")
        return content

    def _folder(self, identifier: str) -> Mapping[str, _Entry]:
        self._folders += 1
        if self._folders > MAX_FOLDERS:
            raise self._refused(f"its packs have more than {MAX_FOLDERS:,} folders")
        found: dict[str, _Entry] = {}
        for entry in _entries(self._verified(identifier, "tree", MAX_TREE), len(identifier) // 2):
            if entry.name in found or entry.name.lower() in ("", ".", "..", ".git") or "/" in entry.name:
                raise self._refused(f"it holds the path {quoted(entry.name)}, which leads out of its folder")
            found[entry.name] = entry
        return found

    def _portable(self, path: str) -> str:
        """Return `path` where it can be that of a file on every system."""
        if not all(map(_NAME.fullmatch, path.split("/"))):
            raise self._refused(f"the name {quoted(path)} does not work on every system")
        return path

    def _verified(self, identifier: str, kind: str, most: int) -> bytes:
        content = self._read(identifier, kind, most)
        if object_id(kind, content, len(identifier)) != identifier:
            raise UnsoundError(f"the {kind} {identifier} is another one")
        self.met[identifier] = kind, content
        return content

    def _refused(self, message: str) -> PolicyError:
        return PolicyError(
            f"the git pack {quoted(self._source.written, 300)} is refused: {message}.",
            hint="Have it mended where it comes from, and name the new commit.",
        )


def object_id(kind: str, content: bytes, digits: int) -> str:
    """Return the id of an object, of 40 digits (SHA-1) or 64 (SHA-256), as git gives it."""
    import hashlib  # only a run with a pack from git or a lock needs it

    name = "sha1" if digits == 40 else "sha256"  # noqa: PLR2004  # the two formats of repositories
    found = hashlib.new(name, b"%s %d\0" % (kind.encode(), len(content)), usedforsecurity=False)
    found.update(content)
    return found.hexdigest()


def _entries(tree: bytes, width: int) -> Iterator[_Entry]:
    """Yield what a tree lists: mode, space, name, a zero byte, and the id in `width` bytes; over and over."""
    at = 0
    while at < len(tree):
        end = tree.find(b"\0", at)
        mode, space, name = tree[at:end].partition(b" ")
        identifier = tree[end + 1 : end + 1 + width]
        if end < 0 or not space or len(identifier) != width:
            raise UnsoundError("a tree is cut off")
        yield _Entry(mode.lstrip(b"0"), name.decode("utf-8", "backslashreplace"), identifier.hex())
        at = end + 1 + width
