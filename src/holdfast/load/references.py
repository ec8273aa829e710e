"""What does not fit together within a manifest: references that lead nowhere, contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer
from holdfast.model.manifest import REGULATED_CLASSES, Entry, Manifest
from holdfast.model.problem import Problem, logical_path
from holdfast.model.spelling import did_you_mean, listed

REFERENCE_RULE = "manifest/reference"
REGULATED_RULE = "manifest/regulated"
RESIDENCY_RULE = "manifest/residency"


def inner_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield each reference that leads nowhere, and each statement about data that contradicts another.

    Takes a manifest that breaks its schema as well: what has the wrong shape is passed over.
    """
    for index, application in mappings(manifest.data, "applications"):
        pointer: Pointer = ("applications", index)
        yield from _of_application(manifest, pointer, application)
        yield from _of_data(manifest.document, (*pointer, "data"), application.get("data"))
        yield from _of_routing(manifest, pointer, application)
    yield from _of_routing(manifest, (), manifest.data)
    for entry in manifest.models.values():
        yield from _of_entry(entry, "backend", manifest.backends, "backends")
    for entry in manifest.backends.values():
        yield from _of_entry(entry, "contract", manifest.contracts, "contracts")


def mappings(data: Any, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the entries of the list at `key` of `data` that are mappings, with their index."""
    entries = data.get(key) if isinstance(data, dict) else None
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield index, entry


def _of_application(
    manifest: Manifest, pointer: Pointer, application: Mapping[str, Any]
) -> Iterator[Problem]:
    document, models = manifest.document, manifest.models
    for index, use in mappings(application, "models"):
        name = use.get("ref")
        if isinstance(name, str) and name not in models:
            yield _undeclared(document, (*pointer, "models", index, "ref"), name, models, "models")
        if "for" in use:
            primaries = _primaries(application)
            for at, name in _texts(use, "for"):
                if name not in primaries:
                    yield _not_primary(document, (*pointer, "models", index, "for", at), name, primaries)
    for at, name in _texts(application.get("migration"), "targets"):
        if name not in models:
            yield _undeclared(document, (*pointer, "migration", "targets", at), name, models, "models")


def _primaries(application: Mapping[str, Any]) -> Collection[str]:
    """Return the models that the application uses as primaries, in written order."""
    return dict.fromkeys(
        use["ref"]
        for _, use in mappings(application, "models")
        if use.get("role", "primary") == "primary" and isinstance(use.get("ref"), str)
    )


def _of_routing(manifest: Manifest, pointer: Pointer, data: Any) -> Iterator[Problem]:
    routing = data.get("routing") if isinstance(data, dict) else None
    name = routing.get("backend") if isinstance(routing, dict) else None
    if isinstance(name, str) and name not in manifest.backends:
        place = (*pointer, "routing", "backend")
        yield _undeclared(manifest.document, place, name, manifest.backends, "backends")


def _of_entry(entry: Entry, key: str, declared: Mapping[str, Entry], plural: str) -> Iterator[Problem]:
    name = entry.data.get(key)
    if isinstance(name, str) and name not in declared:
        yield _undeclared(entry.document, (*entry.pointer, key), name, declared, plural)


def _of_data(document: Document, pointer: Pointer, data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        return
    regulated = [
        (at, name)
        for at, name in (_texts(data, "classes") if data.get("regulated") is False else ())
        if name in REGULATED_CLASSES
    ]
    if regulated:
        names = listed([name for _, name in regulated])
        related = tuple(
            (f"{quoted(name)} is regulated", document.place(document.locate((*pointer, "classes", at))))
            for at, name in regulated
        )
        problem = _problem(
            REGULATED_RULE,
            document,
            (*pointer, "regulated"),
            f"`regulated: false` contradicts the data classes: {names}.",
            "Remove `regulated: false`, or the class if the application does not handle such data.",
        )
        yield problem._replace(related=related)
    if data.get("residency") == "national" and "country" not in data:
        yield _problem(
            RESIDENCY_RULE,
            document,
            (*pointer, "residency"),
            "`residency: national` does not say which country.",
            "Add `country:` and the two capital letters of the country beside it.",
        )


def _undeclared(
    document: Document, pointer: Pointer, name: str, declared: Collection[str], plural: str
) -> Problem:
    exists = f"Declared {plural}: {listed(declared)}." if declared else f"Add it to the list `{plural}`."
    message = f"{quoted(name)} is not declared in `{plural}`."
    return _problem(REFERENCE_RULE, document, pointer, message, did_you_mean(name, declared) + exists)


def _not_primary(document: Document, pointer: Pointer, name: str, primaries: Collection[str]) -> Problem:
    exists = f"Its primaries: {listed(primaries)}." if primaries else "It has no primary."
    message = f"{quoted(name)} is not a primary of this application."
    return _problem(REFERENCE_RULE, document, pointer, message, did_you_mean(name, primaries) + exists)


def _texts(data: Any, key: str) -> Iterator[tuple[int, str]]:
    entries = data.get(key) if isinstance(data, dict) else None
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, str):
                yield index, entry


def _problem(rule: str, document: Document, pointer: Pointer, message: str, advice: str) -> Problem:
    place = document.place(document.locate(pointer))
    return Problem(rule, message, place, pointer, logical_path(document.data, pointer), advice)
