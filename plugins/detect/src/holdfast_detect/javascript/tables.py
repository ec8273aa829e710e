"""What lists, tables and elements of a page in JavaScript offer to choose from."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from tree_sitter import Node

from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.values import entries, unquoted
from holdfast_detect.names import plain

_IDS = ("id", "value", "slug", "key", "model", "modelId", "model_id", "modelName", "model_name", "name")
_CHOICE = re.compile(r"(?i)option|item|radio|choice|toggle|tab|select|dropdown|combobox|picker")
_MAP = re.compile(r"(?i)map(?:ping)?s?$")
_SHOWN = re.compile(r"(?i)(?:placeholder|label|hint|title|description|tooltip|text|help)$")
"""Names of what is only shown."""


def listed(module: JavaScript, node: Node) -> Iterator[Node]:
    """Yield the expressions of a list; of a table its values where they are texts, else its keys."""
    if node.type not in ("array", "object", "enum_declaration"):
        yield node
    elif node.type == "array":
        for each in node.named_children:
            fields = dict(entries(module, each))
            if each.type == "array":  # of a Map: a key and a value
                yield from each.named_children
            elif each.type != "object":
                yield each
            elif named := next((key for key in _IDS if key in fields), ""):
                yield fields[named]
    else:
        yield from _of_table(module, node)


def _of_table(module: JavaScript, node: Node) -> Iterator[Node]:
    values = [value for key, value in entries(module, node) if not _SHOWN.search(key)]
    ids = [each for each in values if each.type != "string" or looks_like_id(module.text(each)[1:-1])]
    ids = [
        each for each in ids if each.type in ("string", "identifier", "member_expression", "call_expression")
    ]
    if ids:
        yield from ids
    elif lists := [each for each in values if each.type == "array"]:
        for each in lists:
            yield from listed(module, each)
    else:
        yield from (
            key
            for each in node.named_children
            if (key := each.child_by_field_name("key")) is not None and key.type == "string"
        )


def texts(module: JavaScript, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the keys of an object or an enumeration whose values are texts, with these."""
    return (
        (key, unquoted(module.text(value))) for key, value in entries(module, node) if value.type == "string"
    )


def is_translation(module: JavaScript, name: str, node: Node) -> bool:
    """Tell whether a table only says how models are called elsewhere: `"gpt-35-turbo": "gpt-3.5-turbo"`."""
    keys = [key for key, _ in entries(module, node)] if _MAP.search(name) and node.type == "object" else []
    return bool(keys) and sum(map(looks_like_id, keys)) * 2 > len(keys)


def is_choice(module: JavaScript, attribute: Node) -> bool:
    """Tell whether an attribute is the value of an element that one may choose, such as `<option>`."""
    element = attribute.parent
    name = module.text(element.child_by_field_name("name")) if element is not None else ""
    return module.text(attribute.named_children[0]) == "value" and bool(_CHOICE.search(name))


def is_beside_its_id(key: str, fields: Container[str]) -> bool:
    """Tell whether a name of a model is only how it is shown, as its id stands beside it."""
    return plain(key) == "modelname" and ("modelId" in fields or "model_id" in fields)
