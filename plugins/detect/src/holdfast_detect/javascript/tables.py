"""What lists, tables and elements of a page in JavaScript offer to choose from."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from tree_sitter import Node

from holdfast import Role
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import AROUND, entries, unquoted
from holdfast_detect.names import is_list_of_models, marks_default, plain, tells_of_models
from holdfast_detect.roles import role_of_list

_IDS = ("id", "value", "slug", "key", "model", "modelId", "model_id", "modelName", "model_name", "name")
_CHOICE = re.compile(r"(?i)option|item|radio|choice|toggle|tab|select|dropdown|combobox|picker")
_MAP = re.compile(r"(?i)map(?:ping)?s?$")
_SHOWN = re.compile(r"(?i)(?:placeholder|label|hint|title|description|tooltip|text|help)$")
"""Names of what is only shown."""

_TITLE = re.compile(r"(?i)(?:label|title|display_?name)$")
_KEYS = frozenset(("key", "value", "slug"))
_NAMES = frozenset(("name", "modelname"))
"""The same, in lower case, where an id stands beside it."""

_CONFIGURED = frozenset(
    ("provider", "apibase", "baseurl", "endpoint", "apikey", "temperature", "maxtokens", "roles", "weight")
)
"""Names, without `_` and in lower case, of what is said of a model that is asked."""

_WORTH = re.compile(r"(?i)price|pricing|cost|context|latency")
"""Names of what is told of a model that one may choose."""

_TELLS = frozenset(("provider", "tokenizer", "name", "family", "type"))
"""Names of what is told of a model, and may have the shape of an id."""

_KNOWN = re.compile(
    r"(?i)(?:^|[/.:@])(?:gpt-\d|claude-(?:\d|sonnet|opus|haiku|instant|v\d)|gemini-\d|(?:meta-)?llama-?\d|mi[sx]tral-"
    r"|deepseek-|qwen-?\d|grok-\d|command-r)"
)
"""How ids begin that are those of language models, whatever is beside them."""

_FEW = 2
_HELD_BY = {"variable_declarator": "name", "pair": "key", "assignment_expression": "left"}


def listed(module: JavaScript, node: Node) -> Iterator[Node]:
    """Yield the expressions of a list; of a table its values where they are texts, else its keys."""
    if node.type not in ("array", "object", "enum_declaration"):
        yield node
    elif node.type == "array":
        for each in node.named_children:
            if each.type == "array":  # of a Map: a key and a value
                yield from each.named_children
            elif made := _made_of(each):
                yield from (id_ for one in made for id_ in _of_entry(module, one))
            else:
                yield each
    else:
        yield from _of_table(module, node)


def _made_of(node: Node) -> list[Node]:
    """Return the objects that an entry of a list is, or is made of: `model("acme", { id: "gpt-4o" })`."""
    arguments = node.child_by_field_name("arguments") if node.type == "call_expression" else None
    given = arguments.named_children if arguments is not None else [node]
    return [each for each in given if each.type == "object"]


def _of_entry(module: JavaScript, node: Node) -> Iterator[Node]:
    fields = dict(entries(module, node))
    if named := next((key for key in _IDS if key in fields), ""):
        yield fields[named]


def _of_table(module: JavaScript, node: Node) -> Iterator[Node]:
    values = [value for key, value in entries(module, node) if not _SHOWN.search(key)]
    ids = [each for each in values if each.type != "string" or looks_like_id(module.text(each)[1:-1])]
    ids = [
        each for each in ids if each.type in ("string", "identifier", "member_expression", "call_expression")
    ]
    if ids and not _are_titles(module, node):
        yield from ids
    elif lists := [each for each in values if each.type == "array"]:
        for each in lists:
            yield from listed(module, each)
    else:
        for each in values:
            yield from _of_inner(module, each)
        yield from (
            key
            for each in node.named_children
            if (key := each.child_by_field_name("key")) is not None and key.type == "string"
        )


def _are_titles(module: JavaScript, node: Node) -> bool:
    """Tell whether a table only says how people call its keys: `"gpt-4o-mini": "GPT-4o mini"`."""
    fields = list(entries(module, node))
    ids = sum(looks_like_id(key) for key, _ in fields)
    return ids * 2 > len(fields) and any(" " in module.text(value) for _, value in fields)


def _of_inner(module: JavaScript, node: Node) -> Iterator[Node]:
    """Yield the id of an entry of a table, or all that it holds, if these are nothing else."""
    fields = dict(entries(module, node))
    if named := next((key for key in _IDS if key in fields and plain(key) not in _NAMES), ""):
        yield fields[named]
    elif all(each.type == "string" and looks_like_id(module.text(each)[1:-1]) for each in fields.values()):
        yield from () if any(_SHOWN.search(key) or key in _TELLS for key in fields) else fields.values()


def texts(module: JavaScript, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the keys of an object or an enumeration whose values are texts, with these.

    Of tables in a table, each of nothing but ids, the same: the keys of those say for what each is used.
    """
    for key, value in entries(module, node):
        if value.type == "string":
            yield key, unquoted(module.text(value))
        elif value.type == "object":
            inner = dict(entries(module, value))
            ids = [(name, unquoted(module.text(each))) for name, each in inner.items()]
            is_told = any(_SHOWN.search(name) or name in _TELLS or name in _IDS for name in inner)
            if not is_told and all(each.type == "string" for each in inner.values()):
                yield from ids if all(looks_like_id(id_) for _, id_ in ids) else ()


def is_of_lists(module: JavaScript, node: Node) -> bool:
    """Tell whether a table has lists of several, of which its keys do not say which is used."""
    lists = (value for _, value in entries(module, node) if value.type == "array")
    return any(len(each.named_children) > _FEW for each in lists)


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


def menu(module: JavaScript, node: Node) -> Iterator[Node]:
    """Yield the ids of a list from which people choose, models among other things, however it is called."""
    ids = []
    for each in node.named_children if len(node.named_children) > _FEW else ():
        fields = dict(entries(module, each))
        is_shown = any(_TITLE.search(key) or plain(key) in _NAMES for key in fields)
        ids += [fields[key] for key in _IDS[:2] if key in fields and is_shown][:1]
    known = [each for each in ids if each.type == "string" and _KNOWN.search(unquoted(module.text(each)))]
    if len(known) >= _FEW and not tells_of_models(_held_as(module, node)[0]):
        yield from ids


def has_title(module: JavaScript, node: Node) -> bool:
    """Tell whether what people read stands beside the id of an entry: `{ value: "o1", label: "O1" }`.

    A name is read where it is written otherwise than the key beside it: `{ key: "o1", name: "O1" }`.
    """
    pair, fields = node.parent, dict(_beside(module, node))
    if pair is None or not fields:
        return False
    is_key = unquoted(module.text(pair.child_by_field_name("key"))) in _KEYS
    is_named = is_key and "name" in fields and not unquoted(module.text(fields["name"])).islower()
    return is_named or any(map(_TITLE.search, fields))


def is_first(module: JavaScript, node: Node) -> bool:
    """Tell whether an entry, whose id is `node`, holds at first: `{ id: "o1", default: true }`."""
    return any(marks_default(key, module.text(value)) for key, value in _beside(module, node))


def _beside(module: JavaScript, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the fields of the object in which an expression is the value of one."""
    entry = node.parent.parent if node.parent is not None and node.parent.type == "pair" else None
    if entry is not None:
        yield from entries(module, entry)


def is_offered(module: JavaScript, node: Node) -> bool:
    """Tell whether an object is an entry of a list of models, or of a table under the very id that it has.

    One that says how it is asked for is no offer, unless people read its name.
    """
    held = node.parent
    fields = dict(entries(module, node)) if held is not None and held.type in ("array", "pair") else {}
    if held is None or not fields:
        return False
    if held.type == "pair":
        key = unquoted(module.text(held.child_by_field_name("key")).strip("[]"))
        return any(unquoted(module.text(value)) == key for name, value in fields.items() if name in _IDS)
    is_shown = any(_SHOWN.search(key) or _WORTH.search(key) or plain(key) in _NAMES for key in fields)
    configured = {plain(key) for key in fields}.intersection(() if is_shown else _CONFIGURED)
    name, table = _held_as(module, held)
    if table is not None and not is_list_of_models(name):  # a list for each vendor
        vendor, (called, _) = module.text(fields.get("provider"))[1:-1], _held_as(module, table)
        is_by_vendor = bool(vendor) and (vendor == name or "provider" in called.lower())
        name = called if is_by_vendor or held.named_child_count > 1 else name
        configured -= {"provider"} if is_by_vendor else set()
    return not configured and is_list_of_models(name) and role_of_list(name) is Role.CHOICE


def _held_as(module: JavaScript, node: Node) -> tuple[str, Node | None]:
    """Return how a list or a table is called, and the table of which it is an entry."""
    held = node
    while held.parent is not None and (held.type in ("array", "object") or held.type in AROUND):
        held = held.parent
    name = module.text(held.child_by_field_name(_HELD_BY.get(held.type, "")))
    return name, held.parent if held.type == "pair" else None
