"""One file and the detectors to the models that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fnmatch import translate
from itertools import islice
from typing import NamedTuple

from holdfast.detect.places import is_production
from holdfast.detect.shapes import NOT_SHOWN, holds_secret, host_name, region_name, region_of_arn
from holdfast.detect.unresolved import followed, why_unresolved
from holdfast.model.reference import (
    Detector,
    Grade,
    LibraryUse,
    Mention,
    ModelReference,
    ModelRoute,
    Route,
    Use,
)
from holdfast.model.source import Source

MAX_ID = 512
"""Characters of a model id; no host has ids near that long."""

MAX_REFERENCES = 10_000
"""Of one file and detector."""

_SURENESS = tuple(Grade)
_SPECIAL = re.compile(r"[*?\[/]")


class Found(NamedTuple):
    """What one file names, sorted by place, and notes on what was left out.

    `heard` are the detectors that only add and found something, `mute` those of them that looked in vain.
    """

    references: tuple[ModelReference, ...]
    notes: tuple[str, ...] = ()
    uses: tuple[LibraryUse, ...] = ()
    routes: tuple[ModelRoute, ...] = ()
    heard: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()


Resolve = Callable[[str, str], tuple[str, str]]
"""From a model and its host to family and vendor; what is not known is empty."""


class Searcher:
    """The detectors of a run, which of them look at which file, and what they find there."""

    def __init__(self, detectors: Sequence[Detector], resolve: Resolve) -> None:
        by_kind = sorted(detectors, key=lambda each: (each.only_adds, each.is_general))
        self._detectors = [(detector, *_ends(detector.files)) for detector in by_kind]
        self._general = {each.name for each in detectors if each.is_general}
        self._resolve = resolve

    def looking_at(self, path: str) -> tuple[Detector, ...]:
        """Return the detectors that look at files called `path`."""
        path = f"/{path.lower()}"
        return tuple(
            detector
            for detector, ends, pattern in self._detectors
            if path.endswith(ends) or (pattern is not None and pattern.match(path))
        )

    def nothing_at(self, path: str) -> Found:
        """Return what comes of a file that could not be read."""
        return Found((), mute=tuple(each.name for each in self.looking_at(path) if each.only_adds))

    def references(self, source: Source) -> Found:
        """Return what the file names.

        Of several detectors that see the same id in the same place the surest speaks.
        """
        found: dict[tuple[int, str], ModelReference] = {}
        notes = []
        uses = []
        routes = []
        heard = dict[str, bool]()
        for detector in self.looking_at(source.path):
            if (detector.is_general and found) or not _is_marked(source, detector):
                continue
            mentions = list(islice(detector.find(source), MAX_REFERENCES + 1))
            if len(mentions) > MAX_REFERENCES:
                notes.append(f"more than {MAX_REFERENCES:,} models are named in it; the rest was left out")
            if detector.only_adds:
                heard[detector.name] = bool(mentions)
            for mention in mentions[:MAX_REFERENCES]:
                if isinstance(mention, Use):
                    uses.append(_use(source, mention))
                    continue
                if isinstance(mention, Route):
                    routes.append(_route(source, mention))
                    continue
                reference = self._reference(source, detector, mention)
                if not mention.certain and not reference.family:
                    continue
                known = found.get((mention.at, reference.id))
                if known is None or self._speaks_before(detector, reference, known):
                    found[mention.at, reference.id] = reference
        in_order = sorted(found.values(), key=lambda each: (each.line, each.column, each.id))
        return Found(
            tuple(in_order),
            tuple(notes),
            tuple(sorted(set(uses))),
            tuple(sorted(dict.fromkeys(routes))),
            tuple(name for name, has_found in heard.items() if has_found),
            tuple(name for name, has_found in heard.items() if not has_found),
        )

    def _speaks_before(self, detector: Detector, reference: ModelReference, known: ModelReference) -> bool:
        if detector.only_adds and known.detector not in self._general:
            return False
        return _SURENESS.index(reference.grade) < _SURENESS.index(known.grade)

    def _reference(self, source: Source, detector: Detector, mention: Mention) -> ModelReference:
        reference = _without_facts(source, detector, mention)
        if not reference.model:
            return reference
        family, vendor = self._resolve(reference.model, reference.host)
        return reference._replace(family=family, vendor=vendor)


def _is_marked(source: Source, detector: Detector) -> bool:
    return not detector.marks or any(mark in source.text for mark in detector.marks)


def _use(source: Source, use: Use) -> LibraryUse:
    library = _name(use.library)
    width = _width(source, use.at, library)
    return LibraryUse(source.path, *source.position(use.at), library, is_production(source.path), width)


def _route(source: Source, route: Route) -> ModelRoute:
    line, column = source.position(route.at)
    return ModelRoute(source.path, line, column, _name(route.name), tuple(map(_name, route.then)))


def _name(text: str) -> str:
    return NOT_SHOWN if holds_secret(text) else text[:MAX_ID]


def _without_facts(source: Source, detector: Detector, mention: Mention) -> ModelReference:
    line, column = source.position(mention.at)
    is_secret = holds_secret(mention.id) or holds_secret(mention.model)
    written = NOT_SHOWN if is_secret else mention.id[:MAX_ID]
    unresolved = "it looks like a key" if is_secret else mention.unresolved
    model = ""
    if not unresolved:
        model = mention.model or followed(mention.id)
        unresolved = "" if model else why_unresolved(mention.id)
    return ModelReference(
        path=source.path,
        line=line,
        column=column,
        id=written,
        model=model[:MAX_ID],
        detector=detector.name,
        grade=mention.grade,
        host=host_name(mention.host),
        region=region_of_arn(mention.model) or region_of_arn(mention.id) or region_name(mention.region),
        role=mention.role,
        production=mention.production and is_production(source.path),
        unresolved=unresolved,
        name=_name(mention.name),
        width=_width(source, mention.at, written),
    )


def _width(source: Source, at: int, shown: str) -> int:
    is_there = shown and "\n" not in shown and source.text.startswith(shown, max(at, 0))
    return len(shown) if is_there else 1


def _ends(files: Sequence[str]) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """Return what a path, in lower case and after a `/`, ends with as one of `files`, and what else matches.

    Most files are told by how they end, and to hold each path against patterns takes ten times as long.
    """
    lower = [file.lower() for file in files]
    plain = {file for file in lower if len(file) > 1 and not _SPECIAL.search(file.removeprefix("*"))}
    each = (
        translate(file) if "/" in file else translate(file).replace(".*", "[^/]*")
        for file in lower
        if file not in plain
    )
    pattern = "|".join(f"(?:.*/{pattern})" for pattern in each)
    ends = tuple(file[1:] if file[0] == "*" else f"/{file}" for file in sorted(plain))
    return ends, re.compile(pattern, re.DOTALL) if pattern else None
