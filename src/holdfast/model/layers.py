"""Configurations one above the other, merged to the settings of a run."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.errors import ConfigError
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.git_source import git_source, is_git
from holdfast.model.location import Pointer
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import (
    DEFAULT_PACKS,
    BoundedPath,
    Origin,
    OwnDetector,
    PackName,
    Settings,
    Source,
)

PART = "part"
"""What `portfolio` says of a repository that is judged organisation-wide."""


class Layer(NamedTuple):
    """One file of settings, which keeps to its schema; `root` bounds what it may name, if anything does.

    `lock` lies beside it, where there is one.
    """

    source: Source
    document: Document
    folder: Path
    root: Path | None = None
    lock: BoundedPath | None = None


class _Leaf(NamedTuple):
    """One value of a layer: what it sets, and where that stands in the file."""

    key: Pointer
    value: Any
    pointer: Pointer


def merged(layers: Iterable[Layer]) -> Settings:
    """Return what the layers set together; of two that set the same, the later wins.

    `packs`, `ignore` and waivers that are forbidden add up, and detectors by their names. `params`,
    `applications` and `enforcement` are merged key by key, down to the single value. Everything else is
    replaced as a whole. Raises ConfigError where a detector of the organisation would be replaced.
    """
    values: dict[Pointer, Any] = {}
    locks: dict[Source, BoundedPath] = {}
    origins: dict[Pointer, Origin] = {}
    for layer in layers:
        if layer.lock:
            locks[layer.source] = layer.lock
        for key, value, pointer in _leaves(layer):
            if key in values and key[0] in ("packs", "ignore"):
                continue  # it is there already, and stays where it was said first
            if key in values and key[0] == "detectors" and origins[key].source is Source.ORGANISATION:
                _refuse_replaced(value, layer.document, pointer)
            values[key] = value
            origins[key] = Origin(layer.source, layer.document, pointer)
    packs = tuple(value for key, value in values.items() if key[0] == "packs")
    return Settings(
        packs=packs or DEFAULT_PACKS,
        select=tuple(values.get(("select",), ())),
        ignore=tuple(value for key, value in values.items() if key[0] == "ignore"),
        fail_on=Severity(values.get(("failOn",), Severity.LOW)),
        part=values.get(("portfolio",)) == PART,
        params=_nested(values, ("params",)),
        applications={
            key: _nested(values, ("applications", key, "params"))
            for key in dict.fromkeys(str(each[1]) for each in values if each[0] == "applications")
        },
        enforcement={
            str(key[1]): Enforcement(value) for key, value in values.items() if key[0] == "enforcement"
        },
        baseline=values.get(("baseline",)),
        waivers=WaiverLimits(
            values.get(("waivers", "maxDays")),
            tuple(value for key, value in values.items() if key[:2] == ("waivers", "forbidden")),
        ),
        locks=locks,
        origins=origins,
        detectors=tuple(value for key, value in values.items() if key[0] == "detectors"),
    )


def _refuse_replaced(detector: OwnDetector, document: Document, pointer: Pointer) -> None:
    """Raise ConfigError: one that finds nothing would hide what the organisation's finds."""
    raise ConfigError(
        f"the organisation has a detector called {quoted(detector.name)}.",
        location=document.locate((*pointer, "name")),
        hint="Give yours another name.",
    )


def overridden(
    settings: Settings,
    always: Sequence[PackName],
    packs: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: Severity | None,
) -> Settings:
    """Return the settings with what the command line says; what is empty or None, it leaves open.

    `packs` take the place of all but those of `always`, and `select` and `fail_on` that of what is
    set; `ignore` is added.
    """
    said = Origin(Source.COMMAND_LINE)
    replaced = {("select",): select, ("failOn",): fail_on}
    added = [("ignore", pattern) for pattern in ignore] + [("packs", name) for name in packs]
    return settings._replace(
        packs=tuple(dict.fromkeys((*always, *map(PackName, packs)))) if packs else settings.packs,
        select=tuple(select) or settings.select,
        ignore=tuple(dict.fromkeys((*settings.ignore, *ignore))),
        fail_on=fail_on or settings.fail_on,
        origins={
            **dict.fromkeys(added, said),
            **settings.origins,
            **{key: said for key, value in replaced.items() if value},
        },
    )


def _nested(values: Mapping[Pointer, Any], head: Pointer) -> Mapping[str, Mapping[str, Any]]:
    """Return the values below `head`, whose keys have two parts more, as a mapping of mappings."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        if key[: len(head)] == head:
            target, name = map(str, key[len(head) :])
            found.setdefault(target, {})[name] = value
    return found


def _leaves(layer: Layer) -> Iterator[_Leaf]:
    data = layer.document.data
    for index, written in enumerate(data.get("packs", ())):
        pack = _pack(written, layer, index)
        yield _Leaf(("packs", pack.name), pack, ("packs", index))
    for index, pattern in enumerate(data.get("ignore", ())):
        yield _Leaf(("ignore", pattern), pattern, ("ignore", index))
    for key in ("select", "failOn", "portfolio"):
        if key in data:
            yield _Leaf((key,), data[key], (key,))
    yield from _values(("params",), data.get("params", {}))
    for name, application in data.get("applications", {}).items():
        yield from _values(("applications", name, "params"), application["params"])
    for pattern, value in data.get("enforcement", {}).items():
        yield _Leaf(("enforcement", pattern), value, ("enforcement", pattern))
    if "baseline" in data:
        path = BoundedPath(layer.folder / data["baseline"], layer.root)
        yield _Leaf(("baseline",), path, ("baseline",))
    if "detectors" in data:
        yield from _detectors(layer.document)
    yield from _waivers(data.get("waivers", {}))


def _waivers(waivers: Mapping[str, Any]) -> Iterator[_Leaf]:
    if "maxDays" in waivers:
        yield _Leaf(("waivers", "maxDays"), waivers["maxDays"], ("waivers", "maxDays"))
    for index, pattern in enumerate(waivers.get("forbidden", ())):
        yield _Leaf(("waivers", "forbidden", pattern), pattern, ("waivers", "forbidden", index))


def _detectors(document: Document) -> Iterator[_Leaf]:
    from holdfast.model.own_detectors import own_detectors  # few configurations have any

    for index, detector in enumerate(own_detectors(document)):
        yield _Leaf(("detectors", detector.name), detector, ("detectors", index))


def _values(head: Pointer, params: Mapping[str, Mapping[str, Any]]) -> Iterator[_Leaf]:
    for target, values in params.items():
        for name, value in values.items():
            key = (*head, target, name)
            yield _Leaf(key, value, key)


def _pack(written: str, layer: Layer, index: int) -> PackName:
    if is_git(written):
        git_source(written, layer.document.locate(("packs", index)))
        return PackName(written, layer.root)
    if not is_folder(written):
        return PackName(written)
    return PackName(os.path.normpath(layer.folder / written), layer.root, written)


def is_folder(pack: str) -> bool:
    """Tell a pack given as a folder (`./policies/acme`, `../x`, `/abs`) from one given by its id."""
    return ("/" in pack or pack.startswith(".")) and not is_git(pack)
