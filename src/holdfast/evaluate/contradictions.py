"""Declared facts that the catalogue contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import facts
from holdfast.evaluate.knowledge import Knowledge
from holdfast.model.manifest import Entry, Manifest, Portfolio
from holdfast.model.problem import Problem


def contradictions(portfolio: Portfolio, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return one problem for each declared fact that is known to be otherwise, at its place."""
    return tuple(
        problem
        for manifest in portfolio.manifests
        for entry in manifest.models.values()
        for problem in _of_model(manifest, entry, knowledge)
    )


def _of_model(manifest: Manifest, entry: Entry, knowledge: Knowledge) -> Iterator[Problem]:
    backend = manifest.backends.get(entry.data["backend"])
    found = facts.contradictions(
        knowledge.catalogue, entry.data, backend.data if backend else None, knowledge.as_of
    )
    for item in found:
        pointer = (*entry.pointer, "facts", item.name)
        yield Problem(
            rule="manifest/declared-facts",
            message=f"`{item.name}` of model `{entry.data['id']}` is declared as {_shown(item.declared)}, "
            f"but is known to be {_shown(item.known.value)}.",
            place=entry.document.place(entry.document.locate(pointer)),
            pointer=pointer,
            logical=f"{manifest.name}/models/{entry.data['id']}/facts/{item.name}",
            help=f"Remove the fact, or correct the model id; the catalogue has it from {item.known.source}.",
        )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"`{value}`" if isinstance(value, str) else str(value)
