"""What jsonschema finds wrong with a document, as problems in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from holdfast.load.acceptor import anchored, is_date, repetitions
from holdfast.load.wording import Broken, Mistake, mistakes
from holdfast.model.document import Document
from holdfast.model.location import Pointer
from holdfast.model.problem import Problem, logical_path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def problems_of(document: Document, schema: Mapping[str, Any], rule: str, limit: int) -> tuple[Problem, ...]:
    """Return all problems of `document`, sorted by place; no more than the first `limit` that are found."""
    # Nothing is fetched: without a registry of its own jsonschema would open what a `$ref` names.
    errors = _validator_class()(schema, registry=_registry()).iter_errors(document.data)
    broken = [_broken(error) for error in islice(errors, limit)]
    found = (_problem(mistake, document, rule) for mistake in islice(mistakes(broken, document), limit))
    unique = {(problem.place, problem.message): problem for problem in found}  # an alias repeats a mistake
    return tuple(sorted(unique.values(), key=lambda problem: problem.order))


def _registry() -> Any:
    from referencing import Registry

    return Registry()  # of nothing: what it is asked for is not there


def _broken(error: ValidationError) -> Broken:
    pointer: Pointer = tuple(error.absolute_path)
    is_key = "propertyNames" in error.absolute_schema_path and isinstance(error.instance, str)
    branches: dict[Any, list[Broken]] = {}
    for part in error.context or ():
        branches.setdefault(part.schema_path[0], []).append(_broken(part))
    return Broken(
        keyword=str(error.validator),
        wanted=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        pointer=(*pointer, str(error.instance)) if is_key else pointer,
        is_key=is_key,
        branches=tuple(tuple(parts) for parts in branches.values()),
    )


def _problem(mistake: Mistake, document: Document, rule: str) -> Problem:
    pointer = mistake.pointer
    location = document.locate_key(pointer) if mistake.at_key else document.locate(pointer)
    return Problem(
        rule=rule,
        message=mistake.message,
        place=document.place(location),
        pointer=pointer,
        logical=logical_path(document.data, pointer),
        help=mistake.help,
    )


@cache
def _validator_class() -> Any:
    """Return jsonschema's validator of 2020-12 with keywords of ours.

    `$` means the end in a pattern, `format` knows dates, and `uniqueItems` points at the repetition
    and takes no more time for a hostile list than for another.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not re.search(anchored(wanted), value):
            yield ValidationError("pattern")

    def format_(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if wanted == "date" and isinstance(value, str) and not is_date(value):
            yield ValidationError("format")

    def unique_items(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:  # noqa: FBT001 - jsonschema's signature
        for index in repetitions(value) if wanted and isinstance(value, list) else ():
            yield ValidationError("uniqueItems", path=[index], instance=value[index])

    keywords = {"pattern": pattern, "format": format_, "uniqueItems": unique_items}
    return extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]  # typed in part only
