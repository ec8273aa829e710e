"""Nouns are what `typing.NamedTuple` would have made of them."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from holdfast.model.noun import NamedTuple


class Ours(NamedTuple):
    """A noun."""

    name: str
    count: int = 0
    parts: tuple[str, ...] = ()

    @property
    def shout(self) -> str:
        return self.name.upper()


class Theirs(typing.NamedTuple):
    name: str
    count: int = 0
    parts: tuple[str, ...] = ()


class Below(Ours):
    __slots__ = ()

    def __str__(self) -> str:
        return f"<{self.name}>"


VALUES: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 1), {}),
    (("a", 1, ("b",)), {}),
    ((), {"name": "a"}),
    (("a",), {"parts": ("b",)}),
]
WRONG: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}),
    (("a", 1, (), 2), {}),
    (("a",), {"name": "b"}),
    (("a",), {"nome": "b"}),
]


@pytest.mark.parametrize(("values", "named"), VALUES)
def test_values_are_the_same(values: Any, named: Any) -> None:
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert tuple(theirs) == tuple(ours)
    assert theirs == ours
    assert hash(theirs) == hash(ours)
    assert repr(theirs).replace("Theirs", "Ours") == repr(ours)
    assert (theirs.name, theirs.count, theirs.parts) == (ours.name, ours.count, ours.parts)
    assert theirs._asdict() == ours._asdict()
    assert tuple(theirs._replace(count=7)) == tuple(ours._replace(count=7))
    assert tuple(Theirs._make(theirs)) == tuple(Ours._make(ours))


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_what_does_not_fit_is_refused(values: Any, named: Any) -> None:
    for kind in (Theirs, Ours):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_a_field_that_is_not_there_cannot_be_replaced() -> None:
    for value in (Theirs("a"), Ours("a")):
        with pytest.raises((TypeError, ValueError)):
            value._replace(nome="b")  # type: ignore[call-arg]  # on purpose


def test_the_class_says_the_same_of_its_fields() -> None:
    assert (Theirs._fields, Theirs._field_defaults) == (Ours._fields, Ours._field_defaults)
    assert Theirs.__match_args__ == Ours.__match_args__
    assert ("A noun.", "OURS") == (Ours.__doc__, Ours("ours").shout)


def test_values_are_frozen_and_small() -> None:
    value = Ours("a")
    with pytest.raises(AttributeError):
        value.name = "b"  # type: ignore[misc]  # on purpose
    with pytest.raises(AttributeError):
        value.other = 1  # type: ignore[attr-defined]  # on purpose
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("value", [Ours("a", 1), Below("a", 1)], ids=["noun", "class below"])
def test_values_are_copied_and_sent_to_other_processes(value: Any) -> None:
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301  # our own
        assert (value, type(value)) == (other, type(other))


def test_a_class_below_keeps_the_fields() -> None:
    assert ("<a>", 0, Below("a", 1)) == (str(Below(name="a")), Below("a").count, Below("a")._replace(count=1))
    assert isinstance(Below("a")._replace(count=1), Below)


def test_a_noun_has_fields() -> None:
    with pytest.raises(TypeError, match="the noun Empty has no fields"):

        class Empty(NamedTuple):
            pass
