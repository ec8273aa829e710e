"""A manifest as text, with what files of the repository say filled in, and where they say it in comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.kit.beginning import CONTRACTS, MIGRATION, Known, backend, head, manifest, scalar
from holdfast.kit.draft import Draft, DraftBackend, DraftModel, DraftUse
from holdfast.model.escape import escape

MOST_PLACES = 3
MOST_LINES = 50
"""Of each list in comments."""

_TESTED = "        # testedOn: 2026-01-31  # when it last stood in\n"


def drafted(known: Known, draft: Draft) -> str:
    """Return a manifest that is valid as it is, and says what `draft` does and no more."""
    if not draft.models:
        return "".join([manifest(known), *_notes(draft)])
    return "".join(
        [
            head(known, _routing(draft)),
            *map(_use, draft.uses),
            "" if draft.uses else "      []\n",
            MIGRATION,
            *map(_model, draft.models),
            *_notes(draft),
            "\nbackends:\n",
            *map(_backend, draft.backends),
            CONTRACTS,
        ]
    )


def _routing(draft: Draft) -> str:
    if not draft.config:
        return ""
    return f"routing:\n  layer: {draft.layer}\n  config: {scalar(draft.config)}\n"


def _use(use: DraftUse) -> str:
    lines = [f"      - ref: {scalar(use.ref)}\n"]
    if use.role:
        lines.append(f"        role: {use.role}\n")
    if use.stands_in_for:
        lines.append(f"        for: [{', '.join(map(scalar, use.stands_in_for))}]\n")
    if use.role == "fallback":
        lines.append(_TESTED)
    return "".join(lines)


def _model(model: DraftModel) -> str:
    doubt = f", {model.doubt}" if model.doubt else ""
    return (
        f"  - id: {scalar(model.id)}\n"
        f"    model: {scalar(model.model)}  # from {_listed(model.places)}{doubt}\n"
        f"    backend: {scalar(model.backend)}\n"
    )


def _backend(found: DraftBackend) -> str:
    asked = f"asked for on {escape(found.host)}, " if found.host else "the files do not say where, "
    return (
        f"  - id: {scalar(found.id)}  # {asked}from {_listed(found.places)}\n"
        f"{backend('', found.operator, found.region)}"
    )


def _notes(draft: Draft) -> Iterator[str]:
    """Yield what a person has to look at, as comments."""
    yield from _list("Which models these are, the files do not say; declare them too:", draft.unresolved)
    yield from _list("Libraries that use models are among the dependencies:", draft.libraries)
    yield from _list("Not searched, or not to the end:", draft.unread)


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"  # {title}\n"
    yield from (f"  #   {escape(line)}\n" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"  #   and {len(lines) - MOST_LINES:,} more\n"


def _listed(places: Sequence[str]) -> str:
    shown = ", ".join(map(escape, places[:MOST_PLACES]))
    more = len(places) - MOST_PLACES
    return f"{shown} and {more:,} more" if more > 0 else shown
