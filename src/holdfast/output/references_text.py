"""The models that a repository names, for people: one a line, by place; at the end a summary."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.model.reference import Detection, Grade, ModelReference
from holdfast.output.strings import count, safe


def render(detection: Detection) -> str:
    """Return `detection` for a terminal; control characters of what files hold are made visible."""
    lines = [_line(each) for each in detection.references]
    if lines:
        lines.append("")
    lines += [f"note: {safe(note)}" for note in detection.notes]
    return "\n".join([*lines, _summary(detection)]) + "\n"


def _line(reference: ModelReference) -> str:
    place = f"{reference.path}:{reference.line}:{reference.column}"
    said = ", ".join(_said(reference))
    return safe(f"{place}: {reference.id} ({said})" if said else f"{place}: {reference.id}")


def _said(reference: ModelReference) -> Iterator[str]:
    """Yield what is known of a model, and what is not."""
    if reference.unresolved:
        yield f"unresolved: {reference.unresolved}"
    else:
        if reference.model != reference.id:
            yield reference.model
        yield (
            f"{reference.family} of {reference.vendor}"
            if reference.family and reference.vendor
            else (reference.family or "not in the catalogue")
        )
    if reference.host:
        yield f"on {reference.host}"
    if reference.region:
        yield f"in {reference.region}"
    if reference.role:
        yield reference.role
    if reference.grade is not Grade.DECLARED:
        yield reference.grade
    if not reference.production:
        yield "not production"


def _summary(detection: Detection) -> str:
    found = detection.references
    families = {each.family for each in found if each.family}
    unresolved = sum(bool(each.unresolved) for each in found)
    parts = [count(len(found), "reference"), count(len(families), "family", "families")]
    if unresolved:
        parts.append(f"{unresolved:,} unresolved")
    return f"{', '.join(parts)} in {count(detection.searched, 'file')} searched."
