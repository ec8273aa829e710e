"""Regular expressions: RE2, which takes time linear in the text whatever the pattern."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from holdfast.cel.budget import Frame, charge
from holdfast.cel.errors import OperationError
from holdfast.cel.library import Builtin, Style

_MEMORY = 32 << 20


@lru_cache(maxsize=256)
def pattern(text: str) -> Any:
    """Return the compiled pattern; OperationError where RE2 refuses it."""
    import re2  # native, and few policies use it

    options = re2.Options()
    options.log_errors = False  # RE2 would print to standard error
    options.max_mem = _MEMORY
    try:
        re2.compile(text, options)
        # A set of one pattern: a search costs a third of what the pattern's own wrapper takes.
        compiled = re2.Set.SearchSet(options)
        compiled.Add(text)
        compiled.Compile()
    except re2.error as error:
        said = error.args[0] if error.args else "it is too large"
        reason = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise OperationError(f"the pattern does not compile: {reason}") from None
    return compiled


def matches(frame: Frame, text: str, wanted: str) -> bool:
    """`text.matches(pattern)`: whether the pattern is found anywhere in it."""
    charge(frame, len(text) + len(wanted) >> 3)
    return pattern(wanted).Match(text) is not None


LIBRARY = (Builtin("matches", ("string", "string"), "bool", matches, Style.BOTH, metered=True),)
