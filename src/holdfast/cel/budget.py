"""The frame of an evaluation: its values by slot, the first of which is the steps that are left."""

from __future__ import annotations

from typing import Any

from holdfast.cel.errors import BudgetExceededError

Frame = list[Any]
"""Slot 0 holds the steps left; the variables of the program and of its macros follow."""


LONG = 1024
"""So many characters of a text are looked at for one step."""


def weigh(frame: Frame, text: str | bytes) -> None:
    """Charge for a look at all of `text`: nothing where it is short."""
    if len(text) > LONG:
        charge(frame, len(text) // LONG)


def charge(frame: Frame, steps: int) -> None:
    """Take `steps` from what is left; BudgetExceededError where it is not enough."""
    frame[0] -= steps
    if frame[0] < 0:
        raise BudgetExceededError
