"""The functions of policies, by value and through CEL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import cel
from holdfast.evaluate.functions import FUNCTIONS, concentration, distinct, top_share

LABELS = st.lists(st.sampled_from(["a", "b", "c", 1, 2.5, True, None]))


def value(source: str) -> object:
    return cel.compile(source, functions=FUNCTIONS).evaluate({})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("['b', 'a', 'b'].distinct()", ["b", "a"]),
        ("distinct([1, 1.0, true, [1], [1]])", [1, True, [1]]),
        ("[].distinct()", []),
        ("['a', 'b'].join(', ')", "a, b"),
        ("['a', 'b'].join()", "ab"),
        ("[].join('-')", ""),
        ("'%s has %d, %.2f %%'.format(['x', 3, 0.5])", "x has 3, 0.50 %"),
        ("'%s %s %s'.format([true, null, ['a', 1]])", "true null [a, 1]"),
        ("'%s'.format([date('2027-04-01')])", "2027-04-01"),
        ("'%s'.format([days(2)])", "172800s"),
        ("'%f'.format([0.5])", "0.500000"),
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
        ("['a', 1].join()", "join(): takes a list of strings"),
        ("'%s'.format([])", "format(): has more verbs than values"),
        ("'%s'.format([1, 2])", "format(): has more values than verbs"),
        ("'%d'.format(['x'])", "format(): %d does not take x"),
        ("'%x'.format([1])", "format(): %x does not take 1"),
        ("'100%'.format([1])", "format(): % does not take 1"),
        ("date('2027-13-01')", "date(): time data '2027-13-01' does not match format '%Y-%m-%d'"),
        ("date(1)", "date() does not take these values"),
        ("days(10000000000)", "days(): is too long a time"),
        ("'a'.distinct('b')", "distinct() does not take these values"),
    ],
)
def test_errors(source: str, said: str) -> None:
    with pytest.raises(cel.CelEvaluationError) as caught:
        value(source)
    assert said == caught.value.message


@given(LABELS)
def test_distinct_keeps_each_value_once(values: list[object]) -> None:
    kept = distinct(values)
    assert kept == distinct(kept)
    assert all(any(type(one) is type(other) and one == other for other in kept) for one in values)


@given(LABELS)
def test_concentration_lies_between_even_and_one(values: list[object]) -> None:
    kinds = len(distinct(values))
    if kinds == 0:
        assert (0.0, 0.0) == (concentration(values), top_share(values))
        return
    assert 1 / kinds - 1e-9 <= concentration(values) <= top_share(values) + 1e-9 <= 1 + 2e-9
