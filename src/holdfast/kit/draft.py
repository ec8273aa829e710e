"""What a manifest can say of a repository by itself: models, backends and fallbacks that its files name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from holdfast.facts.family import resolve_family
from holdfast.facts.host import host_of
from holdfast.facts.identity import Identity, Likeness, identity, likeness
from holdfast.model.catalogue import Catalogue
from holdfast.model.reference import Grade, ModelReference, ModelRoute, Role
from holdfast.model.survey import Survey

MOST_MODELS = 200
"""So many are drafted; who has more has several manifests."""

_LONGEST_ID = 40
_ROLES = {
    Role.FALLBACK: "fallback",
    Role.JUDGE: "judge",
    Role.EMBEDDING: "embedding",
    Role.GUARDRAIL: "guardrail",
    Role.CANDIDATE: "candidate",
}
_NOT_IN_USE = (Role.BASE, Role.TEST)
_LAYERS = ("litellm", "envoy-ai-gateway")
"""Detectors that are called as a layer of routing is in manifests."""

_RELEASE = re.compile(r"-\d{8}(?:-v\d+)?$")
_NO_ID = re.compile(r"[^a-z0-9]+")


class DraftModel(NamedTuple):
    """A model, and the places that name it, as `path:line`; `doubt` says why it may not be used."""

    id: str
    model: str
    backend: str
    places: tuple[str, ...]
    doubt: str = ""


class DraftBackend(NamedTuple):
    """Where models are asked for: `host` is as files have it, `operator` who that is, empty if not known."""

    id: str
    host: str
    operator: str
    region: str
    places: tuple[str, ...]


class DraftUse(NamedTuple):
    """A model of the application; `role` is empty for a primary. `stands_in_for` empty: all primaries."""

    ref: str
    role: str = ""
    stands_in_for: tuple[str, ...] = ()


class Draft(NamedTuple):
    """What files say. `config` is the file that routes, empty if there is none, or several.

    `unresolved`, `unread` and `libraries` are lines for people: what to look at, where, and why.
    """

    models: tuple[DraftModel, ...] = ()
    backends: tuple[DraftBackend, ...] = ()
    uses: tuple[DraftUse, ...] = ()
    layer: str = ""
    config: str = ""
    unresolved: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


def draft_of(survey: Survey, catalogue: Catalogue, as_of: date) -> Draft:
    """Return what the files say that the survey looks at; tests, examples and the like say nothing."""
    return _Drafting(survey, catalogue, as_of).draft()


class _Group(NamedTuple):
    """References to one model on one backend, the surest first."""

    identity: Identity
    backend: tuple[str, str]
    references: list[ModelReference]


class _Drafting:
    def __init__(self, survey: Survey, catalogue: Catalogue, as_of: date) -> None:
        self._survey, self._catalogue, self._as_of = survey, catalogue, as_of
        grades = list(Grade)
        found = (each for each in survey.references if each.production and survey.looks_at(each.path))
        self._references = sorted(found, key=lambda each: (grades.index(each.grade), each.path, each.line))

    def draft(self) -> Draft:
        names = {each.name for each in self._references if each.name}
        known = [each for each in self._references if not each.unresolved and each.id not in names]
        known += [each for each in self._references if not each.unresolved and self._is_entry(each)]
        groups = self._groups(known)
        backends = self._backends(groups)
        ids = _told_apart([(self._model_id(group), backends[group.backend].id) for group in groups])
        models = tuple(
            DraftModel(
                model_id,
                group.references[0].model,
                backends[group.backend].id,
                _places(group.references),
                _doubt(group.references),
            )
            for model_id, group in zip(ids, groups, strict=True)
        )
        layer, config = self._routing()
        return Draft(
            models,
            tuple(backends.values()),
            tuple(self._uses(dict(zip(ids, groups, strict=True)), config)),
            layer,
            config,
            tuple(_unresolved(self._references)),
            tuple(f"{each.path}: {each.reason}" for each in self._survey.unread if each.production),
            tuple(f"{use.library} ({use.path}:{use.line})" for use in self._survey.uses if use.production),
        )

    def _is_entry(self, reference: ModelReference) -> bool:
        """Tell whether a model goes by its own id in a gateway, and stands for no other one there."""
        named = {each.id for each in self._references if each.name == reference.id}
        return named == {reference.id}

    def _groups(self, references: Iterable[ModelReference]) -> list[_Group]:
        groups: list[_Group] = []
        for each in references:
            found = identity(self._catalogue, each.model, each.host)
            backend = self._backend_of(each)
            for group in groups:
                is_same = likeness(group.identity, found) is Likeness.SAME
                if is_same and backend in (group.backend, ("", "")):
                    group.references.append(each)
                    break
            else:
                if len(groups) < MOST_MODELS:
                    groups.append(_Group(found, backend, [each]))
        return groups

    def _backend_of(self, reference: ModelReference) -> tuple[str, str]:
        """Return who serves a model, by the owner's id or the host as it is written, and the region."""
        written = self._host(reference)
        host = host_of(self._catalogue, written, self._as_of) if written else None
        party = self._operator(written)
        who = party or ("self-hosted" if host and not host.owner else written.lower())
        return who, reference.region if reference.region in self._catalogue.regions else ""

    def _host(self, reference: ModelReference) -> str:
        """Return where a model is asked for: as the file says beside it, or as its id does.

        `google/gemini-2.5-pro` is how several hosts spell it, so what is both host and vendor says nothing.
        """
        if reference.host or not reference.model:
            return reference.host
        reading = resolve_family(self._catalogue, reference.model, "").reading
        serving = self._catalogue.conventions.hosts & (reading.hosts if reading else frozenset())
        host = min(serving) if len(serving) == 1 else ""
        operator = self._operator(host)
        return "" if operator and operator == reference.vendor else host

    def _operator(self, host: str) -> str:
        """Return the party that a host is, as far as the catalogue knows it."""
        found = host_of(self._catalogue, host, self._as_of) if host else None
        return found.party if found else ""

    def _backends(self, groups: Sequence[_Group]) -> dict[tuple[str, str], DraftBackend]:
        keys = list(dict.fromkeys(group.backend for group in groups))
        several = {who for who, _ in keys if sum(who == other for other, _ in keys) > 1}
        names = (f"{who} {region}" if who in several else who for who, region in keys)
        found = {}
        for (who, region), backend_id in zip(
            keys, _unique(_slug(name) or "main" for name in names), strict=True
        ):
            here = [each for group in groups if group.backend == (who, region) for each in group.references]
            host = next(filter(None, map(self._host, here)), "")
            found[who, region] = DraftBackend(backend_id, host, self._operator(host), region, _places(here))
        return found

    def _model_id(self, group: _Group) -> str:
        """Return what a gateway calls it, or else the name in its id."""
        first = group.references[0]
        match = resolve_family(self._catalogue, first.model, first.host)
        stem = match.reading.stem if match.reading else first.model.rpartition("/")[2]
        named = _slug(next((each.name for each in group.references if each.name), ""))
        return (named or _slug(_RELEASE.sub("", stem)) or "model")[:_LONGEST_ID].strip("-")

    def _routing(self) -> tuple[str, str]:
        """Return layer and path of the one file that says what is asked when a model fails."""
        files = sorted({each.path for each in self._routes()})
        if len(files) != 1:
            return "", ""
        detectors = {each.detector for each in self._references if each.path == files[0]}
        label = f"{self._survey.label}/" if self._survey.label else ""
        return next((layer for layer in _LAYERS if layer in detectors), "custom"), files[0].removeprefix(
            label
        )

    def _routes(self) -> list[ModelRoute]:
        live = {each.path for each in self._references}
        return [each for each in self._survey.routes if each.then and each.path in live]

    def _uses(self, groups: dict[str, _Group], config: str) -> Iterator[DraftUse]:
        """Yield the primaries, then the fallbacks in the order of the routes, then the rest."""
        roles = {
            name: {each.role for each in group.references if each.role is not None}
            for name, group in groups.items()
        }
        in_use = [name for name in groups if not roles[name] or roles[name] - set(_NOT_IN_USE)]
        behind = self._behind(groups, config)
        primaries = [name for name in in_use if not roles[name] & _ROLES.keys() and name not in behind]
        yield from (DraftUse(name) for name in primaries)
        fallbacks = [
            *behind,
            *(each for each in in_use if Role.FALLBACK in roles[each] and each not in behind),
        ]
        for name in dict.fromkeys(each for each in fallbacks if each in in_use):
            of = tuple(each for each in behind.get(name, ()) if each in primaries)
            yield DraftUse(name, "fallback", () if set(of) == set(primaries) else of)
        for name in in_use:
            if name not in primaries and name not in fallbacks:
                role = next(iter(sorted(each for each in roles[name] if each in _ROLES)), None)
                yield DraftUse(name, _ROLES[role] if role else "")

    def _behind(self, groups: dict[str, _Group], config: str) -> dict[str, list[str]]:
        """Return the models that stand in for others in the file that routes, with those, in their order."""
        found: dict[str, list[str]] = {}
        if not config:
            return found
        named: dict[str, list[str]] = {}
        for model, group in groups.items():
            for each in group.references:
                if each.name:
                    named.setdefault(each.name, []).append(model)
        for route in self._routes():
            of = named.get(route.name, [])
            for other in route.then:
                for model in named.get(other, []):
                    kept = found.setdefault(model, [])
                    kept += [each for each in of if each not in kept and each != model]
        return found


def _unresolved(references: Iterable[ModelReference]) -> Iterator[str]:
    for each in references:
        if each.unresolved:
            yield f"{each.id} ({each.path}:{each.line}): {each.unresolved}"


def _doubt(references: Sequence[ModelReference]) -> str:
    if all(each.role is Role.CHOICE for each in references):
        return "where somebody may choose it"
    return "where its name is only a hint" if references[0].grade is Grade.HINT else ""


def _places(references: Sequence[ModelReference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{each.path}:{each.line}" for each in references))


def _slug(text: str) -> str:
    return _NO_ID.sub("-", text.lower()).strip("-")


def _told_apart(entries: Sequence[tuple[str, str]]) -> list[str]:
    """Return ids of models by names and backends; `claude-opus-4-2` for a second one reads as another."""
    names = [name for name, _ in entries]
    return _unique(
        f"{name}-{backend}" if name in names[:at] else name for at, (name, backend) in enumerate(entries)
    )


def _unique(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, chosen = 1, name
        while chosen in found:
            number += 1
            chosen = f"{name}-{number}"
        found.append(chosen)
    return found
