"""The strict YAML reader: bytes to a document in which every key and value knows its place."""

from __future__ import annotations

import yaml

from holdfast.errors import UserError
from holdfast.load.decoding import MAX_BYTES, decoded
from holdfast.load.events import Builder
from holdfast.load.regions import Refusal, YamlError
from holdfast.load.syntax import explain
from holdfast.model.document import Document, Span
from holdfast.model.location import Location, Place
from holdfast.model.problem import Problem

SYNTAX_RULE = "manifest/syntax"


def read_document(raw: bytes, path: str) -> Document:
    """Return the one YAML document in `raw`, the content of the file that output calls `path`.

    Strict: YAML 1.2 core scalars, text keys, UTF-8; no duplicate keys, explicit tags, recursive
    aliases or second document; bounded in size, depth and number of values. Raises YamlError.
    """
    if not yaml.__with_libyaml__:
        raise UserError(
            "PyYAML was built without libyaml, which Holdfast reads YAML with.",
            hint="Install a wheel of PyYAML (pip install --force-reinstall --only-binary :all: pyyaml).",
        )
    text = ""
    lines: tuple[str, ...] = ()
    try:
        text = decoded(raw)
        lines = tuple(text.split("\n"))
        builder = Builder(text)
        builder.build()
    except Refusal as refusal:
        raise _error(path, lines or _lines(raw), refusal) from None
    except yaml.MarkedYAMLError as error:
        raise _error(path, lines, explain(error, text)) from None
    return Document(path, builder.data, builder.spans, builder.keys, lines, builder.plain)


def _lines(raw: bytes) -> tuple[str, ...]:
    """Return the lines of what could not be decoded, to be shown."""
    text = raw[:MAX_BYTES].decode("utf-8-sig", "replace")
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _error(path: str, lines: tuple[str, ...], refusal: Refusal) -> YamlError:
    document = Document(path, None, {}, {}, lines)

    def place(span: Span) -> Place:
        return document.place(Location(path, *span))

    related = ((refusal.related[0], place(refusal.related[1])),) if refusal.related else ()
    return YamlError(
        Problem(SYNTAX_RULE, refusal.message, place(refusal.span), help=refusal.help, related=related)
    )
