"""What a manifest can say of a repository by itself: models, backends and fallbacks that its files name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from holdfast.facts.family import resolve_family
from holdfast.facts.identity import Identity, Likeness, identity, likeness
from holdfast.kit.draft_hosts import Hosts, Where
from holdfast.kit.draft_names import places, slug, told_apart
from holdfast.kit.draft_parts import Draft, DraftModel
from holdfast.kit.draft_uses import choices_of, unrouted, uses_of
from holdfast.model.catalogue import Catalogue
from holdfast.model.reference import Grade, LibraryUse, ModelReference, ModelRoute, Role
from holdfast.model.survey import Survey

MOST_MODELS = 200
"""So many are drafted; who has more has several manifests."""

MOST_LIBRARIES = 5
"""So many of a file are named."""

_LONGEST_ID = 40
_LAYERS = ("litellm", "envoy-ai-gateway")
"""Detectors that are called as a layer of routing is in manifests."""

_RELEASE = re.compile(r"-\d{8}(?:-v\d+)?$")


def draft_of(survey: Survey, catalogue: Catalogue, as_of: date) -> Draft:
    """Return what the files say that the survey looks at; tests, examples and the like say nothing."""
    return _Drafting(survey, catalogue, as_of).draft()


class _Group(NamedTuple):
    """References to one model on one backend and in one part of the world, the surest first."""

    identity: Identity
    where: Where
    zone: str
    references: list[ModelReference]


class _Drafting:
    def __init__(self, survey: Survey, catalogue: Catalogue, as_of: date) -> None:
        self._survey, self._catalogue = survey, catalogue
        self._hosts = Hosts(catalogue, as_of)
        grades = list(Grade)
        found = (each for each in survey.references if each.production and survey.looks_at(each.path))
        self._references = sorted(found, key=lambda each: (grades.index(each.grade), each.path, each.line))

    def draft(self) -> Draft:
        names = {each.name for each in self._references if each.name}
        known = [each for each in self._references if not each.unresolved and each.id not in names]
        known += [each for each in self._references if not each.unresolved and self._is_entry(each)]
        every = self._groups(known)
        groups = every[:MOST_MODELS]
        backends = self._hosts.backends(self._served(groups))
        ids = told_apart(
            [(self._model_id(group), group.zone or backends[group.where].id) for group in groups]
        )
        models = {name: group.references for name, group in zip(ids, groups, strict=True)}
        config, routes = self._routing()
        uses = tuple(uses_of(models, routes))
        return Draft(
            models=tuple(
                DraftModel(
                    name,
                    group.references[0].model,
                    backends[group.where].id,
                    places(group.references),
                    _doubt(group.references),
                )
                for name, group in zip(ids, groups, strict=True)
            ),
            backends=tuple(backends.values()),
            uses=uses,
            choices=choices_of(models),
            layer=self._layer(config),
            config=config.removeprefix(f"{self._survey.label}/" if self._survey.label else ""),
            unrouted=unrouted(models, uses, config, routes) if config else "",
            unresolved=tuple(_unresolved(self._references)),
            unread=tuple(
                f"{each.path}: {each.reason}"
                for each in self._survey.unread
                if each.production and self._survey.looks_at(each.path)
            ),
            libraries=tuple(_libraries(use for use in self._survey.uses if self._is_live(use))),
            more=len(every) - len(groups),
        )

    def _is_live(self, use: LibraryUse) -> bool:
        return use.production and self._survey.looks_at(use.path)

    def _is_entry(self, reference: ModelReference) -> bool:
        """Tell whether a model goes by its own id in a gateway, and stands for no other one there."""
        named = {each.id for each in self._references if each.name == reference.id}
        return named == {reference.id}

    def _groups(self, references: Iterable[ModelReference]) -> list[_Group]:
        """Return the models, those that somebody may only choose last.

        A reference that does not say who serves it goes with those before it that do.
        """
        groups: list[_Group] = []
        for each in references:
            found = _Group(
                identity(self._catalogue, each.model, each.host),
                self._hosts.of(each),
                self._hosts.zone(each),
                [each],
            )
            at = next((at for at, group in enumerate(groups) if _is_part_of(found, group)), None)
            if at is None:
                groups.append(found)
            else:
                where = groups[at].where if groups[at].where.who else found.where
                groups[at] = groups[at]._replace(where=where)
                groups[at].references.append(each)
        return sorted(groups, key=lambda group: _is_choice(group.references))

    def _served(self, groups: Iterable[_Group]) -> dict[Where, list[ModelReference]]:
        """Return the references on each backend, with those of which nobody can tell the model."""
        found: dict[Where, list[ModelReference]] = {}
        for group in groups:
            found.setdefault(group.where, []).extend(group.references)
        for each in self._references:
            where = self._hosts.of(each)
            if each.unresolved and where.who:
                found.setdefault(where, []).append(each)
        return found

    def _model_id(self, group: _Group) -> str:
        """Return what a gateway calls it, or else the name in its id."""
        first = group.references[0]
        match = resolve_family(self._catalogue, first.model, first.host)
        stem = match.reading.stem if match.reading else first.model.rpartition("/")[2]
        named = slug(next((each.name for each in group.references if each.name), ""))
        return (named or slug(_RELEASE.sub("", stem)) or "model")[:_LONGEST_ID].strip("-")

    def _routing(self) -> tuple[str, list[ModelRoute]]:
        """Return the one file that says what is asked when a model fails, and its routes."""
        live = {each.path for each in self._references}
        routes = [each for each in self._survey.routes if each.then and each.path in live]
        files = sorted({each.path for each in routes})
        return (files[0], routes) if len(files) == 1 else ("", [])

    def _layer(self, config: str) -> str:
        detectors = {each.detector for each in self._references if each.path == config}
        return next((layer for layer in _LAYERS if layer in detectors), "custom") if config else ""


def _is_part_of(one: _Group, group: _Group) -> bool:
    """Tell whether a reference is to the model of a group, where both say the same of who serves it."""
    if likeness(group.identity, one.identity) is not Likeness.SAME or one.zone not in ("", group.zone):
        return False
    is_nowhere = not one.where.who or (not group.where.who and group.where.vendor == one.where.who)
    return is_nowhere or one.where == group.where


def _is_choice(references: Iterable[ModelReference]) -> bool:
    return all(each.role is Role.CHOICE for each in references)


def _unresolved(references: Iterable[ModelReference]) -> Iterator[str]:
    for each in references:
        if each.unresolved:
            yield f"{each.id} ({each.path}:{each.line}): {each.unresolved}"


def _libraries(uses: Iterable[LibraryUse]) -> Iterator[str]:
    """Yield a line for each file."""
    by_file: dict[str, list[str]] = {}
    for use in uses:
        by_file.setdefault(use.path, []).append(use.library)
    for path, names in by_file.items():
        more = f" and {len(names) - MOST_LIBRARIES:,} more" if len(names) > MOST_LIBRARIES else ""
        yield f"{path}: {', '.join(names[:MOST_LIBRARIES])}{more}"


def _doubt(references: Sequence[ModelReference]) -> str:
    is_hint = references[0].grade is Grade.HINT and not _is_choice(references)
    return "where its name is only a hint" if is_hint else ""
