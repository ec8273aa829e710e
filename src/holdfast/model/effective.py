"""What is in force for a run, and where it comes from."""

from typing import Any, NamedTuple

from holdfast.model.location import Pointer
from holdfast.model.problem import Problem
from holdfast.model.settings import Origin


class EffectiveSetting(NamedTuple):
    """One value: its `key` is a path such as `("params", "inventory/owner", "minimum")`.

    A setting that is a list has one of these for each element. `is_locked`: the organisation lets
    nobody loosen it.
    """

    key: Pointer
    value: Any
    origin: Origin
    is_locked: bool = False


class Effective(NamedTuple):
    """All values in force, and what is set and is not: in files, and in `notes` on the command line."""

    settings: tuple[EffectiveSetting, ...]
    refused: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
