"""All that the language has by name: the standard definitions and Google's extension libraries."""

from __future__ import annotations

from holdfast.cel import conversions, dates, encoders, lists, maths, optionals, regex, sets, text
from holdfast.cel.conversions import TYPES, WRAPPERS
from holdfast.cel.library import Builtin

__all__ = ["BUILTINS", "TYPES", "WRAPPERS"]

BUILTINS: dict[str, Builtin] = {
    builtin.name: builtin
    for module in (conversions, dates, encoders, lists, maths, optionals, regex, sets, text)
    for builtin in module.LIBRARY
}
"""Every function by its full name."""
