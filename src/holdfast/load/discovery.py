"""From targets on the command line to the manifests that are to be read."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import TargetError
from holdfast.load.ignored import ignored_by_git
from holdfast.load.reading import is_inside
from holdfast.model.escape import quoted

MANIFEST_NAMES = ("ai-manifest.yaml", "ai-manifest.yml")

_MAX_ENTRIES = 1_000_000


class Repository(NamedTuple):
    """One checkout: its real path, and how output names it ("" where the run has only one)."""

    root: Path
    label: str = ""

    def shown(self, path: Path) -> str:
        """Return `path`, which lies in the repository, as output names it."""
        # pathlib takes as long for this as half of the file takes to be read
        relative = str(path)[len(str(self.root)) :].lstrip(os.sep).replace(os.sep, "/") or "."
        text = f"{self.label}/{relative}" if self.label else relative
        # a name that is not UTF-8 cannot be written to a report as it is
        return os.fsencode(text).decode("utf-8", "replace")


class Found(NamedTuple):
    """A file, or whatever bears its name, that is to be read as a manifest."""

    repository: Repository
    path: Path

    @property
    def shown(self) -> str:
        """The path as output names it."""
        return self.repository.shown(self.path)


class Discovery(NamedTuple):
    """All that was found, sorted by shown path, and notes on what could not be searched as meant."""

    found: tuple[Found, ...]
    notes: tuple[str, ...] = ()


class Tree(NamedTuple):
    """The files of one repository that are to be searched, as sorted POSIX paths relative to it.

    `folders` are those of the targets, "" for the repository itself. `unlisted` are folders whose files
    nobody knows, each with the reason.
    """

    repository: Repository
    paths: tuple[str, ...]
    folders: tuple[str, ...] = ("",)
    unlisted: tuple[tuple[str, str], ...] = ()


class Forest(NamedTuple):
    """All that is to be searched, sorted by label, and notes on what could not be searched as meant."""

    trees: tuple[Tree, ...]
    notes: tuple[str, ...] = ()


class _Target(NamedTuple):
    """A target with its links resolved; `is_file` where a manifest was named itself."""

    path: Path
    is_file: bool
    root: Path


def refuse_missing(targets: Sequence[Path]) -> None:
    """Raise TargetError for a target that `discover` would refuse."""
    for target in targets:
        _resolve(target)


def discover(targets: Sequence[Path]) -> Discovery:
    """Find the manifests of `targets`: folders to search, or manifests of any name.

    Targets of one repository are one repository. What git ignores is left out, unless it is named.
    Raises TargetError for a target that does not exist.
    """
    resolved = [_resolve(target) for target in targets]
    roots = _outermost({target.root for target in resolved})
    labels = _labels(set(roots.values()))
    search = _Search()
    found: list[Found] = []
    for target in resolved:
        root = roots[target.root]
        repository = Repository(root, labels[root])
        paths = [target.path] if target.is_file else search.manifests(target.path, repository)
        found.extend(Found(repository, path) for path in paths)
    return Discovery(tuple(_each_file_once(found)), tuple(sorted(search.notes)))


def discover_files(targets: Sequence[Path]) -> Forest:
    """Find the files of `targets`, folders or single files, that git tracks or would track.

    Links are not followed. Raises TargetError for a target that does not exist.
    """
    resolved = [_resolve(target) for target in targets]
    roots = _outermost({target.root for target in resolved})
    labels = _labels(set(roots.values()))
    search = _Search()
    found: dict[Path, set[str]] = {root: set() for root in roots.values()}
    for target in resolved:
        root = roots[target.root]
        paths = [target.path] if target.is_file else search.files(target.path, Repository(root, labels[root]))
        found[root].update(path.relative_to(root).as_posix() for path in paths)
    trees = (Tree(Repository(root, labels[root]), tuple(sorted(paths))) for root, paths in found.items())
    return Forest(tuple(sorted(trees, key=lambda tree: tree.repository.label)), tuple(sorted(search.notes)))


def discover_repositories(targets: Sequence[Path]) -> Forest:
    """Find the files of the repositories that `targets` lie in, as `discover_files` does."""
    resolved = [_resolve(target) for target in targets]
    roots = _outermost({target.root for target in resolved})
    labels = _labels(set(roots.values()))
    trees = []
    for root, label in labels.items():
        search, repository = _Search(), Repository(root, label)
        paths = sorted(path.relative_to(root).as_posix() for path in search.files(root, repository))
        named = (target for target in resolved if roots[target.root] == root)
        folders = {target.path.parent if target.is_file else target.path for target in named}
        within = sorted({folder.relative_to(root).as_posix().removeprefix(".") for folder in folders})
        trees.append(Tree(repository, tuple(paths), tuple(within), tuple(sorted(search.unlisted))))
    return Forest(tuple(sorted(trees, key=lambda tree: tree.repository.label)))


def files_of(repository: Repository) -> tuple[str, ...]:
    """Return the regular files of a repository that git tracks or would track, as sorted POSIX paths."""
    found = _Search().files(repository.root, repository)
    return tuple(sorted(path.relative_to(repository.root).as_posix() for path in found))


def _resolve(target: Path) -> _Target:
    if not os.path.lexists(target):
        raise TargetError(
            f"{quoted(target)} does not exist.",
            hint="Name a folder to search, or a manifest; the default is `.`.",
        )
    if target.is_dir():
        folder = Path(os.path.realpath(target))
        return _Target(folder, is_file=False, root=_git_root(folder) or folder)
    folder = Path(os.path.realpath(target.parent))
    return _Target(folder / target.name, is_file=True, root=_git_root(folder) or folder)


def _git_root(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place / ".git")), None)


def _outermost(roots: Iterable[Path]) -> Mapping[Path, Path]:
    """Map each root to itself, or to the outermost that holds it where it is no git repository."""
    ordered = sorted(set(roots))
    holders = {root: next(other for other in ordered if root.is_relative_to(other)) for root in ordered}
    return {root: root if os.path.lexists(root / ".git") else holder for root, holder in holders.items()}


def _labels(roots: Iterable[Path]) -> Mapping[Path, str]:
    """Name each root by its last folder, by more of them where two have the same, by nothing if alone."""
    ordered = sorted(roots)
    if len(ordered) == 1:
        return {ordered[0]: ""}
    lengths = dict.fromkeys(ordered, 1)
    while True:
        labels = {root: "/".join(root.parts[1:][-lengths[root] :]) or "root" for root in ordered}
        times = Counter(labels.values())
        longer = [root for root in ordered if times[labels[root]] > 1 and lengths[root] < len(root.parts)]
        if not longer:
            return labels
        lengths |= {root: lengths[root] + 1 for root in longer}


def _each_file_once(found: Iterable[Found]) -> Iterator[Found]:
    """Yield one of the names of each file, sorted: its real one, if that was found."""
    chosen: dict[Path, tuple[str, Found]] = {}
    for is_link, shown, item in sorted((item.path.is_symlink(), item.shown, item) for item in found):
        # The folders are real ones: targets are resolved, and the search follows no link.
        real = Path(os.path.realpath(item.path)) if is_link else item.path
        is_plain = not is_link or (is_inside(item.repository.root, real) and os.path.lexists(real))
        chosen.setdefault(real if is_plain else item.path, (shown, item))
    return (item for _, item in sorted(chosen.values()))


class _Search:
    """A walk through folders that remembers what git said, and notes what it left out."""

    def __init__(self) -> None:
        self.notes: set[str] = set()
        self.unlisted: set[tuple[str, str]] = set()
        self._ignored: dict[Path, frozenset[str]] = {}
        self._entries = 0

    def manifests(self, folder: Path, repository: Repository) -> Iterator[Path]:
        """Yield whatever bears the name of a manifest in `folder` or below, but not in what git ignores."""
        return (path for path, entry in self._walk(folder, repository) if entry.name in MANIFEST_NAMES)

    def files(self, folder: Path, repository: Repository) -> Iterator[Path]:
        """Yield every regular file in `folder` or below, but not in what git ignores."""
        walked = self._walk(folder, repository)
        return (path for path, entry in walked if entry.is_file(follow_symlinks=False))

    def _walk(self, folder: Path, repository: Repository) -> Iterator[tuple[Path, os.DirEntry[str]]]:
        git_root = repository.root if os.path.lexists(repository.root / ".git") else None
        todo = [(folder, git_root)]
        while todo:
            folder, git_root = todo.pop()
            entries = self._entries_of(folder, repository)
            if any(entry.name == ".git" for entry in entries) and folder != git_root:
                if git_root is not None:
                    where = quoted(repository.shown(folder))
                    self.notes.add(
                        f"{where} is a repository of its own and was not searched; name it to check it."
                    )
                    continue
                git_root = folder
            ignored = self._ignored_in(git_root, repository) if git_root else frozenset()
            for entry in entries:
                path = folder / entry.name
                if entry.name == ".git" or (git_root and path.relative_to(git_root).as_posix() in ignored):
                    continue
                yield path, entry
                if entry.is_dir(follow_symlinks=False):
                    todo.append((path, git_root))

    def _entries_of(self, folder: Path, repository: Repository) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            where, reason = repository.shown(folder), (error.strerror or "unknown reason").lower()
            self.notes.add(f"{quoted(where)} could not be searched: {reason}.")
            self.unlisted.add((where, reason))
            return []
        self._entries += len(entries)
        if self._entries > _MAX_ENTRIES:
            raise TargetError(
                f"There are more than {_MAX_ENTRIES:,} files and folders below the targets.",
                hint="Name the folders that hold manifests.",
            )
        return entries

    def _ignored_in(self, root: Path, repository: Repository) -> frozenset[str]:
        if root not in self._ignored:
            answer = ignored_by_git(root)
            if answer is None:
                where = quoted(repository.shown(root))
                self.notes.add(
                    f"git could not say what is ignored in {where}, so every folder of it was searched."
                )
            self._ignored[root] = answer or frozenset()
        return self._ignored[root]
