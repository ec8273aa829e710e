"""The search of `holdfast detect` on one page: targets to files, files to the models that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from holdfast import __version__
from holdfast.detect.search import Found, Searcher
from holdfast.facts import model_facts
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.discovery import Tree, discover_files
from holdfast.load.sources import SourceTree
from holdfast.model.catalogue import Catalogue
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.reference import Detection, Detector, LibraryUse, ModelReference


class Search(NamedTuple):
    """What is searched for models, by what; `facts` are the files of the catalogue."""

    targets: Sequence[Path]
    detectors: Sequence[Detector]
    facts: Sequence[Path]
    as_of: date
    cache: Cache = NO_CACHE


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
    notes = list(forest.notes)
    searched = 0
    for tree in forest.trees:
        for found in _in_tree(tree, searcher):
            references += found.references
            uses += found.uses
            notes += found.notes
            searched += 1
    return Detection(tuple(references), tuple(notes), searched, tuple(uses), __version__)


def _in_tree(tree: Tree, searcher: Searcher) -> Iterator[Found]:
    """Yield what each file names that a detector looks at, in order, with notes on what was not read."""
    sources = SourceTree(tree.repository.root, tree.paths)
    for path in sources.paths:
        if not searcher.looking_at(path):
            continue
        source = sources.source(path)
        shown = tree.repository.shown(tree.repository.root / path)
        if source is None:
            problem = sources.problems.get(path)
            yield Found((), (f"{quoted(shown)} was not searched: {_clause(problem)}",) if problem else ())
            continue
        found = searcher.references(source)
        notes = [*found.notes, *(f"{what} from line {line} on" for what, line in source.problems)]
        yield Found(
            tuple(each._replace(path=shown) for each in found.references),
            tuple(f"{quoted(shown)} was not searched in full: {note}." for note in notes),
            tuple(each._replace(path=shown) for each in found.uses),
        )


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
