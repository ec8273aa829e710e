"""The search of `holdfast detect` on one page: targets to files, files to the models that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from holdfast import __version__
from holdfast.detect.own import idle
from holdfast.detect.places import is_production
from holdfast.detect.search import Found, Searcher
from holdfast.facts import model_facts
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.discovery import (
    MANIFEST_NAMES,
    Repository,
    Tree,
    discover_files,
    discover_repositories,
    files_of,
)
from holdfast.load.discovery import Found as FoundManifest
from holdfast.load.sources import SourceTree
from holdfast.model.catalogue import Catalogue
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.reference import Detection, Detector, LibraryUse, ModelReference, ModelRoute, Role, Unread
from holdfast.model.survey import Survey
from holdfast.workers import Task, answers_to

PAYS_FROM = 200
"""So many files take longer on one core than it takes to start other processes."""


class Search(NamedTuple):
    """What is searched for models, by what; `facts` are the files of the catalogue.

    `jobs` is how many processes share the work, None for as many as pay. `own` are the names of the
    detectors that somebody described, who should know where one looks at nothing.
    """

    targets: Sequence[Path]
    detectors: Sequence[Detector]
    facts: Sequence[Path]
    as_of: date
    cache: Cache = NO_CACHE
    jobs: int | None = None
    own: Sequence[str] = ()


def detect(search: Search) -> Detection:
    """Return the models that the files of the targets name. Raises UserError.

    Only files that git tracks or would track are read. Nothing is run, rendered or fetched.
    """
    return search.cache.lend(lambda cache: _detected(search._replace(cache=cache)))


def _detected(search: Search) -> Detection:
    forest = discover_files(search.targets)
    known = _Known(load_catalogue(search.facts, search.cache), search.as_of)
    searcher = Searcher(search.detectors, known.resolve)
    references: list[ModelReference] = []
    choices: list[ModelReference] = []
    uses: list[LibraryUse] = []
    notes: list[str] = []
    heard: list[str] = []
    mute: list[str] = []
    searched = 0
    for tree in forest.trees:
        for found, unread in _in_tree(tree, searcher, search.jobs):
            for each in found.references:
                (choices if each.role is Role.CHOICE else references).append(each)
            uses += found.uses
            notes += map(_note, unread)
            heard += found.heard
            mute += found.mute
            searched += 1
    notes = [*forest.notes, *idle(search.own, heard, mute), *notes]
    return Detection(tuple(references), tuple(notes), searched, tuple(uses), __version__, tuple(choices))


def survey(
    targets: Sequence[Path],
    manifests: Sequence[FoundManifest],
    detectors: Sequence[Detector],
    catalogue: Catalogue,
    as_of: date,
    jobs: int | None = None,
) -> tuple[Survey, ...]:
    """Return what the repositories of the targets hold, sorted by label; `manifests` are those of the run.

    Each is searched whole: a model that is declared may be named in a folder that is no target. `jobs` is
    as for a `Search`. Raises UserError.
    """
    searcher = Searcher(detectors, _Known(catalogue, as_of).resolve)
    forest = discover_repositories(targets)
    return tuple(_surveyed(tree, searcher, manifests, jobs) for tree in forest.trees)


def _surveyed(tree: Tree, searcher: Searcher, manifests: Sequence[FoundManifest], jobs: int | None) -> Survey:
    shown = tree.repository.shown
    root, label = tree.repository.root, tree.repository.label
    references: list[ModelReference] = []
    uses: list[LibraryUse] = []
    routes: list[ModelRoute] = []
    unread = [Unread(folder, 1, f"it could not be searched: {reason}") for folder, reason in tree.unlisted]
    heard: list[str] = []
    mute: list[str] = []
    for found, gaps in _in_tree(tree, searcher, jobs):
        references += found.references
        uses += found.uses
        routes += found.routes
        unread += gaps
        heard += found.heard
        mute += found.mute
    own = {found.shown for found in manifests if found.repository.label == label}
    bearing = filter(_is_manifest, tree.paths)
    return Survey(
        label=label,
        paths=tuple(shown(root / path) for path in tree.paths),
        manifests=tuple(sorted(own)),
        others=tuple(sorted({shown(root / path) for path in bearing} - own)),
        folders=tuple("/".join(filter(None, (label, folder))) for folder in tree.folders),
        references=tuple(references),
        uses=tuple(uses),
        routes=tuple(routes),
        unread=tuple(sorted(unread)),
        heard=tuple(sorted({*heard})),
        mute=tuple(mute),
    )


class FileSearch:
    """Searches single files of one repository, each when it is asked for."""

    def __init__(
        self, repository: Repository, detectors: Sequence[Detector], catalogue: Catalogue, as_of: date
    ) -> None:
        self._searcher = Searcher(detectors, _Known(catalogue, as_of).resolve)
        self._repository = repository
        self._sources = SourceTree(repository.root, files_of(repository))

    def of(self, path: str) -> tuple[tuple[ModelReference, ...], tuple[Unread, ...]] | None:
        """Return what a file names, and what of it was not read; None where there is no such file."""
        if path not in self._sources.paths:
            return None
        found, unread = _in_file(self._sources, self._repository, path, self._searcher)
        return found.references, unread


def _in_tree(tree: Tree, searcher: Searcher, jobs: int | None) -> Iterator[tuple[Found, tuple[Unread, ...]]]:
    """Yield what each file names that a detector looks at, in order, and what of it was not read."""

    def begin() -> Callable[[str], tuple[Found, tuple[Unread, ...]]]:
        sources = SourceTree(tree.repository.root, tree.paths)
        return lambda path: _in_file(sources, tree.repository, path, searcher)

    paths = [path for path in sorted(tree.paths) if not _is_manifest(path) and searcher.looking_at(path)]
    return answers_to(paths, Task(begin, PAYS_FROM, "searched", "files"), jobs)


def _is_manifest(path: str) -> bool:
    """Tell a manifest, which says what is declared, from what names what is used."""
    return path.rpartition("/")[2] in MANIFEST_NAMES


def _in_file(
    sources: SourceTree, repository: Repository, path: str, searcher: Searcher
) -> tuple[Found, tuple[Unread, ...]]:
    source = sources.source(path)
    shown = repository.shown(repository.root / path)
    live = is_production(path)
    if source is None:
        problem = sources.problems.get(path)
        gap = (Unread(shown, 1, _clause(problem), production=live),) if problem else ()
        return searcher.nothing_at(path), gap
    source.problems.clear()  # those of whoever followed a variable into it before, in this process
    found = searcher.references(source)
    gaps = [Unread(shown, 1, note, in_part=True, production=live) for note in found.notes]
    gaps += [
        Unread(shown, line, f"{what} from line {line} on", in_part=True, production=live)
        for what, line in source.problems
    ]
    return (
        found._replace(
            references=tuple(each._replace(path=shown) for each in found.references),
            uses=tuple(each._replace(path=shown) for each in found.uses),
            routes=tuple(each._replace(path=shown) for each in found.routes),
        ),
        tuple(gaps),
    )


def _note(unread: Unread) -> str:
    extent = " in full" if unread.in_part else ""
    return f"{quoted(unread.path)} was not searched{extent}: {unread.reason}."


def _clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


class _Known:
    """What the catalogue says of each model, looked up once."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self._catalogue, self._as_of = catalogue, as_of
        self._found: dict[tuple[str, str], tuple[str, str]] = {}

    def resolve(self, model: str, host: str) -> tuple[str, str]:
        """Return the family and the vendor of a model; empty where they are not known."""
        if (model, host) not in self._found:
            facts = model_facts(self._catalogue, {"model": model}, {"operator": host}, self._as_of)
            self._found[model, host] = (_value(facts["family"]), _value(facts["vendor"]))
        return self._found[model, host]


def _value(fact: object) -> str:
    return str(fact.value) if isinstance(fact, Fact) and fact.value else ""
