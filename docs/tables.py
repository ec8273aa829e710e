"""Schemas and values as Markdown for the generated parts of the pages."""  # noqa: INP001  # beside a script

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from holdfast.evaluate.shapes import resolve

Schema = Mapping[str, Any]

_WORDS = {"id": "id", "date": "date", "country": "country", "person": "owner", "name": "name"}
"""Definitions that are said by a word of their own; the manifest page explains each."""


def fields(schema: Schema, level: int = 3) -> str:
    """Return a table for each object of `schema`, with a heading for each but the first."""
    definitions = schema.get("$defs", {})
    blocks = []
    for path, node in _objects(schema, definitions, ""):
        blocks += [f"{'#' * level} `{path}`", sentence(node.get("description", ""))] if path else []
        blocks.append(_fields_table(node, definitions))
    return "\n\n".join(block for block in blocks if block)


def _objects(schema: Schema, definitions: Mapping[str, Schema], path: str) -> Iterator[tuple[str, Schema]]:
    """Yield each object with its path, an object before those in it."""
    node = resolve(schema, definitions)
    if "properties" in node:
        yield path, node
        for key, inner in node["properties"].items():
            yield from _objects(inner, definitions, f"{path}.{key}" if path else key)
    elif isinstance(node.get("items"), Mapping):
        yield from _objects(node["items"], definitions, f"{path}[]")
    elif isinstance(node.get("additionalProperties"), Mapping):
        yield from _objects(node["additionalProperties"], definitions, f"{path}.<name>")
    else:
        for branch in node.get("anyOf", ()):
            yield from _objects(branch, definitions, path)


def _fields_table(node: Schema, definitions: Mapping[str, Schema]) -> str:
    required = node.get("required", ())
    rows = [
        (
            f"`{key}`{' (required)' if key in required else ''}",
            values(inner, definitions),
            default(resolve(inner, definitions)),
            resolve(inner, definitions).get("description", ""),
        )
        for key, inner in node["properties"].items()
    ]
    if any(row[2] for row in rows):
        return table(("field", "value", "default", "meaning"), rows)
    return table(("field", "value", "meaning"), [(row[0], row[1], row[3]) for row in rows])


def values(schema: Schema, definitions: Mapping[str, Schema]) -> str:
    """Return in a few words what a value may be."""
    reference = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    node = resolve(schema, definitions)
    if "const" in node:
        return f"`{shown(node['const'])}`"
    if "enum" in node:
        return ", ".join(f"`{shown(value)}`" for value in node["enum"])
    if reference in _WORDS:
        return _WORDS[reference]
    if "properties" in node:
        return "mapping, see below"
    if "items" in node:
        return f"list of {_several(values(node['items'], definitions))}"
    if "additionalProperties" in node:
        inner = node["additionalProperties"]
        return "mapping of " + (
            _several(values(inner, definitions)) if isinstance(inner, Mapping) else "values"
        )
    if "anyOf" in node:
        return " or ".join(values(branch, definitions) for branch in node["anyOf"])
    return scalar(node)


def scalar(node: Schema) -> str:
    """Return in a few words what a single value may be, with its bounds."""
    kinds = node.get("type", "any")
    words = {
        "string": "text",
        "null": "null",
        "boolean": "`true` or `false`",
        "any": "any value",
        "object": "mapping",
    }
    if node.get("format") == "date":
        words = {**words, "string": "date"}
    said = " or ".join(words.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))
    bounds = [
        f"{word} {node[key]}"
        for key, word in (("minimum", "at least"), ("maximum", "at most"))
        if key in node
    ]
    return ", ".join([said, *bounds])


def _several(word: str) -> str:
    if word == "mapping, see below":
        return "mappings, see below"
    plurals = {"text": "text", "id": "ids", "date": "dates", "country": "countries", "mapping": "mappings"}
    return plurals.get(word, word)


def default(node: Schema) -> str:
    """Return the default as code, nothing where there is none."""
    return f"`{json.dumps(node['default'])}`" if "default" in node else ""


def shown(value: object) -> str:
    """Return a value as a user writes it."""
    return value if isinstance(value, str) else json.dumps(value)


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    all_rows = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in all_rows)


def _cell(text: str) -> str:
    return sentence(text).replace("|", "\\|")


def sentence(text: str) -> str:
    """Return a sentence on one line, in which nothing but backquotes and our own links is Markdown."""
    pieces = one_line(text).split("`")
    pieces[::2] = [piece.replace("<", "&lt;").replace("*", "\\*") for piece in pieces[::2]]
    return "`".join(pieces)


def one_line(text: str) -> str:
    """Return text without its line breaks."""
    return " ".join(str(text).split())
