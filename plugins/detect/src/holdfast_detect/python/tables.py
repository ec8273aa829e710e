"""What lists, tables and descriptions of fields in Python offer to choose from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from holdfast_detect.ids import is_repository, looks_like_id
from holdfast_detect.names import is_list_of_models, marks_default, may_hold_any
from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.calls import keyword
from holdfast_detect.python.names import Scope
from holdfast_detect.python.several import alone, without_label
from holdfast_detect.python.values import Values
from holdfast_detect.values import MAX_LOOKED_AT

_MADE_OF = frozenset((ast.Name, ast.Attribute, ast.Call))
_OF_THE_CALLER = re.compile(
    r"(?:^|_)(?:(?:meta)?data|where|filters?|messages|tools|inputs?|arguments|variables|schema|response_format|headers"
    r"|properties|parameters|tags)$"
)
"""Arguments that hold what the caller knows of, and not what a model is to be."""

_FEW = 2
_MOST_CALLS = 2
"""Functions that return what another one returns."""

_TOLD = frozenset((
    "id", "name", "model", "model_id", "model_name", "slug", "value", "provider", "family",
    "type", "tokenizer", "repo_id", "repo", "repository", "hf_id", "path", "model_path",
))  # fmt: skip
"""Keys of what is told of one model."""


def labels(node: ast.Call) -> list[str]:
    """Return what a call names by its arguments `id`, `label` and `name`."""
    named = (keyword(node, each) for each in ("id", "label", "name"))
    return [each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def is_text_of_id(nodes: Sequence[ast.expr]) -> bool:
    """Tell whether the first of some expressions is a text with the shape of an id."""
    return any(
        isinstance(each, ast.Constant) and isinstance(each.value, str) and looks_like_id(each.value)
        for each in nodes[:1]
    )


def is_member_of_models(values: Values, nodes: Sequence[ast.expr], scope: Scope) -> bool:
    """Tell whether the first of some expressions is a constant of a class of models."""
    match nodes[:1]:
        case [ast.Attribute(value=ast.Name(id=owner), attr=name) as member]:
            is_one = is_list_of_models(owner) and name.isupper()
            return is_one and any(looks_like_id(each.model) for each in values.of(member, scope))
    return False


def is_list(bindings: Bindings, node: ast.expr, scope: Scope) -> bool:
    """Tell whether an expression is a list that is written out, or has the elements of one.

    What functions of the repository return is looked at as deep as `_MOST_CALLS` says.
    """
    todo = [(node, scope, 0)]
    for _ in range(MAX_LOOKED_AT):
        if not todo:
            break
        each, inner, calls = todo.pop()
        match each:
            case ast.List() | ast.Tuple() | ast.Set():
                return True
            case ast.BoolOp(values=either):
                todo += ((one, inner, calls) for one in reversed(either))
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "sorted" | "reversed")):
                return True
            case ast.Call(func=ast.Name() | ast.Attribute()) if calls < _MOST_CALLS:
                todo += ((one, at, calls + 1) for one, at in reversed(bindings.returned(each, inner)))
            case ast.Name() | ast.Attribute():
                bound = (one for one, _ in bindings.bound(each, inner))
                if any(isinstance(one, ast.List | ast.Tuple | ast.Set) for one in bound):
                    return True
    return False


def described(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the entries of a dictionary, as of the description of a field."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def texts(node: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield the keys of a dictionary whose values are texts, with these, unless the keys are the ids.

    Of dictionaries in one, each of nothing but ids, the same: the keys of those say for what each is used.
    """
    for key, value in described(node):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            if not is_repository(key):
                yield key, value.value
        elif isinstance(value, ast.Dict) and not is_repository(key):
            inner = list(described(value))
            if all(is_text_of_id([each]) and name not in _TOLD for name, each in inner):
                yield from ((name, str(each.value)) for name, each in inner if isinstance(each, ast.Constant))


def is_of_lists(node: ast.expr) -> bool:
    """Tell whether a dictionary has lists of several, of which its keys do not say which is used."""
    return any(
        isinstance(each, ast.List | ast.Tuple) and len(each.elts) > _FEW for _, each in described(node)
    )


def fields_of(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield what describes a field: the entries of a dictionary, or the arguments of a call."""
    yield from described(node)
    if isinstance(node, ast.Call):
        yield from ((each.arg, each.value) for each in node.keywords if each.arg not in (None, "id", "name"))


def first_of(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the ids of entries that hold at first, `{"id": "o1", "default": True}`; of a table their keys."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            yield from (id_ for each in elements if _is_first(each) for id_ in _ids(dict(described(each))))
        case ast.Dict(keys=keys, values=values):
            yield from (key for key, each in zip(keys, values, strict=True) if key and _is_first(each))


def _is_first(entry: ast.expr) -> bool:
    return any(
        isinstance(value, ast.Constant) and marks_default(name, str(value.value))
        for name, value in described(entry)
    )


def entries(node: ast.expr) -> Iterable[ast.expr]:
    """Return the expressions of a list; of a table its values where they are texts, else its keys."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return [
                _of_pair(each) if isinstance(each, ast.Tuple) and each.elts else each
                for each in map(without_label, elements)
                if not isinstance(each, ast.Dict)
            ] + [
                value
                for each in elements
                if isinstance(each, ast.Dict)
                for value in _ids(dict(described(each)))
            ]
        case ast.Dict(values=values) if values and all(map(_is_of_numbers, values)):
            return ()  # what they cost or hold
        case ast.Dict(keys=keys, values=values):
            texts = [
                each
                for each in values
                if isinstance(each, ast.Constant | ast.JoinedStr | ast.Call | ast.Name | ast.Attribute)
                and not (
                    isinstance(each, ast.Constant)
                    and not (isinstance(each.value, str) and looks_like_id(each.value))
                )
            ]
            lists = [
                inner
                for each in values
                if isinstance(each, ast.List | ast.Dict)
                for inner in ([] if isinstance(each, ast.Dict) else map(alone, each.elts))
            ]
            named = [each for each in keys if each is not None]
            deeper = [] if any(is_text_of_id([each]) for each in named) else _deeper(values)
            is_by_id = 2 * sum(is_text_of_id([each]) for each in named) >= len(named)
            if (
                is_by_id
                and texts
                and _MADE_OF & {type(each) for each in values}
                and not any(map(_makes, values))
            ):
                return [*texts, *named]
            if named and all(_is_owned(each) for each in named) and not any(map(_is_owned, texts)):
                return named
            return texts or lists or deeper or named
    return [node]


def _ids(fields: dict[str, ast.expr]) -> list[ast.expr]:
    """Return what an entry of a list says that may be the id; of several the first of its shape."""
    found = [fields[key] for key in ("id", "value", "slug", "name") if key in fields]
    return next(([each] for each in found if is_text_of_id([each])), found)


def _is_of_numbers(node: ast.expr) -> bool:
    """Tell whether an entry of a table is a number, or has nothing but numbers."""
    match node:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()) | ast.BinOp():
            return True
        case ast.Dict(values=inner) | ast.Tuple(elts=inner) | ast.List(elts=inner):
            return bool(inner) and all(map(_is_of_numbers, inner))
    return False


def _of_pair(pair: ast.Tuple) -> ast.expr:
    """Return the id beside what people read: mostly the first, but `("GPT-4o (fast)", "gpt-4o")`."""
    ids = [each for each in pair.elts if is_text_of_id([each])]
    return ids[-1] if len(ids) == 1 else pair.elts[0]


def _is_owned(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and is_repository(str(node.value))


def _makes(node: ast.expr) -> bool:
    """Tell whether a call makes something by what it is given, which may be the id, and the key is none."""
    match node:
        case ast.Call(func=ast.Attribute(attr="getenv" | "get")):
            return False
    return isinstance(node, ast.Call)


def _deeper(tables: Sequence[ast.expr]) -> list[ast.expr]:
    """Return the texts of tables in a table, those of labels aside."""
    return [
        value
        for table in tables
        for name, value in described(table)
        if isinstance(value, ast.Constant) and may_hold_any(name)
    ]


def nested(
    bindings: Bindings, node: ast.Call, scope: Scope, seen: set[int]
) -> Iterator[tuple[ast.Dict, Scope]]:
    """Yield the dictionaries in the arguments of a call, also where those have a name in the module.

    What is in `seen`, by the `id` of its node, is not looked at again.
    """
    given = (
        *node.args,
        *(each.value for each in node.keywords if not _OF_THE_CALLER.search(each.arg or "")),
    )
    for each in given:
        for bound, inner in bindings.bound(each, scope) if isinstance(each, ast.Name) else [(each, scope)]:
            if isinstance(bound, ast.Dict | ast.List) and id(bound) not in seen:
                seen.add(id(bound))
                looked_at = islice(ast.walk(bound), MAX_LOOKED_AT)
                yield from ((below, inner) for below in looked_at if isinstance(below, ast.Dict))
