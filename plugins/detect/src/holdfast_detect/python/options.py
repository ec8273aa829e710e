"""What calls offer as a default or to choose from: options of a command line, variables, fields of forms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast_detect.names import (
    CHOICES,
    is_list_of_models,
    is_model_variable,
    names_a_model,
    snake,
    speaks_of_models,
)
from holdfast_detect.python.calls import default_of, keyword
from holdfast_detect.python.tables import is_text_of_id, labels

_READER = re.compile(
    r"_*(?:str$|(?:get|set|read|load|fetch|look_?up|resolve|env(?:iron)?|getenv|setenv|setdefault|conf(?:ig)?|settings?"
    r"|params?|var(?:iable)?|secret|optional)(?:$|_))"
)
"""What reads a variable or a setting by its name, by how it begins."""

_ENTRIES = frozenset(("get", "pop", "setdefault", "getattr", "setattr"))
_CHOICES = frozenset(("selectbox", "radio", "Dropdown", "Radio", "multiselect", "Select", "parametrize"))
_FIRST = frozenset(("selectbox", "radio"))
"""What has the first of its list chosen, unless it is told otherwise."""

_FIELDS = frozenset(("text_input", "textinput", "Textbox", "TextInput", "prompt", "ask"))


_DESCRIBES = re.compile(r"(?i)model_?(?:info|spec|entry|card|option|description|details?|meta(?:data)?)$")
"""Classes of what describes a model that may be chosen, first by its id."""


_FIELD = re.compile(r"(?:Setting|Field|Option|Input|Param|Parameter|Variable|Property|Knob)s?$")
"""Classes of what an application lets people set, by how they end: first the name of the setting."""


class Offer(NamedTuple):
    """What is offered under a name; `of_many` for a list to choose from."""

    name: str
    value: ast.expr
    of_many: bool = False


def describes(callee: str) -> bool:
    """Tell whether a call makes what describes a model that may be chosen."""
    last = callee.rpartition(".")[2]
    return last[:1].isupper() and bool(_DESCRIBES.search(last))


def offers(node: ast.Call, callee: str) -> Iterator[Offer]:
    """Yield what a call offers that may be a model."""
    texts = [
        each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    options = [each.lstrip("-").replace("-", "_") for each in texts if each.startswith("-")]
    default = keyword(node, "default", "value")
    last = callee.rpartition(".")[2]
    if options and default is not None:
        name = next(filter(is_model_variable, options), max(options, key=len))
        yield Offer(f"whisper_{name}" if _is_about_whisper(node) else name, default)
    elif texts and names_a_model(texts[0]) and _READER.match(snake(last).lower()):
        if (given := default_of(node)) is not None:
            yield Offer(texts[0], given)
    elif last in _ENTRIES and len(node.args) > 1:
        key = node.args[-2]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield Offer(key.value, node.args[-1])
    elif (field := keyword(node, "field")) is not None:  # of a table, in a migration
        yield from _of_column(" ".join(labels(node)), field)
    elif any(speaks_of_models(each) for each in (*texts[:1], *labels(node))):
        yield from _of_form(node, last, default)
    elif (found := _described(node, last)) is not None:
        yield Offer("", found, of_many=True)
    if last == "set_defaults":
        yield from (Offer(each.arg, each.value) for each in node.keywords if each.arg)


def _name_of(node: ast.Call) -> str:
    """Return the name of the setting that a call describes, if it is called as one that holds a model."""
    named = node.args[0] if node.args else keyword(node, "name", "key")
    name = named.value if isinstance(named, ast.Constant) and isinstance(named.value, str) else ""
    return name if is_model_variable(name) else ""


def _of_setting(node: ast.Call, name: str) -> Iterator[Offer]:
    default = keyword(node, "default_value", "default", "initial", "value")
    given = default or next((each for each in node.args[1:] if is_text_of_id([each])), None)
    if given is not None:
        yield Offer(name, given)
    yield from (Offer("", each.value, of_many=True) for each in node.keywords if each.arg in CHOICES)


def _is_about_whisper(node: ast.Call) -> bool:
    """Tell whether the help of an option speaks of Whisper, whose models go by their sizes."""
    shown = keyword(node, "help")
    return isinstance(shown, ast.Constant) and "whisper" in str(shown.value).lower()


def _chosen_of(index: ast.expr | None) -> ast.expr | None:
    """Return what is chosen at first where its place in the list is asked for: `OPTIONS.index("gpt-4o")`."""
    match index:
        case ast.Call(func=ast.Attribute(attr="index"), args=[chosen]):
            return chosen
    return None


def _described(node: ast.Call, last: str) -> ast.expr | None:
    """Return the id of a model that a call describes."""
    if is_list_of_models(last) and (found := keyword(node, "id", "slug")) is not None:
        return found
    return node.args[0] if _DESCRIBES.search(last) and is_text_of_id(node.args) else None


def _of_column(name: str, field: ast.expr) -> Iterator[Offer]:
    yield Offer(name, field)
    choices = keyword(field, "choices") if isinstance(field, ast.Call) else None
    if choices is not None:
        yield Offer("", choices, of_many=True)


def _of_form(node: ast.Call, last: str, default: ast.expr | None) -> Iterator[Offer]:
    """Yield what a field of a form offers, whose label says that it is about models."""
    if _FIELD.search(last) and (name := _name_of(node)):
        yield from _of_setting(node, name)
        return
    if default is None and last in _FIELDS and len(node.args) > 1:
        default = node.args[1]
    for each in (default, _chosen_of(keyword(node, "index"))):
        if each is not None:
            yield Offer("model", each)
    listed = [each for each in node.args[:2] if last in _CHOICES and not isinstance(each, ast.Constant)]
    listed += [each.value for each in node.keywords if (each.arg or "").lower() in CHOICES]
    at = keyword(node, "index", "initial_index") or (ast.Constant(0) if last in _FIRST else None)
    if listed and isinstance(at, ast.Constant) and isinstance(at.value, int):
        chosen = ast.Subscript(listed[0], ast.copy_location(at, node), ast.Load())
        yield Offer("model", ast.copy_location(chosen, node))
    yield from (Offer("", each, of_many=True) for each in listed)
