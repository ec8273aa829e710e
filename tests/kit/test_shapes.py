"""`holdfast.kit.shapes`: what is written alike, and which lists conditions know to hold something."""

from __future__ import annotations

import pytest

from holdfast.kit.shapes import has_elements, shape
from holdfast.model.location import Location, Place
from holdfast.model.policy import Definition, Expression

NOWHERE = Place(Location("x"))


def written(source: str) -> Expression:
    return Expression(source, NOWHERE)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a.b > 1", "a . b>1 // so", True),
        ("a && b", "b && a", False),
        ("a == 1", "a == 1.0", False),
        ("a == 1", "a == 1u", False),
        ("a == true", "a == 1", False),
        ("a == '1'", 'a == "1"', True),
        ("x.all(a, a)", "x.all(b, b)", False),
    ],
)
def test_written_alike(one: str, other: str, alike: bool) -> None:  # noqa: FBT001  # a column of the table
    assert alike is (shape(written(one)) == shape(written(other)))


@pytest.mark.parametrize(
    ("condition", "expression", "known"),
    [
        ("c.uses.exists(u, u.live)", "c.uses.all(u, u.good)", True),
        ("c.uses.exists(u, u.live)", "c.uses.filter(u, u.live).all(u, u.good)", True),
        ("c.uses.exists(u, u.live)", "variables.live.all(u, u.good)", True),
        ("variables.live.exists(u, true)", "c.uses.filter(u, u.live).all(u, u.good)", True),
        ("a && c.uses.size() > 0", "c.uses.all(u, u.good)", True),
        ("size(c.uses) > 0", "c.uses.all(u, u.good)", True),
        ("variables.live != []", "variables.live.all(u, u.good)", True),
        ("c.uses.exists(u, u.live)", "c.uses.filter(u, u.dead).all(u, u.good)", False),
        ("c.uses.exists(u, u.live)", "c.models.all(u, u.good)", False),
        ("a || c.uses.size() > 0", "c.uses.all(u, u.good)", False),
        ("c.uses.size() >= 0", "c.uses.all(u, u.good)", False),
        ("c.uses.size() > 0", "a && c.uses.all(u, u.good)", False),
        ("c.uses != [1]", "c.uses.all(u, u.good)", False),
        ("all(c.uses)", "all(c.uses)", False),
    ],
)
def test_lists_that_conditions_know_to_hold_something(
    condition: str, expression: str, known: bool  # noqa: FBT001  # a column of the table
) -> None:  # fmt: skip
    live = Definition("live", written("c.uses.filter(u, u.live)"))
    assert known is has_elements(written(expression), [Definition("c", written(condition))], [live])
