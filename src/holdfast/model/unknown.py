"""The value of what nobody knows, in expressions and in Python checks alike."""

from __future__ import annotations

from collections.abc import Hashable


class Unknown:
    """A value that nobody knows; `rests_on` holds what would have to be known, of any hashable kind."""

    __slots__ = ("rests_on",)

    def __init__(self, rests_on: frozenset[Hashable]) -> None:
        self.rests_on = rests_on

    @classmethod
    def of(cls, *rests_on: Hashable) -> Unknown:
        """Return the unknown that rests on all of `rests_on`."""
        return cls(frozenset(rests_on))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and other.rests_on == self.rests_on

    def __hash__(self) -> int:
        return hash(self.rests_on)

    def __repr__(self) -> str:
        return f"Unknown({self.rests_on!r})"
