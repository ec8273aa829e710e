"""The models that a repository names, for people: one a line; at the end a summary."""

from __future__ import annotations

from holdfast.model.reference import Detection, LibraryUse, ModelReference
from holdfast.output.references_words import said_of
from holdfast.output.strings import count, safe


def render(detection: Detection) -> str:
    """Return `detection` for a terminal; control characters of what files hold are made visible.

    What is used comes first, by place; then what may be chosen, then libraries.
    """
    named = (*detection.references, *detection.choices)
    lines = [*map(_line, named), *map(_use, detection.uses)]
    if lines:
        lines.append("")
    lines += [f"note: {safe(note)}" for note in detection.notes]
    return "\n".join([*lines, _summary(detection)]) + "\n"


def _line(reference: ModelReference) -> str:
    place = f"{reference.path}:{reference.line}:{reference.column}"
    said = ", ".join(said_of(reference))
    return safe(f"{place}: {reference.id} ({said})" if said else f"{place}: {reference.id}")


def _use(use: LibraryUse) -> str:
    aside = "" if use.production else ", not production"
    place = f"{use.path}:{use.line}:{use.column}"
    return safe(f"{place}: uses models through {use.library}, and does not say which (hint{aside})")


def _summary(detection: Detection) -> str:
    found = detection.references
    families = {each.family for each in found if each.family}
    unresolved = sum(bool(each.unresolved) for each in found)
    parts = [count(len(found), "reference"), count(len(families), "family", "families")]
    if unresolved:
        parts.append(f"{unresolved:,} unresolved")
    if detection.choices:
        parts.append(f"{len(detection.choices):,} to choose from")
    return f"{', '.join(parts)} in {count(detection.searched, 'file')} searched."
