"""What manifests say of their models, and the catalogue, the base or the rest of it says otherwise."""

from __future__ import annotations

from typing import Any

from holdfast.evaluate.knowledge import Knowledge
from holdfast.model.catalogue import Contradiction
from holdfast.model.escape import quoted
from holdfast.model.manifest import Entry, Manifest, Portfolio
from holdfast.model.party_name import fold
from holdfast.model.problem import Problem


def contradictions(portfolio: Portfolio, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return one problem for each thing that a model says and that is known to be otherwise, at its place."""
    return tuple(
        _problem(manifest, manifest.models[model], item)
        for manifest in portfolio.manifests
        for model, found in knowledge.contradictions_of(manifest).items()
        for item in found
    )


def attempts(portfolio: Portfolio, knowledge: Knowledge) -> tuple[Problem, ...]:
    """Return one problem for each thing that a manifest says of an organisation that says otherwise."""
    return tuple(
        _attempt(manifest, name, stated)
        for manifest in portfolio.manifests
        for name, stated in knowledge.stated.items()
        if not _agree(manifest.data["metadata"].get(name, stated), stated)
    )


def _attempt(manifest: Manifest, name: str, stated: Any) -> Problem:
    pointer = ("metadata", name)
    said = _listed(manifest.data["metadata"][name])
    return Problem(
        rule="exceptions/locked-setting",
        message=f"`{name}` says {said}, which the organisation locks: {_listed(stated)} holds",
        place=manifest.document.place(manifest.document.locate(pointer)),
        pointer=pointer,
        logical="/".join((manifest.name, *pointer)),
        help=f"Remove `{name}`: what the organisation says holds for every manifest.",
    )


def _agree(said: Any, stated: Any) -> bool:
    """Tell whether a manifest says the same; of a list it may say a part."""
    return set(map(fold, said)) <= set(map(fold, stated)) if isinstance(said, list) else said == stated


def _listed(value: Any) -> str:
    return ", ".join(map(quoted, value)) if isinstance(value, list) else quoted(value)


def _problem(manifest: Manifest, entry: Entry, item: Contradiction) -> Problem:
    pointer = (*entry.pointer, *item.path)
    return Problem(
        rule="manifest/declared-facts",
        message=_message(entry.data["id"], item),
        place=entry.document.place(entry.document.locate(pointer)),
        pointer=pointer,
        logical="/".join((manifest.name, "models", entry.data["id"], *item.path)),
        help=_help(item),
    )


def _message(model: str, item: Contradiction) -> str:
    known = _shown(item.known.value)
    if item.path[0] != "facts":
        return (
            f"`derivedFrom` of model `{model}` names {_shown(item.declared)}, "
            f"but by its id the {item.known.name} is known to be {known}."
        )
    limit = "at most " if item.known.name == "openness" and item.known.provenance == "derived" else ""
    return (
        f"`{item.known.name}` of model `{model}` is declared as {_shown(item.declared)}, "
        f"but is known to be {limit}{known}."
    )


def _help(item: Contradiction) -> str:
    if item.path[0] != "facts":
        return "Correct the model id or `derivedFrom`, so that both tell of one base."
    if item.known.provenance == "declared":
        return "Remove the fact, or correct the one beside it that it follows from."
    whose = "its base has it" if item.known.provenance == "derived" else "the catalogue has it"
    return f"Remove the fact, or correct the model id; {whose} from {item.known.source}."


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)
