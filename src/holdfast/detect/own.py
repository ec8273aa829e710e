"""Detectors that a configuration describes: a path to the ids in files of a format of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from holdfast.errors import ConfigError
from holdfast.model.escape import quoted
from holdfast.model.node_path import Match, NodePath, node_path
from holdfast.model.own_detectors import is_path
from holdfast.model.reference import Detector, Grade, Mention, Role
from holdfast.model.settings import OwnDetector, Settings
from holdfast.model.source import Node, Source

_JSON = (".json", ".jsonc", ".json5")
_TOML = ".toml"


def with_own(settings: Settings, others: Sequence[Detector]) -> tuple[Detector, ...]:
    """Return the detectors of the settings beside all `others`. Raises ConfigError for a name that is taken.

    They only add: whoever may change the configuration shall not hide what others find.
    """
    taken = {each.name for each in others}
    for own in settings.detectors:
        if own.name in taken:
            raise ConfigError(
                f"a plugin has a detector called {quoted(own.name)}.",
                location=settings.origin(("detectors", own.name)).location,
                hint="Give yours another name.",
            )
    return (*others, *map(detector_of, settings.detectors))


def idle(own: Sequence[str], heard: Sequence[str], mute: Sequence[str]) -> Iterator[str]:
    """Say which detectors that somebody described found nothing: names and paths may be misspelt.

    `heard` are those that found something, `mute` has one for each file that it looked at in vain.
    """
    for name in sorted({*own}.difference(heard)):
        files = mute.count(name)
        if files:
            where = "1 file" if files == 1 else f"{files:,} files"
            said = f"The detector {quoted(name)} found no model in the {where} that it looked at"
            yield f"{said}: see its `model`."
        else:
            yield f"The detector {quoted(name)} looked at no file: none is called as its `files` say."


def detector_of(own: OwnDetector) -> Detector:
    """Return what finds the models that `own` describes."""
    models = node_path(own.model)
    host, region, entry = map(_text_at, (own.host, own.region, own.entry))
    role = Role(own.role) if own.role else None
    grade = Grade(own.grade)

    def find(source: Source) -> Iterator[Mention]:
        for document in _documents(source):
            top = Match(document)
            for match in models.select(top):
                node = match.node
                if node.text:
                    at = source.within(node, node.text)
                    where = (host(top, match), region(top, match))
                    yield Mention(node.text, at, grade, *where, role, name=entry(top, match))

    return Detector(own.name, "of the configuration", own.files, find, only_adds=True)


def _documents(source: Source) -> Sequence[Node]:
    path = source.path.lower()
    if path.endswith(_JSON):
        return (source.json(),)
    return (source.toml(),) if path.endswith(_TOML) else source.yaml()


def _text_at(written: str) -> Callable[[Match, Match], str]:
    """Return what says of a document and a match in it what `written` is there: a text, or a path to one."""
    if not is_path(written):
        return lambda _document, _match: written
    path = node_path(written)
    if path.is_relative:
        return lambda _document, match: _first_text(path, match.holder)
    return lambda document, _match: _first_text(path, document)


def _first_text(path: NodePath, start: Match | None) -> str:
    found = path.select(start) if start else ()
    return next((match.node.text for match in found if match.node.text), "")
