"""All manifests of a run to one portfolio; what is wrong with one does not lose the others."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.load.discovery import Found, discover
from holdfast.load.manifests import LoadedManifest, ManifestLoader, assembled, read_file
from holdfast.load.quick import to_be_kept
from holdfast.load.schema import manifest_schema
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Location, Place
from holdfast.model.manifest import Manifest, Portfolio
from holdfast.model.problem import Problem

DUPLICATE_NAME_RULE = "manifest/duplicate-name"

_NAME = ("metadata", "name")


class Loaded(NamedTuple):
    """The portfolio of a run, and what is wrong with its files.

    `problems` are sorted by place. `notes` say what could not be searched as it was meant.
    `manifests_found` counts readable and unreadable ones; with 0 there is nothing to check.
    """

    portfolio: Portfolio
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    manifests_found: int = 0


def load_portfolio(targets: Sequence[Path]) -> Loaded:
    """Find and read the manifests of `targets`, folders or manifests. Raises TargetError."""
    discovery = discover(targets)
    loader = ManifestLoader()
    gathering = Gathering()
    for found in discovery.found:
        gathering.take(Arrival.of(found, loader.load(found)))
    return Loaded(gathering.portfolio(), gathering.problems(), discovery.notes, len(discovery.found))


class Arrival(NamedTuple):
    """What a run has to know of one manifest, small enough to be kept or sent for each.

    `name` is empty where there is none. `documents`, its own and those that it includes, are empty
    where it cannot be evaluated, and may be left out where nobody will ask for them.
    """

    found: Found
    path: str
    name: str
    is_readable: bool
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...] = ()

    @classmethod
    def of(cls, found: Found, loaded: LoadedManifest) -> "Arrival":
        """Return what there is to know of what was loaded from `found`."""
        return cls(
            found,
            loaded.manifest.path if loaded.manifest else found.shown,
            loaded.manifest.name if loaded.manifest else "",
            loaded.readable,
            loaded.problems,
            loaded.documents if loaded.readable else (),
        )

    def kept(self) -> "Arrival":
        """Return the same for as long as the run lasts: its own document takes the least memory."""
        return self._replace(documents=(*map(to_be_kept, self.documents[:1]), *self.documents[1:]))


class Gathering:
    """Puts the manifests of a run together, one after the other in the order of their paths."""

    def __init__(self) -> None:
        self._first: dict[str, Found] = {}
        self._problems: dict[tuple[object, ...], Problem] = {}
        self._readable: list[str] = []
        self._unreadable: list[str] = []
        self._names: set[str] = set()
        self._manifests: list[Manifest] = []
        self._shared: dict[str, Document] = {}

    def take(self, arrival: Arrival) -> bool:
        """Take a manifest in; tell whether it counts: not if it is unreadable, or its name is taken."""
        self.add_problems(arrival.problems)
        is_taken = bool(arrival.name) and not self._is_first(arrival)
        counts = arrival.is_readable and not is_taken
        if counts:
            self._names.add(arrival.name)
        (self._readable if counts else self._unreadable).append(arrival.path)
        if counts and arrival.documents:
            own, *included = arrival.documents
            # What came from another process came with a copy of its own of what many share.
            shared = [self._one_copy(each) for each in included]
            self._manifests.append(assembled(arrival.found.repository, [own, *shared]))
        return counts

    def _one_copy(self, document: Document) -> Document:
        # A file of a pack may be called like one of a repository, and each is its own.
        known = self._shared.setdefault(document.path, document)
        return known if known is document or known.lines == document.lines else document

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Take in what is wrong; what several manifests meet in one included file is said once."""
        for problem in problems:
            self._problems.setdefault(problem.order, problem)

    def portfolio(self) -> Portfolio:
        """Return the manifests that count, sorted by name and path, and the paths of the others."""
        manifests = sorted(self._manifests, key=lambda manifest: (manifest.name, manifest.path))
        return Portfolio(tuple(manifests), tuple(sorted(self._unreadable)))

    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong, sorted by place."""
        return tuple(self._problems[order] for order in sorted(self._problems))

    @property
    def readable(self) -> tuple[str, ...]:
        """The paths of the manifests that count, sorted."""
        return tuple(sorted(self._readable))

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The paths of the other manifests, sorted."""
        return tuple(sorted(self._unreadable))

    @property
    def names(self) -> frozenset[str]:
        """The names of the manifests that count."""
        return frozenset(self._names)

    def _is_first(self, arrival: Arrival) -> bool:
        first = self._first.setdefault(arrival.name, arrival.found)
        if first is arrival.found:
            return True
        self.add_problems([_same_name(arrival, first)])
        return False


def _same_name(arrival: Arrival, first: Found) -> Problem:
    return Problem(
        DUPLICATE_NAME_RULE,
        f"The name {quoted(arrival.name)} is already taken by another manifest of this run.",
        _place_of_name(arrival.found),
        _NAME,
        "/".join(_NAME),
        "Give each manifest a name of its own: findings are told apart by it.",
        (("first used here", _place_of_name(first)),),
    )


def _place_of_name(found: Found) -> Place:
    """Return where a manifest says its name, read once more: few runs ask, and none keeps all its files."""
    document = read_file(found.repository, found.path, manifest_schema()).document
    return document.place(document.locate(_NAME)) if document else Place(Location(found.shown))
