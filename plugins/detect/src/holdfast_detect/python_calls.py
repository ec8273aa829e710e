"""Calls in a Python module: what reads the environment, what passes a default on, and arguments."""

from __future__ import annotations

import ast

from holdfast_detect.sdks import plain

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
    "configfield", "mappedcolumn", "column", "var",
))  # fmt: skip
"""Without regard to case and `_`."""


def is_environment(callee: str) -> bool:
    """Tell what reads a variable of the environment."""
    return callee in _ENVIRONMENT or callee in _ENV_READERS or callee.endswith(("decouple.config", ".getenv"))


def passes_on(function: str) -> bool:
    """Tell what returns the default that it is given, or that text in another form."""
    return plain(function) in _PASSES_ON


def default_of(node: ast.Call) -> ast.expr | None:
    """Return the default that a call is given, as its second argument or by name."""
    return keyword(node, "default") or (node.args[1] if len(node.args) > 1 else None)


def keyword(node: ast.Call, *names: str) -> ast.expr | None:
    """Return the argument of a call by its name, in lower case."""
    return next((each.value for each in node.keywords if (each.arg or "").lower() in names), None)
