"""Regular expressions: RE2, which takes time linear in the text whatever the pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from holdfast.cel.budget import LONG, Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style

_MEMORY = 4 << 20
"""Bytes that a pattern may take, and that its automaton may grow to while it is used."""


def pattern(text: str) -> tuple[Any, int]:
    """Return the compiled pattern and how many instructions it has; OperationError where RE2 refuses it."""
    compiled = _compiled(text)
    if isinstance(compiled, str):
        raise OperationError(f"the pattern does not compile: {compiled}")
    return compiled


@lru_cache(maxsize=40)
def _compiled(text: str) -> tuple[Any, int] | str:
    """Return the pattern and its size, or what is wrong with it."""
    import re2  # native, and few policies use it

    options = re2.Options()
    options.log_errors = False  # RE2 would print to standard error
    options.max_mem = _MEMORY
    try:
        size = re2.compile(text, options).programsize
        # A set of one pattern: a search costs a third of what the pattern's own wrapper takes.
        compiled = re2.Set.SearchSet(options)
        compiled.Add(text)
        compiled.Compile()
    except re2.error as error:
        said = error.args[0] if error.args else "it is too large"
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return compiled, size


def matches(frame: Frame, text: str, wanted: str) -> bool:
    """`text.matches(pattern)`: whether the pattern is found anywhere in it."""
    charge(frame, len(wanted) + (len(text) >> 3))
    compiled, size = pattern(wanted)
    # At worst every character meets every instruction; one that is new was compiled too.
    charge(frame, (size >> 3) + len(text) * size // LONG)
    return compiled.Match(text) is not None


LIBRARY = (Builtin("matches", ("string", "string"), "bool", matches, Style.BOTH, metered=True),)
