"""The functions of policies, by value and through CEL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import cel
from holdfast.evaluate.functions import FUNCTIONS, concentration, top_share

LABELS = st.lists(st.sampled_from(["a", "b", "c", 1, 2.5, True, None]))


def value(source: str) -> object:
    return cel.compile(source, functions=FUNCTIONS).evaluate({})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'%s'.format([date('2027-04-01')])", "2027-04-01T00:00:00Z"),
        ("'%s'.format([days(2)])", "172800s"),
        ("concentration(['a', 'a', 'b', 'b'])", 0.5),
        ("concentration([])", 0.0),
        ("topShare(['a', 'a', 'a', 'b'])", 0.75),
        ("topShare([])", 0.0),
        ("date('2027-04-01')", datetime(2027, 4, 1, tzinfo=UTC)),
        ("date(date('2027-04-01'))", datetime(2027, 4, 1, tzinfo=UTC)),
        ("days(30)", timedelta(days=30)),
        ("date('2027-04-01') - days(1) == date('2027-03-31')", True),
    ],
)
def test_values(source: str, expected: object) -> None:
    assert expected == value(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("date('2027-13-01')", "date(): `2027-13-01` is no day, which is written YYYY-MM-DD"),
        ("date('27-04-01')", "date(): `27-04-01` is no day, which is written YYYY-MM-DD"),
        ("date('2027-W01-1')", "date(): `2027-W01-1` is no day, which is written YYYY-MM-DD"),
        ("date(1)", "date() does not take these values"),
        ("days(10000000000)", "days(): is too long a time"),
        ("days('30')", "days() does not take string"),
        ("days(1, 2)", "days() does not take 2 arguments"),
    ],
)
def test_errors(source: str, said: str) -> None:
    with pytest.raises(cel.CelEvaluationError) as caught:
        value(source)
    assert said == caught.value.message


@given(LABELS)
def test_concentration_lies_between_even_and_one(values: list[object]) -> None:
    kinds = len({(type(value), value) for value in values})
    if kinds == 0:
        assert (0.0, 0.0) == (concentration(values), top_share(values))
        return
    assert 1 / kinds - 1e-9 <= concentration(values) <= top_share(values) + 1e-9 <= 1 + 2e-9
