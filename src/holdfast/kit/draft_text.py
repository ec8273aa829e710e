"""A manifest as text, with what files of the repository say filled in, and where they say it in comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.kit.beginning import (
    BACKENDS,
    CONTRACTS,
    LIKELY,
    MIGRATION,
    NOT_SAID,
    USES,
    Known,
    Likely,
    backend,
    head,
    main_model,
    manifest,
    scalar,
)
from holdfast.kit.draft_parts import Draft, DraftBackend, DraftModel, DraftUse
from holdfast.model.escape import escape

MOST_PLACES = 3
MOST_LINES = 50
"""Of each list in comments."""

_TESTED = "        # testedOn: 2026-01-31  # when it last stood in\n"
_CHOICES = """\
      # Somebody may choose these. As candidates they are held to what the data asks for, and count as no
      # family, vendor or fallback of the work. Remove the `role` of one that does the work.
"""
_OWN = Likely(
    "on-premises",
    NOT_SAID,
    "on-premises, self-hosted-cloud or edge-device: you run it yourselves",
    "your own company, as others call it",
)


def drafted(known: Known, draft: Draft) -> str:
    """Return a manifest that is valid as it is, and says what `draft` does and no more."""
    if not draft.backends:
        begun, behind, rest = manifest(known).partition(BACKENDS)
        return "".join([begun, *_notes(draft), behind, rest])
    models = map(_model, draft.models) if draft.models else [main_model(known, draft.backends[0].id)]
    return "".join(
        [
            head(known, _routing(draft)),
            *(_uses(draft) if draft.models else [USES]),
            MIGRATION,
            *models,
            *_notes(draft),
            BACKENDS,
            *map(_backend, draft.backends),
            CONTRACTS,
        ]
    )


def _routing(draft: Draft) -> str:
    if not draft.config:
        return ""
    lines = ["routing:", f"  layer: {draft.layer}", f"  config: {scalar(draft.config)}"]
    if draft.unrouted:
        lines = [f"{escape(draft.config)} routes, but {escape(draft.unrouted)}.", *lines]
        lines = [f"# {line}" for line in lines]
    return "".join(f"{line}\n" for line in lines)


def _uses(draft: Draft) -> Iterator[str]:
    yield from map(_use, draft.uses)
    if not (draft.uses or draft.choices):
        yield "      []\n"
    if draft.choices:
        yield _CHOICES
        yield from (_use(DraftUse(each, "candidate")) for each in draft.choices)


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
        f"{backend('', found.operator, found.region, _likely(found))}"
    )


def _likely(found: DraftBackend) -> Likely:
    if found.hosting == _OWN.hosting:
        return _OWN
    return LIKELY._replace(hosting=found.hosting or LIKELY.hosting, operator=found.guess or NOT_SAID)


def _notes(draft: Draft) -> Iterator[str]:
    """Yield what a person has to look at, as comments."""
    if draft.more:
        models = "model is" if draft.more == 1 else "models are"
        yield f"  # {draft.more:,} more {models} not drafted: `holdfast detect` lists all.\n"
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
