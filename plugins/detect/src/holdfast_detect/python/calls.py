"""Calls in a Python module: what reads the environment, what passes a default on, and arguments."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from holdfast_detect.names import is_model_argument, plain
from holdfast_detect.python.loops import any_of
from holdfast_detect.python.names import Names, parameters

_ENVIRONMENT = frozenset(
    ("os.getenv", "os.environ.get", "os.environ", "os.environ.setdefault", "os.environ.pop")
)
_ENV_READERS = frozenset((
    "getenv", "config", "env", "env.str", "get_env", "getenv_or_default", "environ.get",
    "environ.setdefault",
))  # fmt: skip
_PASSES_ON = frozenset((
    "field", "option", "argument", "default", "query", "form", "body", "input", "stringparam", "textinput",
    "param", "optionalfield", "str", "strip", "lower", "cast", "secretstr", "charfield", "string", "unicode",
    "configfield", "mappedcolumn", "column", "var", "ib", "attrib",
))  # fmt: skip
"""Without regard to case and `_`."""


NOTHING = frozenset(
    ("NOT_GIVEN", "NOTSET", "NOT_SET", "UNSET", "MISSING", "OMIT", "omit", "NotGiven", "Omit", "ANY")
)
"""What libraries call that nothing is said."""

_ASKS_ABOUT = re.compile(
    r"_*(?:is|has|can|needs?|should|supports?|parse|extract|count|num|validate|check|normali[sz]e|canonical\w*|strip|split"
    r"|format|detect|infer|estimate|calc\w*|compute|compare|matches|requires|test)(?:_|$)"
)
"""How functions begin that say something of a model, and do not use it."""


_RECKONS = re.compile(
    r"_*(?:estimate|count|calc\w*|compute|get|track|log|add)_(?:\w+_)?(?:costs?|prices?|tokens?)(?:_\w+)?"
    r"|\w*Tokenizer"
)
"""What functions are called that say what something costs, or how long it is."""


def reckons(function: str) -> bool:
    """Tell whether a function only says what a model would cost, or how many tokens a text has for it."""
    return bool(_RECKONS.fullmatch(function))


_ASK = frozenset(("textinput", "input"))
"""Fields that people fill in, which take first what they are called, and then what they hold at first."""


def passes_on(function: str) -> bool:
    """Tell what returns the default that it is given, or that text in another form."""
    return plain(function) in _PASSES_ON


def by_default(node: ast.Call, last: str) -> ast.expr | None:
    """Return what a field or an option holds at first, or what a text was made from."""
    if isinstance(node.func, ast.Attribute) and last in ("strip", "lower"):
        return node.func.value
    if default := keyword(node, "default", "value"):
        return default
    if isinstance(made := keyword(node, "default_factory", "factory"), ast.Lambda):
        return made.body
    at = 1 if plain(last) in _ASK else -1 if last == "cast" else 0
    return node.args[at] if len(node.args) > at else None


def is_environment(callee: str) -> bool:
    """Tell whether a call reads a variable of the environment."""
    return callee in _ENVIRONMENT or callee in _ENV_READERS or callee.endswith(("decouple.config", ".getenv"))


def is_of_data(node: ast.Call, text: Callable[[ast.expr], str]) -> bool:
    """Tell whether a call says that what it takes from a hub is data or a page, and no model.

    `text` returns the text that an expression is.
    """
    kind = keyword(node, "repo_type")
    return kind is not None and text(kind) in ("dataset", "space")


def default_of(node: ast.Call) -> ast.expr | None:
    """Return the default that a call is given, as its second argument or by name."""
    return keyword(node, "default") or (node.args[1] if len(node.args) > 1 else None)


def keyword(node: ast.Call, *names: str) -> ast.expr | None:
    """Return the argument of a call by its name, in lower case."""
    return next((each.value for each in node.keywords if (each.arg or "").lower() in names), None)


_LATER = {
    "partial": 0,
    "to_thread": 0,
    "submit": 0,
    "apply_async": 0,
    "run_in_executor": 1,
    "map": 0,
    "imap": 0,
}
"""What calls a function later, by its last name: where it takes that function, before its arguments."""

_WITH_EACH = frozenset(("map", "imap"))


def called_later(node: ast.Call) -> ast.Call | None:
    """Return the call that another one makes later or for each of some: `f(x)` of `partial(f, x)`."""
    last = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    at = _LATER.get(last, -1)
    if not 0 <= at < len(node.args) or not isinstance(node.args[at], ast.Name | ast.Attribute):
        return None
    given = node.args[at + 1 :]
    if last in _WITH_EACH:
        given = [any_of(each) for each in given]
    return ast.copy_location(ast.Call(node.args[at], given, node.keywords), node)


def positions_of_models(names: Names) -> dict[str, int]:
    """Return where functions and classes of a module take a model by position, of several the first."""
    found: dict[str, int] = {}
    for node, scope in names.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [name for name, _ in parameters(node)]
            called = node.name
            if isinstance(scope.node, ast.ClassDef):
                given = given[1:]
                called = scope.node.name if called == "__init__" else called
            for index, name in enumerate(given if not _ASKS_ABOUT.match(called) else ()):
                if is_model_argument(name):
                    found.setdefault(called, index)
    return found
