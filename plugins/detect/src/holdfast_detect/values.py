"""What an expression in a program is as a text, and how far names are followed to find out."""

from __future__ import annotations

from typing import NamedTuple

MAX_STEPS = 8
"""From a name to what it stands for."""

MAX_VALUES = 20
"""Of one expression."""

MAX_LOOKED_AT = 1_000
"""Expressions that are read to find the values of one: names that are bound to each other lead on and on."""


class Value(NamedTuple):
    """A text, the offset at which it is written, what it stands for, and why that is not known.

    `variable` is the variable of the environment that it is read from.
    """

    text: str
    at: int
    model: str = ""
    unresolved: str = ""
    variable: str = ""
