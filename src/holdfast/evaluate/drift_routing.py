"""Fallbacks as the routing configuration has them, held against those of the manifest, in their order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from holdfast.cel import Unknown
from holdfast.evaluate.drift_models import Answers
from holdfast.evaluate.entries import Application, ManifestView, Use
from holdfast.evaluate.repository import Repository, leads_nowhere, place_of
from holdfast.model.escape import quoted
from holdfast.model.finding import Missing
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.policy import Breach, Exempt, Site, Undecided
from holdfast.model.reference import ModelReference, ModelRoute

_READABLE = "Name a file whose routes a detector reads, such as a LiteLLM configuration."


class _Routing(NamedTuple):
    """The routing of one application: where its `config` is written, and the file that it names."""

    view: ManifestView
    app: Application
    pointer: Pointer
    written: str
    path: str

    def site(self, *below: str, pointer: Pointer | None = None) -> Site:
        """Return the place of `config`, or of something else in the manifest."""
        pointer = pointer or self.pointer
        document = self.view.source.document
        subject = "/".join((self.view.source.name, "applications", self.app.data["id"], "routing", *below))
        return Site(subject, document.place(document.locate(pointer)), pointer=pointer)


def routing_mismatch(names: Mapping[str, Any]) -> Answers:
    """Yield each model of an application whose fallbacks are others in the file that routes it."""
    repository: Repository = names["repository"]
    routings = [each for view in repository.views for each in _routings(repository, view)]
    if not routings:
        yield Exempt()
    for routing in routings:
        yield from _File(repository, routing).answers()


def _routings(repository: Repository, view: ManifestView) -> Iterator[_Routing]:
    for app in view.applications:
        own = "routing" in app.data
        routing = (app if own else view.source).data.get("routing", {})
        written = routing.get("config")
        if isinstance(written, str):
            pointer = (*(app.pointer if own else ()), "routing", "config")
            yield _Routing(view, app, pointer, written, _path(repository, view, written))


def _path(repository: Repository, view: ManifestView, written: str) -> str:
    """Return the file as output names it, from the top of the repository or the manifest's folder."""
    folders = (repository.survey.label, posixpath.dirname(view.source.path))
    paths = (posixpath.normpath(posixpath.join(folder, written)) for folder in folders)
    return next((path for path in paths if path in repository.survey.paths), "")


class _File:
    """The routes of the file that one application's requests go by."""

    def __init__(self, repository: Repository, routing: _Routing) -> None:
        self._repository, self._routing = repository, routing
        survey = repository.survey
        self._routes = {each.name: each for each in survey.routes if each.path == routing.path}
        self._references = [each for each in repository.references if each.path == routing.path]
        self._unread = [each for each in survey.unread if each.path == routing.path]

    def answers(self) -> Iterator[Breach | Undecided]:
        """Yield what differs, or cannot be told."""
        written = quoted(self._routing.written)
        if not self._routing.path:
            said = f"`routing.config` names {written}, which is no file of the repository"
            yield Breach(said, at=self._routing.site())
            return
        if self._unread:
            yield self._undecided((self._repository.gap(self._unread[0])[0],), self._routing.site())
            return
        if not self._routes:
            missing = Missing("routing.config", f"no routes were found in {written}", _READABLE)
            yield self._undecided((missing,), self._routing.site())
            return
        uses = [(use, use.lookup("role")) for use in self._routing.app.uses]
        unsaid = [role for _, role in uses if isinstance(role, Unknown)]
        if unsaid:
            yield self._undecided(tuple(unsaid[0].rests_on), self._routing.site())
            return
        fallbacks = [use for use, role in uses if role == "fallback"]
        for use, role in uses:
            if role == "primary":
                yield from self._answers_for(use, [each for each in fallbacks if _stands_in(each, use)])

    def _answers_for(self, primary: Use, fallbacks: Sequence[Use]) -> Iterator[Breach | Undecided]:
        wanted = primary.data["ref"]
        entries = sorted({each.name for each in self._references if wanted in self._ids(each)} - {""})
        if not entries:
            yield self._not_routed(primary)
        expected = [each.data["ref"] for each in fallbacks]
        for name in entries:
            route = self._routes.get(name)
            then = route.then if route else ()
            met = [self._behind(other) for other in then]
            known = [ids for ids, _ in met]
            if _can_be(known, expected):
                continue
            place = _place(route) if route else self._routing.site().place
            site = self._routing.site(wanted, pointer=(*primary.pointer, "ref"))
            related = ((f"model {quoted(wanted)} is declared here", site.place),)
            site = site._replace(place=place, related=related, pointer=())
            unknown = [missing for _, missing in met if missing]
            if unknown and _can_be([{*expected} if missing else ids for ids, missing in met], expected):
                yield self._undecided(unknown, site)
            else:
                yield Breach(_differs(name, wanted, then, expected), at=site)

    def _not_routed(self, primary: Use) -> Breach | Undecided:
        wanted = primary.data["ref"]
        site = self._routing.site(wanted, pointer=(*primary.pointer, "ref"))
        open_ = [missing for each in self._references if (missing := self._open(each))]
        open_ += [
            Missing(f"model {quoted(each.id)}", "its `from` leads to no model", "Correct its `from`.")
            for each in filter(leads_nowhere, self._repository.declared)
            if each.id == wanted and each.view is self._routing.view
        ]
        if open_:
            return self._undecided(open_[:1], site)
        file = quoted(self._routing.written)
        said = f"model {quoted(wanted)} is no entry of {file}, which routes its requests"
        return Breach(said, at=site)

    def _undecided(self, missing: Sequence[Any], site: Site) -> Undecided:
        file = quoted(self._routing.written)
        what = f"whether {file} falls back to what the manifest declares"
        return Undecided(tuple(missing), at=site, message=what)

    def _ids(self, reference: ModelReference) -> set[str]:
        likes = self._repository.likes(reference).same
        return {each.id for each in likes if each.view is self._routing.view}

    def _behind(self, name: str) -> tuple[set[str], Missing | None]:
        """Return the models of the manifest that an entry asks; where there is none, what is not known."""
        named = [each for each in self._references if each.name == name]
        ids = {id_ for each in named for id_ in self._ids(each)}
        if ids:
            return ids, None
        if not named:
            remedy = "Add the entry, or correct its name."
            return ids, Missing(quoted(name), "the file has no such entry", remedy)
        return ids, next(filter(None, map(self._open, named)), None)

    def _open(self, reference: ModelReference) -> Missing | None:
        """Return why it is not known which model a reference names, where it is not."""
        where = place_of(reference).location
        if reference.unresolved:
            remedy = "Write the model where it can be read."
            return Missing(quoted(reference.id), f"{reference.unresolved}, at {where}", remedy)
        if self._repository.likes(reference).unsure and not self._ids(reference):
            reason = f"its host lets its user choose the name, at {where}"
            return Missing(quoted(reference.id), reason, f"Declare it by that name: `model: {reference.id}`.")
        return None


def _can_be(met: Sequence[set[str]], expected: Sequence[str]) -> bool:
    """Tell whether the models behind some entries, in their order, are those expected.

    An entry may spread requests over several models, of which the manifest has at least one.
    """
    reached = {0}
    for ids in met:
        ends: set[int] = set()
        for begin in reached:
            run = takewhile(ids.__contains__, expected[begin:])
            ends.update(begin + length for length, _ in enumerate(run, 1))
        reached = ends
    return len(expected) in reached


def _stands_in(fallback: Use, primary: Use) -> bool:
    only = fallback.data.get("for")
    return not only or primary.data["ref"] in only


def _place(route: ModelRoute) -> Place:
    return Place(Location(route.path, route.line, route.column, route.line, route.column))


def _differs(name: str, model: str, then: Sequence[str], expected: Sequence[str]) -> str:
    asked = f"{_listed(then)} stand in for" if len(then) > 1 else f"{_listed(then)} stands in for"
    declared = _listed(expected)
    return f"{asked} {quoted(name)} (model {quoted(model)}), and in the manifest {declared}"


def _listed(names: Sequence[str]) -> str:
    return ", then ".join(map(quoted, names)) or "nothing"
