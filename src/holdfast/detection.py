"""The search of `holdfast detect` on one page: targets to files, files to the models that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from holdfast import __version__
from holdfast.detect.search import Found, Searcher
from holdfast.facts import model_facts
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.discovery import Forest, Tree, discover_files
from holdfast.load.sources import SourceTree
from holdfast.model.catalogue import Catalogue
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.reference import Detection, Detector, LibraryUse, ModelReference
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
    uses: list[LibraryUse] = []
    notes = [*forest.notes, *_idle(search, forest, searcher)]
    searched = 0
    for tree in forest.trees:
        for found in _in_tree(tree, searcher, search.jobs):
            references += found.references
            uses += found.uses
            notes += found.notes
            searched += 1
    return Detection(tuple(references), tuple(notes), searched, tuple(uses), __version__)


def _in_tree(tree: Tree, searcher: Searcher, jobs: int | None) -> Iterator[Found]:
    """Yield what each file names that a detector looks at, in order, with notes on what was not read."""

    def begin() -> Callable[[str], Found]:
        return partial(_in_file, tree, SourceTree(tree.repository.root, tree.paths), searcher)

    paths = [path for path in sorted(tree.paths) if searcher.looking_at(path)]
    return answers_to(paths, Task(begin, PAYS_FROM, "searched", "files"), jobs)


def _in_file(tree: Tree, sources: SourceTree, searcher: Searcher, path: str) -> Found:
    source = sources.source(path)
    shown = tree.repository.shown(tree.repository.root / path)
    if source is None:
        problem = sources.problems.get(path)
        return Found((), (f"{quoted(shown)} was not searched: {_clause(problem)}",) if problem else ())
    source.problems.clear()  # those of whoever followed a variable into it before, in this process
    found = searcher.references(source)
    notes = [*found.notes, *(f"{what} from line {line} on" for what, line in source.problems)]
    return Found(
        tuple(each._replace(path=shown) for each in found.references),
        tuple(f"{quoted(shown)} was not searched in full: {note}." for note in notes),
        tuple(each._replace(path=shown) for each in found.uses),
    )


def _idle(search: Search, forest: Forest, searcher: Searcher) -> Iterator[str]:
    """Say which detectors that somebody described looked at nothing: the pattern may be misspelt."""
    if search.own:
        paths = (path for tree in forest.trees for path in tree.paths)
        at_work = {detector.name for path in paths for detector in searcher.looking_at(path)}
        for name in sorted(set(search.own) - at_work):
            yield f"The detector {quoted(name)} looked at no file: none is called as its `files` say."


def _clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


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
