"""What an expression in a program is as a text, and how far names are followed to find out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from holdfast import Grade, Mention, Role
from holdfast_detect.names import host_of
from holdfast_detect.roles import role_of

MAX_STEPS = 8
"""From a name to what it stands for."""

MAX_VALUES = 50
"""Of one expression."""

MAX_BOUND = 100
"""Things that one name is bound to in one scope: a program may set it over and over."""

MAX_LOOKED_AT = 200
"""Expressions that are read to find the values of one: names that are bound to each other lead on and on."""


_Any = TypeVar("_Any")


class Value(NamedTuple):
    """A text, the offset at which it is written, what it stands for, and why that is not known.

    `variable` is the variable of the environment that it is read from. `is_choice` where it is one of
    several of which the program takes one, `is_called` where a function of another module returns it: that
    module names it, and this one does where it uses it.
    """

    text: str
    at: int
    model: str = ""
    unresolved: str = ""
    variable: str = ""
    is_choice: bool = False
    is_called: bool = False

    @property
    def meant(self) -> str:
        """What the text stands for, or the text where it stands for itself."""
        return self.model or self.text


class Budget:
    """How much may still be read for one expression, and whether it may be more values than that."""

    def __init__(self) -> None:
        self._left = 0
        self.has_more = False

    def renew(self) -> None:
        """Begin with another expression."""
        self._left, self.has_more = MAX_LOOKED_AT, False

    def spend(self) -> bool:
        """Count one expression that leads on; tell whether it may be read: names may be bound in a circle."""
        self._left -= 1
        return not self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be read."""
        return self._left < 0

    def first(self, found: Iterable[_Any]) -> Iterator[_Any]:
        """Yield each of `found` once, and of them as many as one expression may have."""
        seen = set[_Any]()
        for each in found:
            if each in seen:
                continue
            if len(seen) == MAX_VALUES:
                self.has_more = True
                return
            seen.add(each)
            yield each

    def settled(self, values: Iterable[Value]) -> tuple[Value, ...]:
        """Return the first of `values`; what is unresolved only where nothing else is among them."""
        found = tuple(self.first(values))
        known = tuple(each for each in found if not each.unresolved)
        return known or found


def rest_of(found: Sequence[Value], text: str, at: int) -> Value:
    """Return what stands for the values of an expression that were not read: as much used as the others."""
    is_choice = all(each.is_choice for each in found)
    return Value(text, at, unresolved=f"it may be one of more than {MAX_VALUES}", is_choice=is_choice)


def only_text(values: Sequence[Value]) -> str:
    """Return the text of the only value, what it stands for where that is known; else nothing."""
    return values[0].meant if len(values) == 1 and not values[0].unresolved else ""


def as_choice(mention: Mention) -> Mention:
    """Return the mention of a model that one may choose, and need not."""
    return mention._replace(grade=Grade.HINT, role=Role.CHOICE)


def mention_of(value: Value, name: str, *, certain: bool) -> Mention:
    """Return the mention of a value that a variable, a key or a setting of that name has."""
    return Mention(
        id=value.text,
        at=value.at,
        grade=Grade.HINT if value.is_choice else Grade.INFERRED,
        host=host_of(value.variable or name),
        role=Role.CHOICE if value.is_choice else role_of(value.variable or name),
        model=value.model,
        unresolved=value.unresolved,
        certain=certain,
    )
