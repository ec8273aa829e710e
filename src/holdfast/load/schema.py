"""Documents against JSON Schemas: all that is wrong, in plain words, where it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from holdfast.load.wording import Broken, Mistake, mistakes
from holdfast.load.written import as_written
from holdfast.model.document import Document
from holdfast.model.location import Pointer
from holdfast.model.problem import Problem, logical_path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA_RULE = "manifest/schema"

MAX_PROBLEMS = 1000
"""Of one file; a hostile one shall not fill the output."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@cache
def named_schema(name: str) -> Mapping[str, Any]:
    """Return the JSON Schema that ships as `schemas/<name>.schema.json`; not to be changed."""
    text = (files("holdfast.load") / "schemas" / f"{name}.schema.json").read_text("utf-8")
    schema: Mapping[str, Any] = json.loads(text)
    return schema


def manifest_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a manifest: field names, types, defaults and descriptions."""
    return named_schema("manifest")


def fragment_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a file that manifests include."""
    return named_schema("manifest-fragment")


def check_schema(
    document: Document, schema: Mapping[str, Any], rule: str = SCHEMA_RULE
) -> tuple[Document, tuple[Problem, ...]]:
    """Return `document` as `schema` reads it, and all problems, sorted by place.

    Where the schema wants text, a plain scalar is what was written (`1.10`, `true`). Of a file with
    more than a thousand problems, the first thousand that are found are told.
    """
    document = as_written(document, schema)
    errors = _validator_class()(schema).iter_errors(document.data)
    broken = [_broken(error) for error in islice(errors, MAX_PROBLEMS)]
    found = (
        _problem(mistake, document, rule) for mistake in islice(mistakes(broken, document), MAX_PROBLEMS)
    )
    unique = {(problem.place, problem.message): problem for problem in found}  # an alias repeats a mistake
    return document, tuple(sorted(unique.values(), key=lambda problem: problem.order))


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
        if isinstance(value, str) and not re.search(_anchored(wanted), value):
            yield ValidationError("pattern")

    def format_(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if wanted == "date" and isinstance(value, str) and not _is_date(value):
            yield ValidationError("format")

    def unique_items(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:  # noqa: FBT001 - jsonschema's signature
        for index in _repetitions(value) if wanted and isinstance(value, list) else ():
            yield ValidationError("uniqueItems", path=[index], instance=value[index])

    keywords = {"pattern": pattern, "format": format_, "uniqueItems": unique_items}
    return extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]  # typed in part only


def _anchored(pattern: str) -> str:
    # Python's `$` also matches before a final line feed, which a block scalar has
    return pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repetitions(values: list[Any]) -> Iterator[int]:
    seen = set()
    for index, value in enumerate(values):
        key = json.dumps(value, sort_keys=True)
        if key in seen:
            yield index
        seen.add(key)
