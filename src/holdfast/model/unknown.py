"""The value of what nobody knows, in expressions and in Python checks alike."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody knows; `rests_on` holds what would have to be known, of any hashable kind."""

    rests_on: frozenset[Hashable]

    @classmethod
    def of(cls, *rests_on: Hashable) -> Unknown:
        """Return the unknown that rests on all of `rests_on`."""
        return cls(frozenset(rests_on))
