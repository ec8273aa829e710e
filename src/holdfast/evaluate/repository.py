"""`repository`: what a repository holds beside its manifests, joined with what these declare."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from holdfast.evaluate.entries import ManifestView
from holdfast.evaluate.knowledge import Knowledge
from holdfast.facts.identity import Identity, Likeness, identity, likeness
from holdfast.model.escape import quoted
from holdfast.model.finding import Missing
from holdfast.model.location import Location, Place
from holdfast.model.manifest import Entry
from holdfast.model.policy import Site
from holdfast.model.reference import Grade, ModelReference, Role, Unread
from holdfast.model.survey import Survey

NOT_SHOWN = "(not shown)"
"""What stands in place of an id that looks like a key, whose place has no extent either."""

MOST_RELATED = 9
"""So many of the other places of a finding are shown."""


class Declared(NamedTuple):
    """A model that a manifest declares or includes, and what its id names on its backend."""

    view: ManifestView
    id: str
    entry: Entry
    backend: Mapping[str, object]
    identity: Identity


class Likes(NamedTuple):
    """The declared models that an id names, and those that it may name."""

    same: tuple[Declared, ...]
    unsure: tuple[Declared, ...]


class Repository:
    """One repository: what was found in its files, and the manifests of it that could be read."""

    def __init__(self, survey: Survey, views: Sequence[ManifestView], knowledge: Knowledge) -> None:
        self.survey = survey
        self.views = views
        self.knowledge = knowledge
        self._identities: dict[tuple[str, str], Identity] = {}
        self._likes: dict[tuple[str, str, str], Likes] = {}

    @property
    def has_manifest(self) -> bool:
        """Whether it has one, read or not."""
        return bool(self.survey.manifests or self.survey.others)

    @cached_property
    def unknown_manifests(self) -> tuple[Missing, ...]:
        """The manifests of which nobody knows what they declare."""
        read = {view.source.path for view in self.views}
        broken = (path for path in self.survey.manifests if path not in read)
        return (
            *(Missing("manifest", f"{path} could not be read", f"Mend {path}.") for path in broken),
            *(
                Missing("manifest", f"this run does not look at {path}", "Check the whole repository.")
                for path in self.survey.others
            ),
        )

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """Every model of every manifest that could be read."""
        return tuple(each for view in self.views for each in self._declared(view))

    @cached_property
    def astray(self) -> Mapping[str, tuple[Declared, ...]]:
        """The declared models whose `from` leads nowhere, by the file in which it looks for them."""
        found: dict[str, tuple[Declared, ...]] = {}
        for each in filter(leads_nowhere, self.declared):
            folder = posixpath.dirname(each.entry.document.path)
            file = str(each.entry.data["from"]).partition("#")[0]
            path = posixpath.normpath(posixpath.join(folder, file))
            found[path] = (*found.get(path, ()), each)
        return found

    @cached_property
    def references(self) -> tuple[ModelReference, ...]:
        """What files name that are no part of a manifest."""
        own = {*self.survey.manifests, *(each.entry.document.path for each in self.declared)}
        return tuple(each for each in self.survey.references if each.path not in own)

    @cached_property
    def judged(self) -> tuple[ModelReference, ...]:
        """Those that are for production, and in folders that the run was asked to look at."""
        return tuple(each for each in self.references if each.production and self.survey.looks_at(each.path))

    @cached_property
    def named(self) -> Mapping[str, tuple[ModelReference, ...]]:
        """The references in production by the names that their formats give them."""
        found: dict[str, list[ModelReference]] = {}
        for each in self.references:
            if each.name and each.production:
                found.setdefault(each.name, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    @property
    def unread(self) -> Iterator[Unread]:
        """Yield the files to look at of which nobody knows the models, but no tests and the like."""
        return (each for each in self.survey.unread if each.production and self.survey.looks_at(each.path))

    def likes(self, reference: ModelReference) -> Likes:
        """Return what a reference names of what is declared.

        That is by what its id stands for; by the id itself too, where that says nothing of a model, as the
        name of a deployment does.
        """
        key = (reference.id, reference.model, reference.host)
        if key not in self._likes:
            found: dict[Likeness, dict[int, Declared]] = {each: {} for each in Likeness}
            for other in self._named_by(reference):
                for at in self._candidates(other):
                    each = self.declared[at]
                    found[likeness(each.identity, other)][at] = each
            same = found[Likeness.SAME]
            unsure = [each for at, each in sorted(found[Likeness.UNSURE].items()) if at not in same]
            self._likes[key] = Likes(tuple(each for _, each in sorted(same.items())), tuple(unsure))
        return self._likes[key]

    def nearest(self, reference: ModelReference) -> Sequence[Declared]:
        """Return what a reference names of what the nearest manifest declares, or else of all of them."""
        same = self.likes(reference).same
        name = self._nearest(reference.path)
        return [each for each in same if each.view.source.name == name] or same

    def _named_by(self, reference: ModelReference) -> Iterator[Identity]:
        if reference.model:
            yield self._identity(reference.model, reference.host)
        written = self._identity(reference.id, reference.host)
        if not (reference.unresolved or written.family) and reference.id != reference.model:
            yield written

    def _candidates(self, named: Identity) -> set[int]:
        """Return the places in `declared` of what may be one with `named`: all others are not."""
        return {*self._by_name.get(_key(named), ()), *self._by_name.get(named.written, ())}

    @cached_property
    def _by_name(self) -> Mapping[Hashable, Sequence[int]]:
        found: dict[Hashable, list[int]] = {}
        for at, each in enumerate(self.declared):
            for key in (_key(each.identity), each.identity.written):
                found.setdefault(key, []).append(at)
        return found

    def is_name(self, reference: ModelReference) -> bool:
        """Tell whether its id is the name of other references, as one asks a gateway: those are judged.

        A model that the catalogue knows is another than theirs, unless they are of its family.
        """
        others = [each for each in self.named.get(reference.id, ()) if each.id != reference.id]
        return any(reference.family in ("", each.family) for each in others)

    def site(self, reference: ModelReference, *below: str, related: Sequence[ModelReference] = ()) -> Site:
        """Return the place of a reference; its subject is the file, and what stands `below`, by ids."""
        return Site(
            subject=self.subject(reference.path, *below),
            place=place_of(reference),
            related=some_of([("named here too", place_of(each)) for each in related]),
            warns=reference.grade is Grade.HINT or reference.role is Role.CHOICE,
        )

    def gap(self, unread: Unread) -> tuple[Missing, Site]:
        """Return what is not known of a file, and where."""
        missing = Missing(
            quoted(unread.path),
            f"what it names is not known: {unread.reason}",
            "Mend the file, have git ignore it where it is no source, or have this waived for as long as "
            "somebody knows what it names.",
        )
        place = Place(Location(unread.path, unread.line, 1, unread.line, 1))
        return missing, Site(self.subject(unread.path), place)

    def subject(self, path: str, *below: str) -> str:
        """Return the logical path of a file: that of the nearest manifest above it, then its own.

        The same wherever the repository lies, and in whichever run.
        """
        label = self.survey.label
        within = path.removeprefix(f"{label}/") if label else path
        return "/".join(filter(None, (self._nearest(path), "files", within, *below)))

    def subject_of_host(self, reference: ModelReference, host: str) -> str:
        """Return the logical path of a host, below the nearest manifest above the place that names it."""
        return "/".join(filter(None, (self._nearest(reference.path), "hosts", host)))

    def _nearest(self, path: str) -> str:
        above = [
            view for view in self.views if path.startswith("".join(view.source.path.rpartition("/")[:2]))
        ]
        chosen = max(above or self.views[:1], key=lambda view: view.source.path.count("/"), default=None)
        return chosen.source.name if chosen else self.survey.label

    def _declared(self, view: ManifestView) -> Iterator[Declared]:
        for name, entry in view.source.models.items():
            backend = view.source.backends.get(entry.data["backend"])
            data = backend.data if backend else {}
            operator = data.get("operator")
            host = operator if isinstance(operator, str) else ""
            yield Declared(view, name, entry, data, self._identity(entry.data["model"], host))

    def _identity(self, text: str, host: str) -> Identity:
        if (text, host) not in self._identities:
            self._identities[text, host] = identity(self.knowledge.catalogue, text, host)
        return self._identities[text, host]


def leads_nowhere(declared: Declared) -> bool:
    """Tell whether a model is to be taken from a file (`from`), and nobody knows which that is."""
    source = declared.entry.data.get("from")
    return source is not None and str(declared.entry.data["model"]).startswith(source)


def _key(named: Identity) -> Hashable:
    return (named.family, named.name, named.maker)


def some_of(related: Sequence[tuple[str, Place]]) -> tuple[tuple[str, Place], ...]:
    """Return the first places with their messages; the last of them says how many more there are."""
    more = len(related) - MOST_RELATED
    if more <= 0:
        return tuple(related)
    *shown, (said, place) = related[:MOST_RELATED]
    return (*shown, (f"{said}; {more:,} more {'place is' if more == 1 else 'places are'} not shown", place))


def surest_first(references: Iterable[ModelReference]) -> list[ModelReference]:
    """Return references with those that count most first: what is used before what may be chosen."""
    grades = list(Grade)
    return sorted(references, key=lambda each: (each.role is Role.CHOICE, grades.index(each.grade)))


def place_of(reference: ModelReference) -> Place:
    """Return where a reference is written, without its line, which may hold a key."""
    extent = 0 if reference.id == NOT_SHOWN else len(reference.id)
    line, column = reference.line, reference.column
    return Place(Location(reference.path, line, column, line, column + extent))
