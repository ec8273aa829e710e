"""What is known of a model that a repository names: in words, and by name for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfast.model.reference import Grade, ModelReference


def said_of(reference: ModelReference) -> Iterator[str]:
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


def facts_of(reference: ModelReference) -> Mapping[str, str | bool | None]:
    """Return all that is known of a model but its id and place; None for what is not."""
    return {
        "model": reference.model or None,
        "family": reference.family or None,
        "vendor": reference.vendor or None,
        "host": reference.host or None,
        "region": reference.region or None,
        "grade": reference.grade,
        "role": reference.role,
        "production": reference.production,
        "unresolved": reference.unresolved or None,
        "detector": reference.detector,
    }
