"""The frame of an evaluation: its values by slot, the first of which is the steps that are left."""

from __future__ import annotations

from typing import Any

from holdfast.cel.errors import BudgetExceededError

Frame = list[Any]
"""Slot 0 holds the steps left; the variables of the program and of its macros follow."""


def charge(frame: Frame, steps: int) -> None:
    """Take `steps` from what is left; BudgetExceededError where it is not enough."""
    frame[0] -= steps
    if frame[0] < 0:
        raise BudgetExceededError
