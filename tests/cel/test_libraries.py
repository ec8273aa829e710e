"""The standard library and the extensions, by example."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from agreement import Ask, asked
from answers import agree, ours

from holdfast import cel

HERE = Path(__file__).parent
ANSWERS = [line.split("\t") for line in (HERE / "answers.tsv").read_text(encoding="utf-8").splitlines()]
"""Expressions and answers on which Google's C++ implementation and we agree."""


def differing(ask: Ask) -> dict[str, object]:
    """Return the expressions to which `ask` gives another answer."""
    given = {source: ask(source) for source, _ in ANSWERS}
    return {
        source: given[source] for source, answer in ANSWERS if not agree(json.loads(answer), given[source])
    }


def test_the_answers_are_ours() -> None:
    assert {} == differing(ours)


def test_the_answers_are_googles() -> None:
    if importlib.util.find_spec("cel_expr_python") is None:
        pytest.skip("cel-expr-python is not installed; it has wheels for some platforms only")
    with asked("cel-expr-python") as google:
        assert {} == differing(google)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 2)", {"b": 4}),
        ("[5, 6].transformMap(i, v, v)", {0: 5, 1: 6}),
        ("{'a': 1}.transformMapEntry(k, v, {v: k})", {1: "a"}),
        ("['a', 'b'].transformMapEntry(i, v, i > 0, {v: i})", {"b": 1}),
        ("[1, 2, 2].existsOne(e, e == 1)", True),
        ("[1, 2, 2].exists_one(i, e, e == 2)", False),
        ("[1, 2].first()", 1),
        ("[].last()", None),
        ("optional.of(1).or(1 / 0)", 1),
        ("duration('1µs')", timedelta(microseconds=1)),
        ("duration('1ns')", cel.Duration(1)),
        ("duration('1ns') + duration('999ns')", timedelta(microseconds=1)),
        ("timestamp('2024-01-01T00:00:00.000000001Z')", cel.Timestamp(1_704_067_200_000_000_001)),
        ("timestamp('2024-01-01T00:00:00.000001Z')", datetime(2024, 1, 1, 0, 0, 0, 1, tzinfo=UTC)),
        ("type(1u)", cel.Type("uint")),
        ("type(null)", cel.Type("null_type")),
        ("type(timestamp(0))", cel.Type("google.protobuf.Timestamp")),
        ("type(optional.none()) == optional_type", True),
        ("[null, [optional.of(timestamp(0))]]", [None, [datetime(1970, 1, 1, tzinfo=UTC)]]),
        ("{true: 1, 'a': 2u}", {True: 1, "a": cel.Uint(2)}),
        ("'%s'.format([123456789.0])", "1.23456789e+08"),
        ("''.split('')", []),
        ("when.getFullYear() + span.getMinutes()", 2116),
        ("when + span == timestamp('2026-01-01T01:30:00Z')", True),
        ("when in [timestamp('2026-01-01T00:00:00Z')]", True),
        ("[when, when].distinct().size()", 1),
        ("string(pair[1]) + string(pair.size())", "22"),
        ("kinds[1] + kinds[true]", "one true"),
        ("{1: 'x'}[1.0] + {1u: 'y'}[1]", "xy"),
    ],
)
def test_values(source: str, expected: object) -> None:
    data = {
        "when": datetime(2026, 1, 1, tzinfo=UTC),
        "span": timedelta(minutes=90),
        "pair": (1, 2),
        "kinds": {True: " true", "1": "no"},
    }
    if "kinds[1]" in source:
        with pytest.raises(cel.CelEvaluationError, match="there is no such key"):
            cel.compile(source).evaluate(data)
        return
    value = cel.compile(source).evaluate(data)
    assert (expected, type(expected)) == (value, type(value))


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("'a'.substring(2)", "1:5", "substring(): there is no substring from 2 to 1 of 1 characters"),
        ("['a', 1].join()", "1:10", "join(): takes a list of strings"),
        ("'%s'.format([])", "1:6", "format(): has more clauses than values"),
        ("'%d'.format(['x'])", "1:6", "format(): %d takes a number"),
        ("'100%'.format([1])", "1:8", "format(): `%` is no clause: %s %d %f %e %b %o %x %X"),
        ("'%.2000f'.format([1])", "1:11", "format(): the precision is above 1000"),
        ("[1].flatten(-1)", "1:5", "flatten(): the depth is not negative"),
        ("[1, 'a'].sort()", "1:10", "sort(): the elements are not of one type"),
        ("[[1]].sortBy(e, e)", "1:7", "sortBy(): the elements have no order"),
        ("math.bitShiftLeft(1, -1)", "1:6", "math.bitShiftLeft(): a shift is not negative"),
        ("optional.none().value()", "1:17", "value(): the optional has no value"),
        ("{'a': 1, 'a': 2}", "1:1", "two entries have the same key"),
        ("{1.5: 1}", "1:1", "a key is a string, an int, a uint or a bool"),
        ("[?1]", "1:1", "`?` needs an optional"),
        (
            "timestamp('2024-01-01')",
            "1:1",
            "timestamp(): is no timestamp as in RFC 3339: 2026-11-23T10:00:00Z",
        ),
        ("duration('1d')", "1:1", "duration(): is no duration: 1h30m, 90s, 1.5s"),
        ("timestamp(0).getHours('Nowhere')", "1:14", "getHours(): there is no time zone `Nowhere`"),
        (
            "timestamp(0).getHours('../../etc/passwd')",
            "1:14",
            "getHours(): there is no time zone `../../etc/passwd`",
        ),
        (
            "google.protobuf.Int32Value{value: 2147483648}",
            "1:17",
            "`google.protobuf.Int32Value` does not hold this value",
        ),
    ],
)
def test_errors(source: str, place: str, said: str) -> None:
    with pytest.raises(cel.CelEvaluationError) as caught:
        cel.compile(source).evaluate({})
    assert (place, said) == (f"{caught.value.line}:{caught.value.column}", caught.value.message)
