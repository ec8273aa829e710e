"""Standard functions that cel-python gets wrong, done as CEL defines them."""

from __future__ import annotations

from typing import Any

from holdfast.cel.values import Function


def size(value: Any) -> int:
    """Code points of a string, bytes, elements or entries; ValueError for anything else (null too)."""
    if isinstance(value, str | bytes | list | dict):
        return len(value)
    raise ValueError("takes a string, bytes, a list or a map")


def matches(text: str, pattern: str) -> bool:
    """Tell whether RE2 finds `pattern` anywhere in `text`; ValueError where it does not compile."""
    import re2  # native, and few policies use it

    if not isinstance(text, str) or not isinstance(pattern, str):
        raise ValueError("takes a string and a pattern")  # noqa: TRY004  # what Function.call promises
    options = re2.Options()
    options.log_errors = False  # RE2 would print to standard error
    try:
        return re2.search(pattern, text, options) is not None
    except re2.error as error:
        raise ValueError(f"the pattern does not compile: {error}") from None


STANDARD = (
    Function("size", ("dyn",), "int", size),
    Function("matches", ("string", "string"), "bool", matches),
)
