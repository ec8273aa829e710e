"""Documents against JSON Schemas: valid ones are accepted at once, the others told what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from holdfast.load.acceptor import Accept, acceptor
from holdfast.load.written import Texts, as_written
from holdfast.model.document import Document
from holdfast.model.problem import Problem

SCHEMA_RULE = "manifest/schema"

MAX_PROBLEMS = 1000
"""Of one file; a hostile one shall not fill the output."""

_FOLDER = Path(__file__).parent / "schemas"


class ShippedSchema(dict[str, Any]):
    """A JSON Schema of ours, and what accepts the data that keeps to it; not to be changed."""

    @cached_property
    def accepts(self) -> Accept:
        """The compiled schema. Raises UnsupportedSchemaError: a keyword is never passed over."""
        return acceptor(self)

    @cached_property
    def texts(self) -> Texts:
        """Where the schema wants text."""
        return Texts([self], self)


@cache
def named_schema(name: str) -> ShippedSchema:
    """Return the JSON Schema that ships as `schemas/<name>.schema.json`."""
    return ShippedSchema(json.loads(schema_text(name)))


@cache
def schema_text(name: str) -> str:
    """Return the text of that schema."""
    return (_FOLDER / f"{name}.schema.json").read_text("utf-8")


def manifest_schema() -> ShippedSchema:
    """Return the JSON Schema of a manifest: field names, types, defaults and descriptions."""
    return named_schema("manifest")


def fragment_schema() -> ShippedSchema:
    """Return the JSON Schema of a file that manifests include."""
    return named_schema("manifest-fragment")


def check_schema(
    document: Document, schema: Mapping[str, Any], rule: str = SCHEMA_RULE
) -> tuple[Document, tuple[Problem, ...]]:
    """Return `document` as `schema` reads it, and all problems, sorted by place.

    Where the schema wants text, a plain scalar is what was written (`1.10`, `true`). Of a file with
    more than a thousand problems, the first thousand that are found are told.
    """
    texts = schema.texts if isinstance(schema, ShippedSchema) else Texts([schema], schema)
    document = as_written(document, texts)
    if isinstance(schema, ShippedSchema) and schema.accepts(document.data):
        return document, ()
    from holdfast.load.validation import problems_of

    return document, problems_of(document, schema, rule, MAX_PROBLEMS)
