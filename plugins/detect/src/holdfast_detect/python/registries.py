"""Lists and tables in Python that describe models, of which a program or somebody takes one by its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from holdfast import Role
from holdfast_detect.names import ARGUMENTS, is_list_of_models, plain
from holdfast_detect.python.tables import described, is_of_lists
from holdfast_detect.roles import role_of_list

_SHOWN = re.compile(
    r"(?i)label|title|description|display_?name|tooltip|pric|cost|context|latency|token_?limit|^name$"
)
"""Keys of what people read of a model, or what is told of it."""

_CONFIGURED = frozenset((
    "provider", "apibase", "apikey", "baseurl", "endpoint", "temperature", "maxtokens", "roles", "weight",
    "apiversion", "params", "kwargs",
))  # fmt: skip
"""Keys of how a model is asked, without `_` and in lower case."""

_IDS = ARGUMENTS | {"repoid", "id"}
_FEW = 3


def offered(name: str, value: ast.expr) -> Iterator[ast.Dict]:
    """Yield the entries of what is called `name` that describe each a model from which one is chosen.

    One that says how it is asked is none, unless people read of it.
    """
    listed: list[tuple[str, ast.expr]] = []
    if isinstance(value, ast.Dict):
        listed = list(described(value))
    elif isinstance(value, ast.List | ast.Tuple):
        listed = [("", each) for each in value.elts]
    entries = [(key, each) for key, each in listed if isinstance(each, ast.Dict)]
    if len(entries) < _FEW or not is_list_of_models(name):
        return
    by_key = [(key, model) for key, each in entries if key for model in _models(each)]
    if role_of_list(name, by_key, of_lists=is_of_lists(value)) is Role.CHOICE:
        yield from (each for _, each in entries if _is_offer({key for key, _ in described(each)}))


def made(name: str, value: ast.expr) -> Iterator[ast.Call]:
    """Yield the calls of one function that make the entries of such a list: `[ModelInfo("gpt-4o", …), …]`."""
    entries = value.elts if isinstance(value, ast.List | ast.Tuple) else []
    calls = [each for each in entries if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    called = {each.func.id for each in calls if isinstance(each.func, ast.Name)}
    is_one = len(calls) == len(entries) >= _FEW and len(called) == 1
    if is_one and is_list_of_models(name) and role_of_list(name) is Role.CHOICE:
        yield from calls


def _models(entry: ast.Dict) -> Iterator[str]:
    for key, value in described(entry):
        if plain(key) in _IDS and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _is_offer(keys: set[str]) -> bool:
    return any(map(_SHOWN.search, keys)) or _CONFIGURED.isdisjoint(map(plain, keys))
